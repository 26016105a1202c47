"""What a reader's text asks for: the terms to search, the codes it names, and what was left out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.answers.answer import TimeRange, Understood
from bot.answers.codes import Code, find_codes, marked, short_code
from bot.answers.figures import figures
from bot.answers.stopwords import ASKING_PHRASE, STOP_WORDS
from bot.search.engine import Field, Term
from bot.search.lexicon import EMPTY_LEXICON, Lexicon
from bot.search.same import names_of_code
from bot.search.suggest import by_term, regrouped, suggest
from bot.search.suggestions import Suggestion
from bot.search.text import normalise
from bot.search.tokens import bigrams, words
from bot.search.variants import Variant

LONGEST = 300
MOST_WORDS = 32
MOST_BIGRAMS = 48
BIGRAM_WEIGHT = 0.5
SHORT_CODE = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the search needs it.

    text: the whole, normalised. words: those that count, each once, in their order. bigrams: pairs
    of neighbouring characters that do not lie wholly in dropped words. concepts: how many things it
    names, where a run of single characters (a name that no dictionary knows) is one. idle: it has
    nothing but words that are else dropped. variants: what else articles may write for a term.
    suggestions: the parts that the variants come from. parts: the words of a date or an amount, which
    is one term. joined: the pieces of a mistyped word, which is one term, too.
    prefer: the time whose articles win among equals.
    """

    understood: Understood
    text: str
    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    codes: tuple[Code, ...]
    concepts: int = 1
    idle: bool = False
    variants: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prefer: TimeRange | None = None

    @property
    def speaks(self) -> bool:
        """Has it words? Codes, figures and pinyin mean nothing to a model; they are found or not."""
        return any(map(self._is_word, self.words))

    def _is_word(self, word: str) -> bool:
        typed = any(variant.why == "pinyin" for variant in self.variants.get(word, ()))
        return any(map(str.isalpha, word)) and not any(map(str.isdigit, word)) and not typed

    @property
    def terms(self) -> tuple[Term, ...]:
        """What the engine searches for: words, written forms of codes, and bigrams at half weight."""
        forms = [form for code in self.codes for form in code.forms]
        pieces = {**self.joined, **self.parts}
        single = [part for word in self.words for part in pieces.get(word, (word,))]
        typed = (
            *(Term(word) for word in dict.fromkeys([*single, *forms])),
            *(Term(pair, "bigrams", BIGRAM_WEIGHT) for pair in self.bigrams),
        )
        return (*typed, *variant_terms(self.variants, {(term.text, term.field) for term in typed}))


def understand(text: str, lexicon: Lexicon = EMPTY_LEXICON) -> Question:
    """The question in a text of any kind; it has no terms where there is nothing to search for.

    lexicon: what the articles' words look and sound like, by which slips are mended.

    A text of stop words only ("是什么") keeps them all: they may well be somebody's title.
    """
    whole = normalise(marked(text))
    codes, rest = find_codes(whole)
    said = figures(rest, placed(rest, words(rest)))
    silent = _silent(rest, said.located)
    suggestions = suggest(lexicon, rest, [one for one in said.located if one[1] not in said.parts], silent)
    asked = regrouped(said.located, suggestions)
    joined = {word: tuple(words(word)) for start, word in asked if (start, word) not in said.located}
    kept = [word for start, word in asked if not all(silent[start : start + len(word)])]
    dropped = [word for start, word in asked if all(silent[start : start + len(word)])]
    concepts = _concepts([(start, word) for start, word in asked if word in kept]) + len(codes)
    idle = not kept and not codes
    if idle:
        kept, dropped, silent = dropped, [], bytearray(len(rest))
    searched = _first(kept, MOST_WORDS)
    variants = dict(by_term(suggestions, [(start, word) for start, word in asked if word in searched]))
    variants |= {word: others for word, others in said.variants.items() if word in searched}
    for word, forms in _short_codes(searched, lexicon).items():
        variants[word] = (*forms, *variants.get(word, ()))
    variants |= {code.text: names for code in codes if (names := names_of_code(lexicon, code.text))}
    return Question(
        understood=Understood(
            text=text,
            terms=(*searched, *(code.text for code in codes)),
            dropped=_first(dropped, len(dropped)),
            codes=tuple(code.text for code in codes),
        ),
        text=whole,
        words=searched,
        bigrams=_first(_telling(rest, silent), MOST_BIGRAMS),
        codes=codes,
        concepts=max(1, concepts),
        idle=idle,
        variants=variants,
        suggestions=suggestions,
        parts={word: parts for word, parts in said.parts.items() if word in searched},
        joined={word: parts for word, parts in joined.items() if word in searched},
    )


def _short_codes(searched: Iterable[str], lexicon: Lexicon) -> dict[str, tuple[Variant, ...]]:
    """388 is 00388 where the articles name such a security."""
    known = {word: code for word in searched if (code := short_code(word))}
    return {
        word: tuple(Variant(form, SHORT_CODE, "code") for form in code.forms if form != word)
        for word, code in known.items()
        if names_of_code(lexicon, code.text)
    }


def variant_terms(
    variants: Mapping[str, tuple[Variant, ...]], typed: Container[tuple[str, Field]]
) -> Iterator[Term]:
    """The words and, at half weight, the bigrams of the variants that were not typed anyway.

    Each counts as much as its variant does; an alias or a number of several words counts as one in all.
    """
    shares: dict[tuple[str, Field], float] = {}
    for variant in dict.fromkeys(each for several in variants.values() for each in several):
        parts = words(variant.text)
        whole = parts and variant.why in ("alias", "unit")
        share = variant.share / len(parts) if whole else variant.share
        for part in parts:
            shares[part, "words"] = max(share, shares.get((part, "words"), 0.0))
        for pair in bigrams(variant.text):
            shares[pair, "bigrams"] = max(share * BIGRAM_WEIGHT, shares.get((pair, "bigrams"), 0.0))
    for key, weight in shares.items():
        if key not in typed:
            yield Term(*key, weight)


def placed(text: str, asked: Sequence[str]) -> list[tuple[int, str]]:
    """Each word with its place."""
    located, end = [], 0
    for word in asked:
        start = text.find(word, end)
        end = start + len(word)
        located.append((start, word))
    return located


def _concepts(located: Sequence[tuple[int, str]]) -> int:
    """How many words there are, neighbouring single characters counted as one."""
    joined = sum(
        len(word) == len(following) == 1 and start + 1 == place
        for (start, word), (place, following) in pairwise(located)
    )
    return len(located) - joined


def _silent(text: str, asked: Sequence[tuple[int, str]]) -> bytearray:
    """For each character whether it only asks."""
    silent = bytearray(len(text))
    spans = [(start, start + len(word)) for start, word in asked if word in STOP_WORDS]
    for start, end in (*spans, *(phrase.span() for phrase in ASKING_PHRASE.finditer(text))):
        silent[start:end] = b"\1" * (end - start)
    return silent


def _telling(text: str, silent: bytearray) -> Iterator[str]:
    """The bigrams of a text with at least one character that does not only ask."""
    start = -1
    for pair in bigrams(text):
        start = text.find(pair, start + 1)
        if not all(silent[start : start + len(pair)]):
            yield pair


def _first(parts: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))[:most]
