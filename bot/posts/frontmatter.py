"""Finds the front matter of a file and takes it off: `---` YAML, `+++` TOML, `{` or `;;;` JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.posts import formats
from bot.posts.formats import KEY_LINE, Fault

MAX_CHARACTERS = 64 * 1024
MAX_UNCLOSED_LINES = 60

_FENCE = re.compile(r"(-{3,}|\+{3,}|;{3,})[ \t]*$")
_CLOSING = {mark: re.compile(rf"\n{re.escape(mark)}{{3,}}[ \t]*(?:\n|$)") for mark in "-+;"}
_READERS = {"-": formats.read_yaml, "+": formats.read_toml, ";": formats.read_bare_json}
_CUT_KEY = re.compile(r"[A-Za-z_]{0,20}\s{0,9}")
_JSON_END = re.compile(r"\n\}[ \t]*(?:\n|$)")


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


def split(text: str) -> FrontMatter:
    """The front matter and body of a file, whose lines end in `\n`. Never raises.

    Empty lines and a byte order mark may stand before it. A block without any key is no front
    matter but a text between rulers.
    """
    rest = text.lstrip("\ufeff \t\n")
    first = text.count("\n", 0, len(text) - len(rest)) + 1
    if rest.startswith("{"):
        return _split_json(rest, first) or FrontMatter(body=text, found=False)
    opening, newline, _ = rest[:200].partition("\n")
    fence = _FENCE.match(opening)
    if fence is None:
        return FrontMatter(body=text, found=False)
    end = _CLOSING[fence.group(1)[0]].search(rest, len(opening), len(opening) + MAX_CHARACTERS)
    if not newline or end is None:
        return _unclosed(text, rest, first)
    block = rest[len(opening) + 1 : end.start() + 1]
    lines = formats.line_numbers(block, first + 1)
    if block.strip() and not lines:
        return FrontMatter(body=text, found=False)
    values, fault = _READERS[fence.group(1)[0]](block, first + 1)
    body_line = first + rest.count("\n", 0, end.end())
    return FrontMatter(values, lines, rest[end.end() :], body_line, fault=fault)


def _unclosed(text: str, rest: str, first: int) -> FrontMatter:
    """A file that was cut off, or a text under a ruler: the lines `key: value` tell."""
    lines = rest.split("\n", MAX_UNCLOSED_LINES + 1)[1 : MAX_UNCLOSED_LINES + 1]
    count = next((at for at, line in enumerate(lines) if not KEY_LINE.match(line)), len(lines))
    if count == 0:
        return FrontMatter(body=text, found=False)
    block = "\n".join(lines[:count])
    body = "".join(rest.split("\n", count + 1)[count + 1 :])
    return FrontMatter(
        values={key: formats.unquoted(raw) for key, raw in formats.raw_lines(block).items()},
        lines=formats.line_numbers(block, first + 1),
        body="" if _CUT_KEY.fullmatch(body) else body,
        body_line=first + 1 + count,
        fault=Fault(first, "the front matter has no closing `---`", "Add the line, or fetch the file again."),
    )


def _split_json(rest: str, first: int) -> FrontMatter | None:
    """Hugo's JSON: an object at the start of the file, ended by `}` alone in its line."""
    head = rest[:MAX_CHARACTERS]
    try:
        formats.check_nesting(head.split("\n}", 1)[0])
        _, end = json.JSONDecoder().raw_decode(head)
    except (ValueError, RecursionError):
        closing = _JSON_END.search(head)
        if closing is None or not re.match(r"\{\s*\"", head):
            return None
        end = closing.end()
    block = rest[:end]
    values, fault = formats.read_json(block.strip(), first)
    after = rest[end:]
    body = after.removeprefix("\n")
    line = first + rest.count("\n", 0, end) + (len(after) - len(body))
    return FrontMatter(values, formats.line_numbers(block, first), body, line, fault=fault)
