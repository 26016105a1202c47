"""What was made of a question: the question again, what else was searched for, narrowed to, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.answers.answer import Found, Understood
from bot.chat.question import HEADING
from bot.chat.texts import Texts
from bot.chat.views.dates import spoken_day, spoken_range
from bot.chat.views.html import escape, one_line, shorten

WHOLE = 600  # units of the longest question that is answered: buttons read it from there
NAME = 40
MOST_CORRECTIONS = 3


def heading(question: str) -> str:
    """The question again, where no message of the reader holds it."""
    return f"{HEADING}<b>{escape(shorten(one_line(question), WHOLE))}</b>" if question else ""


def corrected(question: Understood, texts: Texts) -> str:
    """What was searched for beside what was typed; "" where nothing was."""
    meant = dict.fromkeys(one.meant for one in question.corrections)
    named = listed(list(meant)[:MOST_CORRECTIONS], texts)
    return texts.corrected.format(meant=named) if named else ""


def limits(question: Understood, texts: Texts, now: datetime) -> list[str]:
    """What the question was narrowed to: a time, a category; and whether the newest come first."""
    narrowed = beside_filters(question, texts, now)
    if question.category:
        narrowed.insert(0, texts.only_category.format(category=listed([question.category.name], texts)))
    if question.time:
        narrowed.insert(0, texts.only_time.format(range=spoken_range(question.time, texts, now)))
    return narrowed


def beside_filters(question: Understood, texts: Texts, now: datetime) -> list[str]:
    """What is to be said of the filters that buttons show, and whether the newest come first."""
    narrowed = []
    if question.outside:
        narrowed.append(texts.outside.format(range=spoken_range(question.outside, texts, now)))
    if question.anchor:
        newest = spoken_day(question.anchor.astimezone(now.tzinfo).date(), texts, now.date())
        narrowed.append(texts.anchored.format(newest=newest))
    if question.latest:
        narrowed.append(texts.newest_first)
    return narrowed


def relaxed(answer: Found, texts: Texts) -> str:
    """What the best article lacks, on the page that shows it; "" where nothing was dropped."""
    if not answer.relaxed or answer.page != 1:
        return ""
    missing = listed(answer.relaxed, texts)
    if answer.together:
        return texts.relaxed_together.format(together=listed(answer.together, texts), missing=missing)
    return texts.relaxed.format(missing=missing)


def listed(words: Iterable[str], texts: Texts) -> str:
    """Words of a question as safe HTML, divided by commas."""
    return texts.comma.join(escape(shorten(one_line(word), NAME)) for word in words)
