"""Start, help, about and privacy as messages."""

from __future__ import annotations

import re
from datetime import datetime

from bot.answers.answer import Help
from bot.chat.callbacks import Example
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import press
from bot.chat.views.dates import spoken
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, one_line, shorten

MOST_EXAMPLES = 3
TOPIC = 30
CLAUSE = re.compile(r"[，。：；！？…!?;|｜]|——|\s[-–—]\s")


def as_question(title: str, texts: Texts) -> str:
    """What a reader could ask to find this title: its first clause that says enough."""
    clauses = [clause.strip() for clause in CLAUSE.split(one_line(title))]
    topic = next((clause for clause in clauses if len(clause) >= 6), one_line(title))
    return texts.question.format(topic=shorten(topic, TOPIC).rstrip("…")) if topic else ""


def welcome(answer: Help, texts: Texts, now: datetime, *, private: bool) -> Reply:
    """Hello, what there is, and questions to try; a group gets no examples."""
    if not answer.articles:
        return Reply(assemble([texts.welcome, texts.welcome_empty]))
    newest = spoken(answer.newest, texts, now) if answer.newest else texts.status_never
    count = texts.welcome_count.format(articles=answer.articles, newest=escape(newest))
    if not private:
        return Reply(assemble([texts.welcome, count, texts.help_group]))
    asked = list(dict.fromkeys(filter(None, (as_question(title, texts) for title in answer.examples))))
    rows = tuple(
        (press(question, Example(number)),) for number, question in enumerate(asked[:MOST_EXAMPLES], 1)
    )
    return Reply(assemble([texts.welcome, count, texts.try_one if rows else ""]), rows=rows)


def guide(texts: Texts, *, private: bool, admin: bool, inline: str = "") -> Reply:
    """How to ask and every command of this chat. inline: the bot's user name where it answers in any chat."""
    text = texts.help if private else texts.help_group
    anywhere = texts.help_inline.format(username=escape(inline)) if inline else ""
    return Reply(assemble([text, anywhere, texts.help_admin if admin and private else ""]))


def privacy(texts: Texts, days: int, votes: int, *, host: str = "") -> Reply:
    """What is kept, and sent. days: how long questions are kept, 0 is not at all; votes: how long those are.
    host: of another's machine, which makes vectors of questions."""
    questions = texts.privacy_questions.format(days=days) if days else texts.privacy_no_questions
    sent = texts.privacy_sent.format(host=escape(host)) if host else texts.privacy_unsent
    return Reply(texts.privacy.format(questions=questions, votes=votes, sent=sent))


def about(texts: Texts, version: str) -> Reply:
    return Reply(texts.about.format(version=escape(version)))
