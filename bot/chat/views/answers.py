"""Whatever was answered, as a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Answer, Categories, Found, Help, Latest, Nothing
from bot.chat.callbacks import Press
from bot.chat.links import to_question
from bot.chat.question import HEADING
from bot.chat.reply import Button, Reply
from bot.chat.texts import Texts
from bot.chat.views.categories import categories
from bot.chat.views.found import found
from bot.chat.views.help import welcome
from bot.chat.views.html import plain
from bot.chat.views.latest import latest
from bot.chat.views.nothing import nothing


def shown(
    answer: Answer,
    texts: Texts,
    now: datetime,
    *,
    private: bool,
    question: str = "",
    renewed: bool = False,
    here: Press | None = None,
) -> Reply:
    """Whatever was answered, as a message. Where it repeats no question, it does not look as if it did."""
    reply = _shown(answer, texts, now, private=private, question=question, renewed=renewed, here=here)
    if question or not plain(reply.html).startswith(HEADING):
        return reply
    return replace(reply, html=reply.html.replace(HEADING.strip(), "", 1))


def _shown(
    answer: Answer,
    texts: Texts,
    now: datetime,
    *,
    private: bool,
    question: str,
    renewed: bool,
    here: Press | None,
) -> Reply:
    match answer:
        case Found():
            reply = found(answer, texts, now, question=question, renewed=renewed, here=here)
            return reply if private else opened_in_private(answer, reply, texts)
        case Nothing():
            return nothing(answer, texts, now, question=question, renewed=renewed, here=here)
        case Latest():
            return latest(answer, texts, now, question=question, renewed=renewed, here=here)
        case Categories():
            return categories(answer, texts)
        case Help():
            return welcome(answer, texts, now, private=private)


def opened_in_private(answer: Found, reply: Reply, texts: Texts) -> Reply:
    """In a group, where only who asked turns pages, a way for the others to ask the same for themselves."""
    payload = to_question(answer.question.text) if answer.pages > 1 else ""
    if not payload:
        return reply
    return replace(reply, rows=(*reply.rows, (Button(texts.in_private, start=payload),)))
