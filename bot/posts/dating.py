"""Which date a post has, and what is wrong with it."""

from __future__ import annotations

from datetime import datetime, time

from bot.posts import fields, names
from bot.posts.categories import texts_in
from bot.posts.dates import read_date
from bot.posts.frontmatter import FrontMatter
from bot.posts.notes import Notes
from bot.posts.site import Site


def date_of(front: FrontMatter, path: str, site: Site, notes: Notes, now: datetime) -> datetime | None:
    """The front matter's date, else the day in the name or the key (its midnight), else None."""
    value = fields.first(front.values, fields.DATE)
    line = next((front.lines[key] for key in fields.DATE if key in front.lines), 1)
    date = read_date(value, site.timezone)
    if date is None:
        day = names.date_in_name(path, site.profile)
        date = datetime.combine(day, time(), tzinfo=site.timezone) if day else None
        _tell_unread(value, line, date, notes)
    if date is not None and date > now:
        got = date.isoformat(sep=" ")
        notes.add(line, f"the date {got} lies in the future", "Correct the date; the post was kept.")
    return date


def _tell_unread(value: object, line: int, date: datetime | None, notes: Notes) -> None:
    given = next(iter(texts_in(value)), "")[:40]
    what = f"the date {given!r} cannot be read" if given else "no date"
    if date is None:
        notes.add(line, what, "Write `date: 2022-03-14 11:46:43 +0800`, or begin the name with 2022-03-14-.")
    elif given:  # a dated name without a date in the front matter is Jekyll's own way, no fault
        notes.add(line, what, f"Write `2022-03-14 11:46:43 +0800`; the name gives {date:%Y-%m-%d}.")
