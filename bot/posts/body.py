"""Takes a body apart: quoted digest on top, text, source line, tail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.posts.profile import Profile

MAX_LINK = 2048
DIGEST_REPEATED = 0.8
MAX_COMPARED = 1000
_GRAM = 3
_AUTOLINK = re.compile(r"\s*<([^<>\s]*)>\s*$")
_CUT_AUTOLINK = re.compile(r"\s*<https?:[^<>\s]*$")
_SIGNIFICANT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """digest and text are still marked up; link is "" where the tail has none."""

    digest: str
    text: str
    link: str


def take_apart(body: str, profile: Profile) -> Parts:
    """The body without tail and quoted digest, which the profile tells how to find."""
    text, link = _without_tail(body, profile)
    digest, text = _quoted_digest(text) if profile.quoted_digest else ("", text)
    return Parts(digest, text, link)


def web_link(text: object) -> str:
    """The text where it is an http or https address with a host, else ""."""
    if not isinstance(text, str) or len(text) > MAX_LINK or re.search(r"[\s<>\"\\^`{|}]", text):
        return ""
    try:
        address = urlsplit(text)
        return text if address.scheme.lower() in ("http", "https") and address.hostname else ""
    except ValueError:
        return ""


def _without_tail(body: str, profile: Profile) -> tuple[str, str]:
    """From the end: lines of navigation, then one line that is `<address>` or `<>` only."""
    end, line = _last_line(body, len(body))
    while line and profile.navigation.search(line[:200]):
        end, line = _last_line(body, end)
    found = _AUTOLINK.match(line[: MAX_LINK + 2])
    if found and (not found.group(1) or ":" in found.group(1)):
        return body[:end], web_link(found.group(1))
    if _CUT_AUTOLINK.match(line[: MAX_LINK + 2]):  # a file that was cut in the middle of the line
        return body[:end], ""
    return body[: end + len(line)], ""


def _last_line(body: str, end: int) -> tuple[int, str]:
    """Where the last line with text before `end` begins, and the line without blanks behind it."""
    while True:
        start = body.rfind("\n", 0, end) + 1
        line = body[start:end].rstrip()
        if line or start == 0:
            return start, line
        end = start - 1


def _quoted_digest(text: str) -> tuple[str, str]:
    """A block quote at the top, and the lines that follow it without an empty line or a tag."""
    start = text.lstrip()
    if not start.startswith(">"):
        return "", text
    lines = start.split("\n")
    count = 0
    while (
        count < len(lines) and lines[count].strip() and not (count and lines[count].lstrip().startswith("<"))
    ):
        count += 1
    digest = "\n".join(line.lstrip().removeprefix(">").strip() for line in lines[:count])
    return digest.strip(), "\n".join(lines[count:])


def source_in(text: str, profile: Profile) -> tuple[str, str]:
    """The medium that the last lines name, and the text without that.

    Example: `…\\n（文章来源：泉州晚报）` -> `("泉州晚报", "…")`; `("", text)` where none is named.
    """
    lines = text.rsplit("\n", 3)
    for at in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
        found = profile.source_line.search(lines[at][-200:])
        if found:
            lines[at] = lines[at][: len(lines[at]) - len(found.group())].rstrip()
            return found.group(1).strip(), "\n".join(line for line in lines if line)
    return "", text


def without_source(digest: str, profile: Profile) -> str:
    """The digest without the medium in brackets at its end."""
    return digest[: -len(found.group())] if (found := profile.digest_source.search(digest[-40:])) else digest


def source_of_digest(text: str, profile: Profile) -> str:
    """The medium in brackets at the end of a digest, or ""."""
    found = profile.digest_source.search(text[-40:])
    return found.group(1) if found else ""


def repeats(digest: str, text: str) -> bool:
    """Whether the text says the digest again: word for word, or at least `DIGEST_REPEATED` of the
    digest's runs of three letters or digits are in the text. Compares the first `MAX_COMPARED`
    characters of the digest."""
    small, large = significant(digest[:MAX_COMPARED]), significant(text[: 100 * MAX_COMPARED])
    if not small or small in large:
        return True
    grams = {small[at : at + _GRAM] for at in range(max(len(small) - _GRAM + 1, 1))}
    return sum(gram in large for gram in grams) >= DIGEST_REPEATED * len(grams)


def significant(text: str) -> str:
    """Letters and digits only, lower case: what stays when blanks and punctuation change."""
    return _SIGNIFICANT.sub("", text).lower()
