"""When an alert is due: at once, hourly or daily, outside its quiet hours, and never more often than its cap.

Pure. Times go in and come out aware; hours are those of the clock of `zone`, also where it is put forward or
back.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal, Protocol

from bot.state.groups import Quiet

Pace = Literal["now", "hourly", "daily"]
HOUR = timedelta(hours=1)


class Paced(Protocol):
    """hour: of a daily alert. cap: messages on one day. sent_on, sent: the day of the last message, as
    `date.toordinal`, and how many there were on it."""

    @property
    def pace(self) -> Pace: ...
    @property
    def hour(self) -> int: ...
    @property
    def quiet(self) -> Quiet | None: ...
    @property
    def cap(self) -> int: ...
    @property
    def sent_on(self) -> int: ...
    @property
    def sent(self) -> int: ...


def due_at(alert: Paced, since: datetime, zone: tzinfo) -> datetime:
    """When to tell of what is known since then."""
    return allowed(alert, _begun(alert, since, zone), zone)


def allowed(alert: Paced, moment: datetime, zone: tzinfo) -> datetime:
    """The moment, or the first one after it that cap and quiet hours allow."""
    local = moment.astimezone(zone)
    if alert.sent_on == local.toordinal() and alert.sent >= alert.cap:
        local = _next(local, 0, zone)
    if alert.quiet and alert.quiet.holds(local.hour):
        local = _next(local, alert.quiet.until, zone)
    return local


def _begun(alert: Paced, since: datetime, zone: tzinfo) -> datetime:
    """The moment itself, or the end of the hour or day that it lies in."""
    local = since.astimezone(zone)
    if alert.pace == "hourly":
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return (local.astimezone(UTC) + (HOUR - past if past else past)).astimezone(zone)
    if alert.pace == "daily":
        today = _on(local, alert.hour, zone)
        return today if today >= local else _next(local, alert.hour, zone)
    return local


def _next(local: datetime, hour: int, zone: tzinfo) -> datetime:
    """The next time that the clock shows this hour."""
    today = _on(local, hour, zone)
    return today if today > local else _on(local + timedelta(days=1), hour, zone)


def _on(day: datetime, hour: int, zone: tzinfo) -> datetime:
    """An hour of a day. One that the clock leaves out is the one after it."""
    told = datetime.combine(day.date(), time(hour), tzinfo=zone)
    return told.astimezone(UTC).astimezone(zone)
