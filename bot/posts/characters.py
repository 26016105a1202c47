"""Characters that no text has: they are damage, and `markup` and `standins` use some for marks."""

from __future__ import annotations

import re

_NONE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The text without control characters (tab and line end stay) and halves of characters."""
    return _NONE.sub("", text) if _NONE.search(text) else text
