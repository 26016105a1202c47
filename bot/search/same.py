"""What means the same as a part of a question: aliases, other names of a company, codes for names."""

from __future__ import annotations

from collections.abc import Iterator

from bot.search.lexicon import Lexicon
from bot.search.suggestions import Line, Suggestion
from bot.search.variants import Variant

ALIAS, NAME, CODE = 0.9, 0.9, 0.8
MOST_WORDS, LONGEST = 8, 40


def same(line: Line) -> Iterator[Suggestion]:
    """For every run of whole words that an alias or a company's name consists of, what else finds it."""
    for first, (start, _) in enumerate(line.located):
        for last_start, last in line.located[first : first + MOST_WORDS]:
            end = last_start + len(last)
            if 2 <= end - start <= LONGEST:
                yield from _meaning(line, start, end)


def _meaning(line: Line, start: int, end: int) -> Iterator[Suggestion]:
    typed = line.text[start:end]
    for other in line.lexicon.aliases.names.get(typed, ()):
        yield line.suggestion(start, end, Variant(other, ALIAS, "alias"))
    if code := line.lexicon.names.codes.get(typed):
        for other in line.lexicon.names.others(typed):
            yield line.suggestion(start, end, Variant(other, NAME, "name"))
        yield line.suggestion(start, end, Variant(code.lower(), CODE, "code"))


def names_of_code(lexicon: Lexicon, code: str) -> tuple[Variant, ...]:
    """What the articles call the security with a code, the commonest name first."""
    return tuple(Variant(name, NAME, "code") for name in lexicon.names.names.get(code, ()))
