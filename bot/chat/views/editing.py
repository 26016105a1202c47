"""What editors decided over answers: under an answer, as a note of what was done, and as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.answer import Found
from bot.answers.paging import part_of
from bot.chat.callbacks import Press
from bot.chat.editor_buttons import Hide, Listed, Listing, Pin, Show, Star, Unpin, Unstar
from bot.chat.page_buttons import QuestionPage
from bot.chat.reader_buttons import name_of
from bot.chat.reply import Button, Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import name
from bot.chat.views.buttons import grid, pager, press
from bot.chat.views.card import opened
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, one_line, shorten
from bot.posts.post import Article
from bot.state.curations import Hidden, Pinned
from bot.state.questions import topic

A_PAGE = 8
TITLE = 60
IN_A_ROW = 4


def with_editing(reply: Reply, answer: Found, here: Press | None, question: str, texts: Texts) -> Reply:
    """An answer as editors see it: the article that is shown can be put first, hidden, or called right."""
    if not answer.cards:
        return reply
    best, _ = opened(answer.cards, here.card if isinstance(here, QuestionPage) else 0)
    article = name_of(best.article.id)
    pin = (texts.edit_unpin, Unpin(topic(question))) if best.pinned else (texts.edit_pin, Pin(article))
    row = (press(*pin), press(texts.edit_hide, Hide(article)), press(texts.edit_star, Star(article)))
    return replace(reply, rows=(*reply.rows, row))


def pinned(question: str, article: Article, texts: Texts) -> Reply:
    html = texts.pin_done.format(question=said(question), title=said(name(article)))
    return Reply(html, rows=((press(texts.edit_unpin, Unpin(topic(question))),),))


def unpinned(gone: Pinned | None, texts: Texts) -> Reply:
    if gone is None:
        return Reply(texts.edit_gone)
    return Reply(texts.unpin_done.format(question=said(gone.question), title=said(gone.title)))


def hidden(article: Article, texts: Texts) -> Reply:
    html = texts.hide_done.format(title=said(name(article)))
    return Reply(html, rows=((press(texts.edit_show, Show(name_of(article.id))),),))


def shown_again(gone: Hidden | None, texts: Texts) -> Reply:
    return Reply(texts.show_done.format(title=said(gone.title)) if gone else texts.edit_gone)


def pins(every: Sequence[Pinned], texts: Texts, page: int = 1) -> Reply:
    """What is pinned, with a button for each that ends it."""
    if not every:
        return Reply(texts.pins_none)
    lines = [f"{said(one.question)}\n→ {said(one.title)}" for one in every]
    buttons = [press(_number(at), Unpin(one.digest)) for at, one in enumerate(every, start=1)]
    return _listed("pins", texts.pins.format(count=len(every)), lines, buttons, texts.pins_hint, page)


def starred(question: str, article: Article, texts: Texts) -> Reply:
    html = texts.star_done.format(question=said(question), title=said(name(article)))
    return Reply(html, rows=((press(texts.edit_unstar, Unstar(topic(question))),),))


def unstarred(gone: Pinned | None, texts: Texts) -> Reply:
    return Reply(texts.unstar_done.format(question=said(gone.question)) if gone else texts.edit_gone)


def golden(every: Sequence[Pinned], texts: Texts, page: int = 1) -> Reply:
    """The questions that reloads are tried by, with a button for each that ends it."""
    if not every:
        return Reply(texts.golden_none)
    lines = [f"{said(one.question)}\n→ {said(one.title)}" for one in every]
    buttons = [press(_number(at), Unstar(one.digest)) for at, one in enumerate(every, start=1)]
    return _listed("golden", texts.golden.format(count=len(every)), lines, buttons, texts.golden_hint, page)


def hidden_ones(every: Sequence[Hidden], texts: Texts, page: int = 1) -> Reply:
    """What is hidden, with a button for each that shows it again."""
    if not every:
        return Reply(texts.hidden_none)
    lines = [said(one.title) for one in every]
    buttons = [press(_number(at), Show(name_of(one.article))) for at, one in enumerate(every, start=1)]
    return _listed("hidden", texts.hidden.format(count=len(every)), lines, buttons, texts.hidden_hint, page)


def _listed(
    what: Listing, title: str, lines: Sequence[str], buttons: Sequence[Button], hint: str, page: int
) -> Reply:
    part = part_of(len(lines), page=page, size=A_PAGE)
    numbered = [f"{at}. {line}" for at, line in enumerate(lines, start=1)]
    here = slice(part.offset, part.offset + part.size)
    html = assemble([title, "\n".join(numbered[here]), hint])
    turns = pager(part.page, part.pages, lambda to: Listed(what, to))
    return Reply(html, rows=(*grid(buttons[here], IN_A_ROW), *turns))


def _number(at: int) -> str:
    return f"✕ {at}"


def said(text: str) -> str:
    return escape(shorten(one_line(text), TITLE)) or "…"
