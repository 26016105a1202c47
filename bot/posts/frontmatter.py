"""The front matter: key and value as the author wrote them, whatever YAML makes of them.

Machine-made posts have one `key: value` a line, and YAML damages some of these: `ON` becomes True,
`2022` a number, `#x` nothing, `a #b` loses its end, an inner quote or a leading star is an error.
So a line is read as it stands, and YAML (TOML, JSON) reads what is more than lines.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

MAX_CHARACTERS = 64 * 1024
MAX_NESTING = 50

_KEY = re.compile(r"([A-Za-z_\u4e00-\u9fff][\w.-]{0,60})[ \t]{0,9}:(?:[ \t]+|$)(.*)")
_FENCE = re.compile(r"(-{3,}|\+{3,}|;{3,})[ \t]*$")
# Values that YAML certainly reads as the same text: no indicator first, no `: ` or ` #` inside.
_SAFE_PLAIN = re.compile(
    r"[A-Za-z0-9_+\u2018-\u201d\u3001-\u9fff\uff01-\uff5e](?:[^:#\s]|[ \t]+(?=[^#\s])|(?<! )#|:(?=[^\s]))*"
)
_SAFE_QUOTED = re.compile(r'"[^"\\]*"|\'[^\']*\'')
_NESTING = re.compile(r"[\[{]|[-?:][ \t]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the front matter does wrong, and in which line of the file."""

    line: int
    problem: str
    hint: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """values: by lower-case key; texts are raw, lists and the like as YAML, TOML or JSON read them.
    lines: of each key in the file. body_line: in which line of the file the body begins.
    found: whether the file has front matter at all."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    found: bool = True
    fault: Fault | None = None


class _TomlHandler(BaseHandler):
    """python-frontmatter's own needs a library that the standard one has replaced."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


_YAML, _TOML, _JSON = YAMLHandler(), _TomlHandler(), JSONHandler()


def split(text: str) -> FrontMatter:
    """The front matter and body of a file, whose lines end in `\\n`. Never raises."""
    start = len(text) - len(text.lstrip("\ufeff \t\n"))
    first = text.count("\n", 0, start) + 1
    rest = text[start:]
    if rest.startswith("{"):
        return _split_json(rest, first) or FrontMatter(body=text, found=False)
    fence = _FENCE.match(rest.split("\n", 1)[0][:200])
    if fence is None:
        return FrontMatter(body=text, found=False)
    mark = fence.group(1)[0]
    closing = re.compile(rf"\n{re.escape(mark)}{{3,}}[ \t]*(?:\n|$)", re.MULTILINE)
    opening_end = rest.find("\n")
    end = closing.search(rest, max(opening_end, 0), max(opening_end, 0) + MAX_CHARACTERS)
    if opening_end < 0 or end is None:
        return _unclosed(text, rest, first)
    block = rest[opening_end + 1 : end.start() + 1]
    body_line = first + rest.count("\n", 0, end.end())
    read = {"+": _read_toml, ";": _read_bare_json}.get(mark, _read_yaml)
    values, fault = read(block, first + 1)
    return FrontMatter(values, _line_numbers(block, first + 1), rest[end.end() :], body_line, True, fault)


def _unclosed(text: str, rest: str, first: int) -> FrontMatter:
    """A file that was cut off, or a text under a ruler: the lines `key: value` tell."""
    lines = rest.split("\n", 60)[1:60]
    count = next((at for at, line in enumerate(lines) if not _KEY.match(line)), len(lines))
    if count == 0:
        return FrontMatter(body=text, found=False)
    block = "\n".join(lines[:count])
    body = rest.split("\n", count + 1)[count + 1 :]
    fault = Fault(first, "the front matter has no closing `---`", "Add the line, or fetch the file again.")
    values = {key: _unquoted(raw) for key, (raw, _) in _raw_lines(block, 0).items()}
    return FrontMatter(
        values, _line_numbers(block, first + 1), body[0] if body else "", first + 1 + count, True, fault
    )


def _raw_lines(block: str, first: int) -> dict[str, tuple[str, int]]:
    raw: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(block.split("\n"), first):
        found = _KEY.match(line)
        if found:
            raw[found.group(1).lower()] = (found.group(2).strip(), number)
    return raw


