"""What filtered an answer, each as a button that asks again without it."""

from __future__ import annotations

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
FILTERS = "tc"


def chips(question: Understood, here: QuestionPage, texts: Texts, now: datetime) -> tuple[Row, ...]:
    """🗓 3月1日 至 3月31日 ✕, 🗂 泉州晚报 ✕, and a button that puts back what was taken away."""
    row: list[Button] = []
    if question.time:
        label = texts.chip_time.format(range=spoken_range(question.time, texts, now))
        row.append(press(label, taken_away(here, "t")))
    if question.category:
        name = shorten(one_line(question.category.name), NAME)
        row.append(press(texts.chip_category.format(category=name), taken_away(here, "c")))
    if here.without:
        row.append(press(texts.chip_back, QuestionPage(1, here.generation)))
    return (tuple(row),) if row else ()


def taken_away(here: QuestionPage, filtering: str) -> QuestionPage:
    """The first page of the answer without this filter, too."""
    left_out = "".join(letter for letter in FILTERS if letter in here.without + filtering)
    return QuestionPage(1, here.generation, without=left_out)


def left_out(here: Press | None) -> str:
    return here.without if isinstance(here, QuestionPage) else ""
