"""What to mark in a text: where the terms of a question stand in it, and names as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.search.finding import Wanted, find
from bot.search.occurrences import occurrences
from bot.search.text import align
from bot.search.tokens import HAN_RUN, words

LEAST = 2  # characters that count, for a name
EDGES = frozenset(" \t\n,.;:!?、。，；：！？…·“”‘’\"'()（）《》【】")  # what marks leave out at both ends
NEVER = frozenset("的了吗呢吧是在和与及或被把将就都也还又谁哪几那")  # they ask or join, and are in no name


def mark(wanted: Sequence[Wanted], text: str, names: Collection[str] = ()) -> tuple[tuple[int, int], ...]:
    """The spans `[start, end)` of an original text in which the terms and names stand, in order and apart.

    names: normalised, see `names_in`.
    """
    aligned = align(text)
    spans = [span for one in wanted for span in find(one, aligned.text).spans]
    spans += [(start, start + len(name)) for name in names for start in occurrences(name, aligned.text)]
    return _merged(_trimmed(text, aligned.origin[start], _end(aligned.origin, end)) for start, end in spans)


def names_in(question: str, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """Names that no dictionary knows, which a question in normal form is cut into single characters of.

    One of them may be a word that does not count: 澜|柏|新|能, since 能 asks elsewhere.
    """
    terms = {one.term for one in wanted}
    found, run, end = [], "", 0
    for word in (*words(question), ""):
        start = question.find(word, end)
        single = len(word) == 1 and word not in NEVER and HAN_RUN.fullmatch(word)
        if not single or start != end:
            found.append(run)
            run = ""
        run += word if single else ""
        end = start + len(word)
    return tuple(one for one in found if sum(letter in terms for letter in one) >= LEAST)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _end(origin: Sequence[int], end: int) -> int:
    """Where the original character that holds normalised character end - 1 is over."""
    last = origin[end - 1]
    return next((place for place in origin[end:] if place > last), origin[-1])


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)
