"""All that a question's parts may mean besides themselves, bounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bot.search.latin import latin
from bot.search.lexicon import Lexicon
from bot.search.repairs import repairs
from bot.search.same import same
from bot.search.suggestions import Line, Suggestion
from bot.search.variants import Variant
from bot.search.windows import windows

MOST_A_TERM, MOST = 6, 24
SLIPS = ("homophone", "typing")
SURE = 0.7
FUNCTION_WORDS = "的地得了着过是在和与吗呢吧啊"


def suggest(
    lexicon: Lexicon, text: str, located: Sequence[tuple[int, str]], silent: Sequence[int]
) -> tuple[Suggestion, ...]:
    """What parts of a normalised question may mean, the surest first; nothing from an empty lexicon.

    located: the question's words with their places. silent: for each character whether it only asks.
    """
    if lexicon.tables is None:
        return ()
    line = Line(text, located, _outspoken(located, silent), silent, lexicon, lexicon.tables)
    found: dict[tuple[int, int, str], Suggestion] = {}
    for one in (*same(line), *latin(line), *windows(line), *repairs(line)):
        key = (one.start, one.end, one.variant.text)
        if key not in found or found[key].variant.share < one.variant.share:
            found[key] = one
    slips = [one for one in found.values() if one.variant.why in SLIPS]
    known = [one for one in slips if lexicon.count(one.variant.text)]
    vain = [one for one in slips if one not in known and any(_overlap(one, other) for other in known)]
    kept = [one for one in found.values() if one not in vain]
    return tuple(sorted(kept, key=lambda one: (-one.variant.share, one.start, one.variant.text)))


def _outspoken(located: Sequence[tuple[int, str]], silent: Sequence[int]) -> Sequence[int]:
    """The same without single characters beside a piece of a broken word: 里 of 里江 does not ask."""
    heard = bytearray(silent)
    for (start, word), (place, other) in pairwise(located):
        if len(word) == len(other) == 1 and start + 1 == place and silent[start] != silent[place]:
            asking = start if silent[start] else place
            if (word if asking == start else other) not in FUNCTION_WORDS:
                heard[asking] = 0
    return heard


def _overlap(one: Suggestion, other: Suggestion) -> bool:
    return one.start < other.end and other.start < one.end


def regrouped(located: Sequence[tuple[int, str]], suggestions: Iterable[Suggestion]) -> list[tuple[int, str]]:
    """The question's words with those pieces joined that together are one mistyped word: no article has
    them side by side, so what each piece says alone is chance."""
    words, taken = list(located), [(0, 0)]
    for one in suggestions:
        if one.variant.why not in SLIPS or one.variant.share < SURE:
            continue
        if any(one.start < end and start < one.end for start, end in taken):
            continue
        size = one.end - one.start
        inside = [each for each in words if one.start <= each[0] and each[0] + len(each[1]) <= one.end]
        pieces = [each for each in inside if len(each[1]) == 1 or each[1] in one.variant.text]
        if len(pieces) < 2 or sum(len(word) for _, word in pieces) != size:
            continue
        taken.append((one.start, one.end))
        words = sorted([each for each in words if each not in pieces] + [(one.start, one.typed)])
    return words


def by_term(
    suggestions: Iterable[Suggestion], located: Iterable[tuple[int, str]]
) -> Mapping[str, tuple[Variant, ...]]:
    """Each of the question's words with the variants of the parts that it lies in with half of itself."""
    found: dict[str, dict[str, Variant]] = {}
    places = list(located)
    used: set[str] = set()
    for one in suggestions:
        for start, word in places:
            inside = min(one.end, start + len(word)) - max(one.start, start)
            variants = found.setdefault(word, {})
            if 2 * inside < len(word) or len(variants) >= MOST_A_TERM or one.variant.text == word:
                continue
            if one.variant.text in used or len(used) < MOST:
                used.add(one.variant.text)
                variants.setdefault(one.variant.text, one.variant)
    return {word: tuple(variants.values()) for word, variants in found.items() if variants}
