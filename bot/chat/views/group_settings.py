"""A group's settings as one message: what is set, categories to choose from, hours to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers.answer import Categories
from bot.chat.callbacks import digest
from bot.chat.group_buttons import (
    ChooseCategories,
    ChooseHours,
    Overview,
    SetAll,
    SetCategory,
    SetNoQuiet,
    SetQuiet,
)
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import Row, grid, pager, press
from bot.chat.views.html import escape, one_line, shorten
from bot.state.groups import GroupSettings, Quiet

NAME = 28
MOST_NAMED = 12
HOURS_A_ROW = 4  # wider, so that a phone shows them whole


def overview(settings: GroupSettings, names: Mapping[str, str], texts: Texts) -> Reply:
    """names: by slug, of the categories that there are; one that is gone is called by its slug."""
    shown = sorted(settings.categories)[:MOST_NAMED]
    chosen = [
        press(marked(names.get(slug, slug), chosen=True), SetCategory(digest(slug), chosen=False, page=0))
        for slug in shown
    ]
    count = len(settings.categories)
    html = texts.settings.format(
        categories=texts.settings_chosen.format(count=count) if count else texts.settings_all,
        quiet=hours(settings.quiet, texts) if settings.quiet else texts.settings_never,
    )
    every = ((press(texts.settings_every, SetAll(0)),),) if count else ()
    ways = (
        (press(texts.settings_categories, ChooseCategories(1)),),
        *every,
        (press(texts.settings_hours, ChooseHours()),),
    )
    return Reply(html, rows=(*grid(chosen, 2), *ways))


def choose_categories(settings: GroupSettings, offered: Categories, texts: Texts) -> Reply:
    """A page of categories, those chosen marked; a press chooses one or no longer does."""
    buttons = []
    for one in offered.categories:
        slug, chosen = one.category.slug, one.category.slug in settings.categories
        to = SetCategory(digest(slug), chosen=not chosen, page=offered.page)
        buttons.append(press(marked(one.category.name, chosen=chosen), to))
    every = press(marked(texts.settings_every, chosen=not settings.categories), SetAll(offered.page))
    text = escape(shorten(one_line(offered.text), NAME))
    html = texts.settings_found.format(text=text) if offered.text else texts.settings_pick
    turns = pager(offered.page, offered.pages, ChooseCategories)
    return Reply(html, rows=((every,), *grid(buttons, 2), *turns, back(texts)))


def choose_hours(settings: GroupSettings, since: int | None, texts: Texts) -> Reply:
    """When the quiet begins, or when it ends."""
    if since is None:
        never = press(marked(texts.settings_never, chosen=settings.quiet is None), SetNoQuiet())
        starts = [press(clock(hour), ChooseHours(hour)) for hour in range(24)]
        return Reply(texts.settings_since, rows=((never,), *grid(starts, HOURS_A_ROW), back(texts)))
    ends = [press(clock(hour), SetQuiet(since, hour)) for hour in range(24) if hour != since]
    html = texts.settings_until.format(since=clock(since))
    return Reply(html, rows=(*grid(ends, HOURS_A_ROW), back(texts)))


def quiet_now(quiet: Quiet, texts: Texts) -> str:
    return texts.settings_quiet_now.format(until=clock(quiet.until))


def hours(quiet: Quiet, texts: Texts) -> str:
    return texts.between.format(first=clock(quiet.since), last=clock(quiet.until))


def clock(hour: int) -> str:
    return f"{hour:02}:00"


def marked(name: str, *, chosen: bool) -> str:
    return f"✓ {shorten(one_line(name), NAME)}" if chosen else shorten(one_line(name), NAME)


def back(texts: Texts) -> Row:
    return (press(texts.settings_back, Overview()),)
