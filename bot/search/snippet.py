"""The sentence of an article that answers a question, the passage around it, and what to mark in it.

A sentence scores by the share of the question's terms that it holds, each weighed by its idf in the
corpus times log(1 + n / (m + 1/2)) for n sentences of which m hold it: what the whole article is about
does not tell its sentences apart. For the same reason a term of the title counts half. A modest bonus
goes to a sentence that has what the question asks for: a figure for 多少, a date for 何时, a place
for 哪里.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.finding import Wanted, find, find_all
from bot.search.kinds import asked_kinds, found_kinds
from bot.search.marking import mark, names_in
from bot.search.sentences import sentences
from bot.search.shorten import shortened
from bot.search.text import normalise, normalise_all
from bot.search.texts import Texts

LONGEST_TEXT = 20_000
LONGEST_LEAD = 2_000
SENTENCE = 120
PASSAGE = 240
LEAD = 160
KIND = 0.15
IN_TITLE = 0.5
DIGITS = 9  # what differs later differs by rounding

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence of at most 120 characters ("…" where it is cut), the spans `[start, end)` of it that match,
    in order and apart, and the passage it is in, at most 240."""

    sentence: str
    spans: tuple[tuple[int, int], ...]
    passage: str


def snippets(question: str, wanted: Sequence[Wanted], articles: Sequence[tuple[str, str]]) -> list[Snippet]:
    """For each article (title and text) its answering sentence as its author wrote it, all empty for an empty
    text; many take little longer than one."""
    texts = [text[:LONGEST_TEXT] for _, text in articles]
    places = [sentences(text) for text in texts]
    cut = [text[start:end] for text, spans in zip(texts, places, strict=True) for start, end in spans]
    read = normalise_all([*(title for title, _ in articles), *cut])
    shares = find_all(wanted, Texts(read, [string for one in wanted for string in one.strings()])).shares
    kinds = asked_kinds(question)
    bonus: Weights = np.array([KIND * (count > 0) for count in found_kinds(kinds, read)])
    names = names_in(normalise(question), wanted)
    found, first = [], len(articles)
    for text, spans, subject in zip(texts, places, shares[:first], strict=True):
        last = first + len(spans)
        telling = np.array([one.weight for one in wanted]) * np.where(subject == 1.0, IN_TITLE, 1.0)
        best = _answering(telling, shares[first:last], bonus[first:last]) if spans else -1
        found.append(_snippet(wanted, names, text, spans, best))
        first = last
    return found


def _snippet(
    wanted: Sequence[Wanted],
    names: Collection[str],
    text: str,
    places: Sequence[tuple[int, int]],
    best: int,
) -> Snippet:
    if best < 0:
        return Snippet("", (), "")
    start, end = places[best]
    first, last = _passage(places, best, PASSAGE)
    sentence, spans = shortened(text[start:end], mark(wanted, text[start:end], names), most=SENTENCE)
    return Snippet(sentence, spans, text[first:last])


def lead(text: str) -> str:
    """The first sentences of a text, up to 160 characters, where nothing was asked."""
    places = sentences(text[:LONGEST_LEAD])
    if not places:
        return ""
    first, last = _passage(places, 0, LEAD)
    return text[first:last]


def summary(wanted: Sequence[Wanted], own: str, passage: str) -> str:
    """An article's own summary where it holds as much of the question as the passage does, else the passage;
    at most 240 characters."""
    own, _ = shortened(own, mark(wanted, own), most=PASSAGE)
    fits = bool(own) and _held(wanted, own) >= _held(wanted, passage)
    return own if fits else passage or own


def _held(wanted: Sequence[Wanted], text: str) -> float:
    normalised = normalise(text)
    return sum(one.weight * find(one, normalised).share for one in wanted)


def _answering(telling: Weights, shares: Weights, bonus: Weights) -> int:
    """Which sentence (row) answers, by how much it holds of each term (column); the first of equals."""
    held = (shares > 0).sum(axis=0)
    weights = telling * np.log1p(len(shares) / (held + 0.5))
    scores = (shares * (weights / (weights.sum() or 1.0))).sum(axis=1) + bonus
    return int(np.round(scores, DIGITS).argmax())


def _passage(places: Sequence[tuple[int, int]], best: int, most: int) -> tuple[int, int]:
    """The sentence with as many whole neighbours as fit into a length, those after it first."""
    first = last = best
    while last + 1 < len(places) and places[last + 1][1] - places[first][0] <= most:
        last += 1
    while first > 0 and places[last][1] - places[first - 1][0] <= most:
        first -= 1
    return places[first][0], places[last][1]
