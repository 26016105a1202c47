"""Found as a message: the best article in full, the others in a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Found
from bot.chat.callbacks import Press
from bot.chat.page_buttons import QuestionPage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT
from bot.chat.views.buttons import bell, judging, share_article
from bot.chat.views.card import actions, compact, numbers, opened, turns
from bot.chat.views.chips import chips
from bot.chat.views.fit import assemble
from bot.chat.views.html import web_address
from bot.chat.views.understanding import beside_filters, corrected, heading, relaxed
from bot.chat.views.why import reasons


def found(
    answer: Found,
    texts: Texts,
    now: datetime,
    *,
    question: str = "",
    renewed: bool = False,
    here: Press | None = None,
) -> Reply:
    """The best article of the page as a card, the others in a line each; `question` is repeated on top.

    here, here and below: the button that led here, which may ask for another article of the page or for
    the reasons. renewed: the page before was read from articles that are no longer there.
    """
    if not answer.cards:
        return Reply(texts.unanswered)
    asked = here if isinstance(here, QuestionPage) else QuestionPage(1)
    best, others = opened(answer.cards, asked.card)
    first = best is answer.cards[0]
    at = replace(asked, page=answer.page, generation=answer.version, card=0 if first else best.rank)
    notes = [corrected(answer.question, texts), relaxed(answer, texts) if first else ""]
    notes += [texts.pinned] if best.pinned else []
    above = [heading(question), texts.renewed if renewed else "", *notes]
    reasoned = reasons(best.why, answer.question, texts, now) if at.why and best.why else ""
    below = "" if reasoned else DOT.join(beside_filters(answer.question, texts, now))
    shown = compact(best, others, (above, below), texts, now)
    html = assemble([*above, *shown.card, reasoned, shown.others], foot=below)
    filters = chips(answer.question, at, texts, now)
    alone = () if others else ((share_article(best.article, texts.share), *judging(best.article), bell()),)
    below_it = (actions(best, at, texts), *alone, *filters, *turns(answer, at, texts))
    rows = (*numbers(answer.cards, best, at), *below_it)
    return Reply(html, rows=rows, preview=web_address(best.article.url))