def _line_numbers(block: str, first: int) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, line in enumerate(block.split("\n"), first):
        key = re.match(r"[ \t]{0,9}[\"']?([^\s\"':=]{1,60})[\"']?[ \t]{0,9}[:=]", line)
        if key:
            numbers.setdefault(key.group(1).lower(), number)
    return numbers


def _unquoted(raw: str) -> str:
    """Without the outer quotes; doubled single quotes inside are one."""
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        return raw[1:-1]
    if len(raw) > 1 and raw[0] == raw[-1] == "'":
        return raw[1:-1].replace("''", "'")
    return raw.removeprefix('"') if raw.count('"') == 1 else raw


def _read_yaml(block: str, first: int) -> tuple[Mapping[str, object], Fault | None]:
    raw = _raw_lines(block, first)
    if len(raw) == sum(1 for line in block.split("\n") if line.strip()) and all(
        _reads_the_same(value) for value, _ in raw.values()
    ):
        return {key: _unquoted(value) for key, (value, _) in raw.items()}, None
    lines = {key: _unquoted(value) for key, (value, _) in raw.items()}
    try:
        _check_nesting(block)
        loaded = _YAML.load(block)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError) as error:
        return lines, _yaml_fault(error, first)
    if not isinstance(loaded, dict):
        return lines, Fault(first, "the front matter is not a list of keys", "Write `key: value` lines.")
    values = {str(key).lower(): value for key, value in loaded.items()}
    return values | {key: lines[key] for key in raw if _is_damaged(raw[key][0], values.get(key))}, None


def _reads_the_same(value: str) -> bool:
    return not value or bool(_SAFE_QUOTED.fullmatch(value) or _SAFE_PLAIN.fullmatch(value))


def _is_damaged(raw: str, value: object) -> bool:
    """Whether a one-line text became something else: no text, or a text cut at ` #`."""
    if not raw or raw[0] in "[{|>&!\"'" or isinstance(value, list | dict):
        return False
    if isinstance(value, str):
        return len(value) < len(raw)
    return " #" not in raw or not isinstance(value, bool | date)


def _check_nesting(block: str) -> None:
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


def _read_toml(block: str, first: int) -> tuple[Mapping[str, object], Fault | None]:
    try:
        _check_nesting(block)
        loaded = _TOML.load(block)
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = first + (int(found.group(1)) - 1 if found else 0)
        return {}, Fault(line, f"the front matter is no valid TOML: {str(error)[:120]}", "Mend this line.")
    return {str(key).lower(): value for key, value in loaded.items()}, None


def _read_bare_json(block: str, first: int) -> tuple[Mapping[str, object], Fault | None]:
    return _read_json("{" + block + "}", first)


def _read_json(block: str, first: int) -> tuple[Mapping[str, object], Fault | None]:
    try:
        _check_nesting(block)
        loaded = _JSON.load(block)
    except (ValueError, RecursionError) as error:
        line = first + getattr(error, "lineno", 1) - 1
        return {}, Fault(line, f"the front matter is no valid JSON: {str(error)[:120]}", "Mend this line.")
    return {str(key).lower(): value for key, value in loaded.items()}, None


def _split_json(rest: str, first: int) -> FrontMatter | None:
    """Hugo's JSON: an object at the start of the file, ended by `}` alone in its line."""
    head = rest[:MAX_CHARACTERS]
    try:
        _check_nesting(head.split("\n}", 1)[0])
        _, end = json.JSONDecoder().raw_decode(head)
    except (ValueError, RecursionError):
        closing = re.search(r"\n\}[ \t]*(?:\n|$)", head)
        if closing is None or not re.match(r"\{\s*\"", head):
            return None
        end = closing.end()
    block = rest[:end]
    values, fault = _read_json(block.strip(), first)
    after = rest[end:]
    body = after.removeprefix("\n")
    line = first + rest.count("\n", 0, end) + (len(after) - len(body))
    return FrontMatter(values, _line_numbers(block, first), body, line, True, fault)
