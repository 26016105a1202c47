"""A line more or less in the editor's alias file, in one step: whoever reads it sees all of it or none.

What a person wrote there stays as it is, comments and all.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from bot.search.alias_files import LARGEST
from bot.search.alias_line import AliasLine, AliasMalformed, AliasRefused
from bot.search.aliases import MOST_LINES, parse_aliases
from bot.search.durable import make_durable

LONGEST = 500
FORM = "write 降准 = 下调存款准备金率"
UTF_8 = "give ALIASES a text file in UTF-8"


def add_alias(own: Path, said: str) -> AliasLine:
    """Append a line, unless it is there already. Raises AliasRefused where reading it would
    complain, or the file cannot be written."""
    text = " ".join(said.split())
    problems = parse_aliases([text], path=own.name).problems if text else ()
    if problems:
        raise AliasMalformed(problems[0].problem, hint=problems[0].hint)
    if not text or "#" in text or len(text) > LONGEST:
        raise AliasMalformed(f"got {text[:60]!r}, expected names of the same thing", hint=FORM)
    lines = _lines(own)
    line = AliasLine(text, key_of(text), known=text in lines)
    if not line.known:
        if len(lines) >= MOST_LINES:
            raise AliasRefused(f"{own}: there are {len(lines)} lines", hint="remove some of them")
        _write(own, [*lines, text])
    return line


def remove_alias(own: Path, key: str) -> str:
    """Take the last line with this key out, and return it; "" where there is none. Raises AliasRefused."""
    lines = _lines(own)
    at = next((at for at in reversed(range(len(lines))) if key_of(lines[at]) == key), None)
    if at is None:
        return ""
    _write(own, [*lines[:at], *lines[at + 1 :]])
    return lines[at]


def key_of(line: str) -> str:
    """Sixteen hexadecimal digits."""
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _lines(own: Path) -> list[str]:
    try:
        if own.exists() and own.stat().st_size > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
        return own.read_text(encoding="utf-8").splitlines() if own.exists() else []
    except (OSError, ValueError) as error:
        raise AliasRefused(f"{own} cannot be read: {error}", hint=UTF_8) from error


def _write(own: Path, lines: list[str]) -> None:
    place = own.resolve()  # a link stays one
    draft = place.with_name(f".{place.name}.new")
    try:
        draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        if place.exists():
            draft.chmod(place.stat().st_mode)
        make_durable(draft)
        os.replace(draft, place)
    except OSError as error:
        raise AliasRefused(f"{own} cannot be written: {error.strerror}", hint="look at its rights") from error
