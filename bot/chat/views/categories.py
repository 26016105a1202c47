"""Categories as a keyboard: the biggest first, under a letter, or found by a text."""

from __future__ import annotations

from functools import partial

from bot.answers.answer import Categories
from bot.chat.callbacks import Here
from bot.chat.page_buttons import SEARCHED, CategoriesPage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import Row, category_button, grid, pager, press
from bot.chat.views.fit import GAP
from bot.chat.views.html import escape, one_line, shorten

NAME = 28
COLUMNS = 2
LETTERS_A_ROW = 7
MOST = 60  # of the hundred buttons that a message may have; the rest is for letters and pages


def categories(answer: Categories, texts: Texts) -> Reply:
    """Every category of the page as a button with its size, and the letters where one page is not all."""
    if not answer.letters:
        return Reply(texts.no_categories)
    buttons = [
        category_button(
            one.category,
            texts.category_count.format(name=shorten(one_line(one.category.name), NAME), count=one.count),
        )
        for one in answer.categories[:MOST]
    ]
    to = partial(CategoriesPage, part=SEARCHED if answer.text else answer.letter)
    rows = (*grid(buttons, COLUMNS), *pager(answer.page, answer.pages, to), *letters(answer, texts))
    whole = not answer.text and not answer.letter
    hint = texts.categories_hint if whole and answer.pages > 1 else ""
    return Reply(GAP.join(filter(None, (title(answer, texts), hint))), rows=rows)


def title(answer: Categories, texts: Texts) -> str:
    text = escape(shorten(one_line(answer.text), NAME))
    if answer.near:
        return texts.categories_near.format(text=text)
    if answer.text:
        return texts.categories_found.format(text=text, total=answer.total)
    if answer.letter:
        return texts.categories_letter.format(letter=escape(answer.letter), total=answer.total)
    return texts.categories.format(total=answer.total)


def letters(answer: Categories, texts: Texts) -> tuple[Row, ...]:
    """The index of first letters, the one that is shown in a circle and without effect; a way back to all."""
    whole = not answer.text and not answer.letter
    back = () if whole else ((press(texts.more_categories, CategoriesPage(1)),),)
    if answer.text or (whole and answer.pages <= 1):
        return back
    row = [
        press(circled(letter), Here())
        if letter == answer.letter
        else press(letter, CategoriesPage(1, letter))
        for letter in answer.letters
    ]
    return (*grid(row, LETTERS_A_ROW), *back)


def circled(letter: str) -> str:
    """Ⓐ for A: no wider than the letter, which a narrow button has room for."""
    return chr(ord("Ⓐ") + ord(letter) - ord("A")) if letter.isalpha() else letter
