"""Rows of buttons within Telegram's limits: at most 100, eight a row, data of 64 bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.chat.alert_buttons import About, Rehearse
from bot.chat.callbacks import Here, Press, digest, encode
from bot.chat.links import to_article, to_category
from bot.chat.page_buttons import LatestPage
from bot.chat.reader_buttons import Judge, name_of
from bot.chat.reply import Button
from bot.chat.texts import Texts
from bot.chat.views.html import one_line, shorten, web_address
from bot.posts.post import Article, Category

LABEL = 40
MOST_SOURCES = 9
SHARED = 100
GOOD, BAD, BELL = "👍", "👎", "🔔"
ASKED = About()
Row = tuple[Button, ...]


def press(label: str, data: Press) -> Button:
    """A button that is never without a label, which Telegram would refuse."""
    return Button(shorten(one_line(label), LABEL) or "…", data=encode(data))


def grid(buttons: Sequence[Button], columns: int) -> tuple[Row, ...]:
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


def pager(page: int, pages: int, to: Callable[[int], Press], *, on: str = "") -> tuple[Row, ...]:
    """‹ 2/7 ›, or nothing where there is one page; an end has no arrow. on: what the way on is called."""
    if pages <= 1:
        return ()
    back = [press("‹", to(page - 1))] if page > 1 else []
    forth = [press(f"{on} ›".strip(), to(page + 1))] if page < pages else []
    return ((*back, press(f"{page}/{pages}", Here()), *forth),)


def sources(articles: Sequence[tuple[int, Article]], texts: Texts) -> tuple[Row, ...]:
    """The best article's source under its own label, the others' under their numbers."""
    known = [(rank, web_address(article.url)) for rank, article in articles]
    first = [Button(texts.read, url=url) for _, url in known[:1] if url]
    others = [
        Button(texts.read_other.format(rank=rank), url=url) for rank, url in known[1:MOST_SOURCES] if url
    ]
    return (*grid(first, 1), *grid(others, 4))


def category_button(category: Category, label: str) -> Button:
    return press(label, LatestPage(digest(category.slug), 1))


def share_article(article: Article, label: str) -> Button:
    """Offers a link to this article to other chats, under its title."""
    title = shorten(one_line(article.title), SHARED)
    return Button(label, start=to_article(article), share=title or "…")


def judging(article: Article) -> Row:
    """Whether this article answers the question."""
    name = name_of(article.id)
    return press(GOOD, Judge(name, True)), press(BAD, Judge(name, False))


def bell(about: About = ASKED) -> Button:
    """What an alert would bring, about this or what was asked."""
    return press(BELL, Rehearse(about))


def share_category(category: Category, texts: Texts) -> Button:
    """Offers a link to the newest articles of this category to other chats."""
    name = shorten(one_line(category.name), SHARED)
    return Button(texts.share, start=to_category(category), share=name or "…")
