"""The second stage: how much of a question an article covers, exactly and nearly, and where.

The engine's BM25 finds some fifty candidates; here all are read once more, together, and scored by their
`Parts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.posts.post import Article
from bot.search.engine import Hit, Kept
from bot.search.finding import Wanted, find, find_all
from bot.search.fusion import WORDS_ALONE, Fusion
from bot.search.kinds import asked_kinds, found_kinds
from bot.search.nearness import Nearness
from bot.search.pairs import held_shares, weighed_pairs
from bot.search.parts import WEIGHTS, Parts, scores
from bot.search.passages import Passage, best_passages
from bot.search.text import normalise_all
from bot.search.texts import Texts

BEFORE, AFTER = 10, 30
ASKED_FOR = 3
SURE = 5

Shares = NDArray[np.float64]


class Match(NamedTuple):
    """A hit with its score (0 to 1), and how much of each of the question's terms it holds (0 to 1).

    text: the article's title, a line break, and all else that is read of it, normalised. passage: the
    stretch of it where the most of the question stands together. nearness: in meaning, None where words
    alone decide.
    """

    hit: Hit
    score: float
    parts: Parts
    shares: Mapping[str, float]
    text: str = ""
    passage: str = ""
    nearness: Nearness | None = None

    @property
    def article(self) -> Article:
        return self.hit.article

    @property
    def title(self) -> str:
        """The article's, normalised."""
        return self.text.partition("\n")[0]

    @property
    def held(self) -> tuple[str, ...]:
        """The terms that it holds exactly, in the question's order."""
        return tuple(term for term, share in self.shares.items() if share == 1.0)

    @property
    def near(self) -> tuple[str, ...]:
        return tuple(term for term, share in self.shares.items() if 0.0 < share < 1.0)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(term for term, share in self.shares.items() if not share)


def match(
    question: str,
    wanted: Sequence[Wanted],
    hits: Sequence[Hit],
    *,
    least: float = 0.0,
    nearness: Sequence[Nearness] = (),
) -> list[Match]:
    """The hits as matches, best first, ties by newest date, then by id. `question` is normalised.

    nearness: of each hit in meaning; none where words alone decide. least: what scores less than this share
    of the best score may be told too low, and in another order, but for the first five. It saves a good part
    of the time.
    """
    if not hits:
        return []
    pairs = weighed_pairs(question, [(one.term, one.weight) for one in wanted])
    strings = [*pairs, *(string for one in wanted for string in one.strings())]
    texts = Texts(read_all([hit.kept for hit in hits]), strings)
    spread = find_all(wanted, texts)
    weights = [one.weight for one in wanted]
    found = best_passages(spread, weights)
    passages = [_around(best, text) for best, text in zip(found, texts.texts, strict=True)]
    share = np.array([best.weight for best in found]) / (sum(weights) or 1.0)
    engine = np.array([hit.score for hit in hits])
    parts: dict[str, Shares] = {
        "engine": engine / engine.max() if engine.max() > 0 else np.zeros(len(hits)),
        "passage": share,
        "close": _ratios(question, passages),
        "pairs": held_shares(pairs, texts),
        "numbers": _numbers([one for one in wanted if one.has_figures], passages, share),
        "kind": _kinds(question, passages, share),
    }
    places = [best.start - text.index("\n") for best, text in zip(found, texts.texts, strict=True)]
    fusion = Fusion.of(nearness, places) if nearness else WORDS_ALONE
    parts["order"] = _order(question, passages, parts, least, fusion)
    by_words = scores(parts)
    terms = [one.term for one in wanted]
    rows = zip(
        hits,
        fusion.scores(by_words).tolist(),
        map(Parts, *(parts[name].tolist() for name in WEIGHTS), fusion.meanings(by_words)),
        (dict(zip(terms, row, strict=True)) for row in spread.shares.tolist()),
        texts.texts,
        passages,
        nearness or repeat(None, len(hits)),
        strict=True,
    )
    return _sorted(list(map(Match._make, rows)))


def read_all(articles: Sequence[Kept]) -> list[str]:
    """For each article its title, a line break, and all else that a term is looked for in, normalised."""
    spelled = iter(normalise_all([text for one in articles for text in one.texts]))
    return [f"{title}\n{other}" for title, other in zip(spelled, spelled, strict=True)]


def _sorted(matches: list[Match]) -> list[Match]:
    """Date and id are looked at only where scores are equal, since articles take time to unpack."""
    matches.sort(key=lambda one: -one.score)
    ordered: list[Match] = []
    for _, equal in groupby(matches, key=lambda one: one.score):
        group = list(equal)
        if len(group) > 1:
            group.sort(key=lambda one: (-one.article.date.timestamp(), one.article.id))
        ordered += group
    return ordered


def _around(best: Passage, text: str) -> str:
    return text[max(0, best.start - BEFORE) : best.end + AFTER]


def _ratios(question: str, passages: Sequence[str]) -> Shares:
    ratios: Shares = process.cdist([question], passages, scorer=fuzz.ratio, dtype=np.float64)[0]
    return ratios / 100


def _order(
    question: str, passages: Sequence[str], parts: Mapping[str, Shares], least: float, fusion: Fusion
) -> Shares:
    """The partial ratio of the question with each passage, 0 where it cannot matter.

    With l common letters of q in the question no part of a passage has a ratio above 2 l / (q + l).
    """
    lengths = np.fromiter(map(len, passages), np.int64, len(passages))
    common = parts["close"] * (len(question) + lengths) / 2
    shorter = np.minimum(len(question), lengths)
    most = np.divide(2 * common, shorter + common, out=np.zeros(len(passages)), where=common > 0)
    low, high = fusion.bounds(
        scores({**parts, "order": np.zeros(len(passages))}),
        scores({**parts, "order": np.minimum(1.0, most + 1e-6)}),
    )
    enough = min(least * low.max(), np.partition(low, -min(SURE, len(low)))[-min(SURE, len(low))])
    worth = np.flatnonzero(high >= enough).tolist()
    order = np.zeros(len(passages))
    asked = [passages[place] for place in worth]
    order[worth] = process.cdist([question], asked, scorer=fuzz.partial_ratio, dtype=np.float64)[0] / 100
    return order


def _numbers(numbers: Sequence[Wanted], passages: Sequence[str], share: Shares) -> Shares:
    if not numbers:
        return share
    held = [sum(find(one, passage).share for one in numbers) for passage in passages]
    return np.array(held) / len(numbers)


def _kinds(question: str, passages: Sequence[str], share: Shares) -> Shares:
    kinds = asked_kinds(question)
    return np.minimum(found_kinds(kinds, passages), ASKED_FOR) / ASKED_FOR if kinds else share
