"""The site that the posts belong to: where it stands, which clock it uses, what habits it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.posts.profile import FINEWS, Profile


@dataclass(frozen=True, slots=True)
class Site:
    """url: its root, without a slash at the end, or "" where the posts have no site.
    timezone: of dates that name none."""

    url: str = ""
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    profile: Profile = FINEWS
