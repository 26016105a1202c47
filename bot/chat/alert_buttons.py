"""The buttons of alerts as values, and their part of the data behind `version:`.

What an alert shall be about is named by the button, or stands in the message: a question does not fit. One
that exists is named by its number; whose it is, is looked up when the button is pressed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.chat.page_buttons import DIGEST, SECURITY
from bot.state.schedule import Pace

ALERT = r"([1-9][0-9]{0,17})"
HOUR = r"([0-9]|1[0-9]|2[0-3])"
CAP = r"([1-9][0-9]?)"
PACES: dict[str, Pace] = {"n": "now", "h": "hourly", "d": "daily"}
LETTERS = {pace: letter for letter, pace in PACES.items()}


@dataclass(frozen=True, slots=True)
class About:
    """A security by market and code, a category by its digest; without either the message's question."""

    market: str = ""
    code: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Somebody may want to hear of this; what would have come?"""

    about: About


@dataclass(frozen=True, slots=True)
class Subscribe:
    """And does, at this pace."""

    about: About
    pace: Pace
    hour: int = 8


@dataclass(frozen=True, slots=True)
class ListAlerts:
    """All alerts of the chat."""


@dataclass(frozen=True, slots=True)
class EditAlert:
    alert: int


@dataclass(frozen=True, slots=True)
class SetPace:
    alert: int
    pace: Pace
    hour: int = 8


@dataclass(frozen=True, slots=True)
class SetCalm:
    """From hour to hour nothing comes; where both are the same there are no such hours."""

    alert: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class SetCap:
    alert: int
    cap: int


@dataclass(frozen=True, slots=True)
class Mute:
    """here: under a message of the alert, which stays as it is."""

    alert: int
    muted: bool
    here: bool = False


@dataclass(frozen=True, slots=True)
class DeleteAlert:
    alert: int


Change = SetPace | SetCalm | SetCap | Mute | DeleteAlert
AlertPress = Rehearse | Subscribe | ListAlerts | EditAlert | Change
ABOUT = f"(?::k{SECURITY}|:c{DIGEST})?"
PACE = f"(?:([nh])|d{HOUR})"


def encode_alert(press: AlertPress) -> str:
    match press:
        case Rehearse(about):
            return f"an{named(about)}"
        case Subscribe(about, pace, hour):
            return f"as:{paced(pace, hour)}{named(about)}"
        case ListAlerts():
            return "al"
        case EditAlert(alert):
            return f"ae:{alert}"
        case SetPace(alert, pace, hour):
            return f"ap:{alert}:{paced(pace, hour)}"
        case SetCalm(alert, since, until):
            return f"aq:{alert}:{since}:{until}"
        case SetCap(alert, cap):
            return f"ac:{alert}:{cap}"
        case Mute(alert, muted, here):
            return f"a{'m' if muted else 'u'}:{alert}{':h' if here else ''}"
        case DeleteAlert(alert):
            return f"ax:{alert}"


def named(about: About) -> str:
    if about.code:
        return f":k{about.market}.{about.code}"
    return f":c{about.category}" if about.category else ""


def paced(pace: Pace, hour: int) -> str:
    return f"d{hour}" if pace == "daily" else LETTERS[pace]


def decode_alert(rest: str) -> AlertPress | None:
    """None for what `encode_alert` does not make."""
    if rest == "al":
        return ListAlerts()
    if found := re.fullmatch(f"an{ABOUT}", rest):
        return Rehearse(about_in(*found.groups()))
    if found := re.fullmatch(f"as:{PACE}{ABOUT}", rest):
        letter, hour, *about = found.groups()
        return Subscribe(about_in(*about), *pace_in(letter, hour))
    if found := re.fullmatch(f"ap:{ALERT}:{PACE}", rest):
        return SetPace(int(found[1]), *pace_in(found[2], found[3]))
    if found := re.fullmatch(f"aq:{ALERT}:{HOUR}:{HOUR}", rest):
        return SetCalm(*map(int, found.groups()))
    if found := re.fullmatch(f"ac:{ALERT}:{CAP}", rest):
        return SetCap(int(found[1]), int(found[2]))
    if found := re.fullmatch(f"a([mu]):{ALERT}(:h)?", rest):
        return Mute(int(found[2]), found[1] == "m", bool(found[3]))
    if found := re.fullmatch(f"a([ex]):{ALERT}", rest):
        return EditAlert(int(found[2])) if found[1] == "e" else DeleteAlert(int(found[2]))
    return None


def about_in(market: str | None, code: str | None, category: str | None) -> About:
    return About(market or "", code or "", category or "")


def pace_in(letter: str | None, hour: str | None) -> tuple[Pace, int]:
    return (PACES[letter], 8) if letter else ("daily", int(hour or 8))
