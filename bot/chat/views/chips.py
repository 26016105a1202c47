"""What filtered an answer, each as a button that asks again without it; and a time that may filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.answers.answer import Understood
from bot.chat.callbacks import Press
from bot.chat.page_buttons import QuestionPage
from bot.chat.reply import Button
from bot.chat.texts import Texts
from bot.chat.views.buttons import Row, press
from bot.chat.views.dates import spoken_range
from bot.chat.views.html import one_line, shorten

NAME = 24
TIME, CATEGORY, TELLING = FILTERS = "tcm"


def chips(question: Understood, here: QuestionPage, texts: Texts, now: datetime) -> tuple[Row, ...]:
    """🗓 3月1日 至 3月31日 ✕, 🗂 泉州晚报 ✕, and a button that puts back what was taken away. A month that
    articles may tell of filters by a button of its own, 🗓 只看 3月1日 至 3月31日."""
    row: list[Button] = []
    if question.time:
        label = texts.chip_time.format(range=spoken_range(question.time, texts, now))
        row.append(press(label, told_again(here) if TELLING in here.without else without(here, TIME)))
    if question.category:
        name = shorten(one_line(question.category.name), NAME)
        row.append(press(texts.chip_category.format(category=name), without(here, CATEGORY)))
    if question.offered and TELLING not in here.without:
        label = texts.chip_only.format(range=spoken_range(question.offered, texts, now))
        row.append(press(label, without(here, TELLING)))
    if here.without not in ("", TELLING) or (here.without and not question.time):
        row.append(press(texts.chip_back, QuestionPage(1, here.generation)))
    return (tuple(row),) if row else ()


def without(here: QuestionPage, filtering: str) -> QuestionPage:
    """The first page of the answer without this, too."""
    left_out = "".join(letter for letter in FILTERS if letter in here.without + filtering)
    return QuestionPage(1, here.generation, without=left_out)


def told_again(here: QuestionPage) -> QuestionPage:
    """The first page of the answer whose month or date does not filter any more."""
    return replace(without(here, ""), without=here.without.replace(TELLING, ""))


def left_out(here: Press | None) -> str:
    return here.without if isinstance(here, QuestionPage) else ""
