"""The three formats of front matter: a block of lines -> key and value as the author wrote them.

Machine-made posts have one `key: value` a line, and YAML damages some of these: `ON` becomes True,
`2022` a number, `#x` nothing, `a #b` loses its end, an inner quote or a leading star is an error.
So a line is read as it stands, and YAML reads what is more than lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

MAX_NESTING = 50

KEY_LINE = re.compile(r"([A-Za-z_\u4e00-\u9fff][\w.-]{0,60})[ \t]{0,9}:(?:[ \t]+|$)(.*)")
_TOML_LINE = re.compile(r"([A-Za-z_][\w-]{0,60})[ \t]{0,9}=[ \t]{0,9}(.*)")
_KEY_START = re.compile(r"[ \t]{0,9}[\"']?([^\s\"':=]{1,60})[\"']?[ \t]{0,9}[:=]")
# Values that YAML certainly reads as the same text: no indicator first, no `: ` or ` #` inside.
_SAFE_PLAIN = re.compile(
    r"[A-Za-z0-9_+\u2018-\u201d\u3001-\u9fff\uff01-\uff5e](?:[^:#\s]| +(?=[^#\s])|(?<! )#|:(?=[^\s]))*"
)
_SAFE_QUOTED = re.compile(r'"[^"\\]*"|\'[^\']*\'')
_NESTING = re.compile(r"[\[{]|[-?:][ \t]")

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """What the front matter does wrong, and in which line of the file."""

    line: int
    problem: str
    hint: str


class _TomlHandler(BaseHandler):
    """python-frontmatter's own needs a library that the standard one has replaced."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


_YAML, _TOML, _JSON = YAMLHandler(), _TomlHandler(), JSONHandler()


def raw_lines(block: str, pattern: re.Pattern[str] = KEY_LINE) -> dict[str, str]:
    """Key and value of each line `key: value`, quotes and all."""
    found = (pattern.match(line) for line in block.split("\n"))
    return {line.group(1).lower(): line.group(2).strip() for line in found if line}


def line_numbers(block: str, first: int) -> dict[str, int]:
    """In which line of the file each key stands, where the block begins in line `first`."""
    numbers: dict[str, int] = {}
    for number, line in enumerate(block.split("\n"), first):
        key = _KEY_START.match(line)
        if key:
            numbers.setdefault(key.group(1).lower(), number)
    return numbers


def unquoted(raw: str) -> str:
    """Without the outer quotes; doubled single quotes inside are one."""
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        return raw[1:-1]
    if len(raw) > 1 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'")
    return raw.removeprefix('"') if raw.count('"') == 1 else raw


def read_yaml(block: str, first: int) -> tuple[Values, Fault | None]:
    """The values of a YAML block, and what is wrong with it; keys in lower case. Never raises."""
    raw = raw_lines(block)
    lines = {key: unquoted(value) for key, value in raw.items()}
    if len(raw) == sum(1 for line in block.split("\n") if line.strip()) and all(
        _reads_the_same(value) for value in raw.values()
    ):
        return lines, None
    try:
        check_nesting(block)
        loaded = _YAML.load(block)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError) as error:
        return lines, _yaml_fault(error, first)
    if not isinstance(loaded, dict):
        return lines, Fault(first, "the front matter is not a list of keys", "Write `key: value` lines.")
    values = {str(key).lower(): value for key, value in loaded.items()}
    return values | {key: lines[key] for key in raw if _is_damaged(raw[key], values.get(key))}, None


def _reads_the_same(value: str) -> bool:
    return not value or bool(_SAFE_QUOTED.fullmatch(value) or _SAFE_PLAIN.fullmatch(value))


def _is_damaged(raw: str, value: object) -> bool:
    """Whether a one-line text became something else: no text, or a text cut at ` #`."""
    if not raw or isinstance(value, list | dict):
        return False
    if isinstance(value, str):
        return raw[0] not in "|>&!\"'" and len(value) < len(raw)
    return " #" not in raw or not isinstance(value, bool | date)


def check_nesting(block: str) -> None:
    """Raises ValueError for what would nest deeper than any author writes."""
    if max((len(_NESTING.findall(line)) for line in block.split("\n")), default=0) > MAX_NESTING:
        raise ValueError(f"more than {MAX_NESTING} brackets or dashes in one line")
    if block.count("[") - block.count("]") > MAX_NESTING or block.count("{") - block.count("}") > MAX_NESTING:
        raise ValueError(f"more than {MAX_NESTING} open brackets")


def _yaml_fault(error: Exception, first: int) -> Fault:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error) or type(error).__name__
    return Fault(
        first + (mark.line if mark else 0),
        f"the front matter is no valid YAML: {str(what)[:120]}",
        "Put the value in quotes and write an inner quote as “ or ”; its lines were read as they stand.",
    )


def read_toml(block: str, first: int) -> tuple[Values, Fault | None]:
    """The same of a TOML block; where TOML refuses, its lines as they stand."""
    try:
        check_nesting(block)
        loaded = _TOML.load(block)
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = first + (int(found.group(1)) - 1 if found else 0)
        values = {key: unquoted(value) for key, value in raw_lines(block, _TOML_LINE).items()}
        return values, Fault(
            line, f"the front matter is no valid TOML: {str(error)[:120]}", "Mend this line."
        )
    return {str(key).lower(): value for key, value in loaded.items()}, None


def read_bare_json(block: str, first: int) -> tuple[Values, Fault | None]:
    """The same of the inside of a JSON object."""
    return read_json("{" + block + "}", first)


def read_json(block: str, first: int) -> tuple[Values, Fault | None]:
    """The same of a JSON object."""
    try:
        check_nesting(block)
        loaded = _JSON.load(block)
    except (ValueError, RecursionError) as error:
        line = first + getattr(error, "lineno", 1) - 1
        return {}, Fault(line, f"the front matter is no valid JSON: {str(error)[:120]}", "Mend this line.")
    return {str(key).lower(): value for key, value in loaded.items()}, None
