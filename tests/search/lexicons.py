"""Lexicons of small corpora, and what they make of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.search.aliases import Aliases
from bot.search.engine import EntityCount
from bot.search.lexicon import Lexicon, tables_of
from bot.search.names import names_of
from bot.search.suggest import suggest
from bot.search.suggestions import Suggestion
from bot.search.text import normalise
from bot.search.tokens import bigrams, words


def a_lexicon(
    *texts: str, entities: Iterable[EntityCount] = (), aliases: Aliases | None = None, documents: int = 0
) -> Lexicon:
    """The lexicon of articles that consist of these texts; documents: how many there are said to be."""
    texts = tuple(map(normalise, texts))
    held = Counter(word for text in texts for word in set(words(text)))
    pairs = Counter(pair for text in texts for pair in set(bigrams(text)))
    names = names_of(entities)
    tables = tables_of(held, pairs, names.counts)
    return Lexicon(tables, names, aliases or Aliases({}), frozenset(names.counts), documents or len(texts))


def suggested(lexicon: Lexicon, question: str, *, silent: str = "") -> tuple[Suggestion, ...]:
    """What parts of the question may mean; the characters of `silent` only ask."""
    text = normalise(question)
    located, end = [], 0
    for word in words(text):
        start = text.index(word, end)
        end = start + len(word)
        located.append((start, word))
    return suggest(lexicon, text, located, [one in silent for one in text])


def meant(lexicon: Lexicon, question: str, *, silent: str = "") -> dict[str, str]:
    """Typed part → what is most likely meant by it."""
    found: dict[str, str] = {}
    for one in suggested(lexicon, question, silent=silent):
        found.setdefault(one.typed, one.variant.text)
    return found
