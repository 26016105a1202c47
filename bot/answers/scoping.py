"""The scope of a question in what an engine holds now: its newest article and its categories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers.scope import Scope, scope_of
from bot.search.engine import CategoryCount, View


class Scoping:
    """Scopes on one clock. The categories of the generation that was asked last are remembered."""

    def __init__(self, timezone: ZoneInfo) -> None:
        self._timezone = timezone
        self._known: tuple[str, Sequence[CategoryCount]] = ("", ())

    def scope(self, view: View, text: str, now: datetime | None, *, in_category: bool) -> Scope:
        """What a question is narrowed to. now: None is the wall clock. in_category: one is chosen already."""
        moment = self.moment(now)
        known = () if in_category else self.categories(view)
        scope = scope_of(text, now=moment, known=known)
        if scope.time is None or not scope.time.floating:
            return scope
        newest = view.status().newest
        if newest is None or newest >= scope.time.time.since:
            return scope
        return scope.from_newest(newest.astimezone(self._timezone))

    def moment(self, now: datetime | None) -> datetime:
        """The moment on the readers' clock; None is the wall clock's."""
        return (now or datetime.now(self._timezone)).astimezone(self._timezone)

    def categories(self, view: View) -> Sequence[CategoryCount]:
        """Most articles first."""
        version, known = self._known
        if version != view.version:
            known = view.categories()
            self._known = view.version, known
        return known
