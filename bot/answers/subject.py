"""What counts as a mention of what a reader names.

- A category, by its whole name or slug: its articles.
- A security, by its code or a usual name: the articles that link it, and those that have what was typed
  (the usual name, where that was a code) as one piece.
- Anything else: the articles that have it as one piece. One piece means that every run of Han characters
  stands there with all pairs of its neighbours, which is as good as together, and every other word.
- Where none has, those that have all its words somewhere, not any of them, for a word alone is no mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.answer import Security
from bot.answers.codes import find_codes, marked, short_code
from bot.answers.securities import Securities
from bot.answers.stopwords import STOP_WORDS
from bot.posts.post import Category
from bot.search.engine import CategoryCount, Filter, Mention, Term, View
from bot.search.text import normalise
from bot.search.tokens import HAN_RUN, bigrams, words

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Subject:
    """where: its articles. phrases: what they have, by which the best of them are found, and what the
    titles of these should have."""

    text: str
    where: Filter
    phrases: tuple[tuple[Term, ...], ...] = ()
    pieces: tuple[str, ...] = ()
    security: Security | None = None
    category: Category | None = None
    apart: tuple[str, ...] = ()


def subject_of(
    view: View, text: str, securities: Securities, categories: Sequence[CategoryCount]
) -> Subject | None:
    """What a text means that some article mentions, or None."""
    said = normalise(text[:LONGEST]).strip()
    category = next((one.category for one in categories if said in _names(one.category)), None)
    if category:
        return Subject(text, Filter(category=category.slug), category=category)
    named = securities.meant(text)
    security = named if named and _is_called(named, text, said) else None
    ways = (of_security(security, said) if security else None, _whole(text, said), _apart(text, said))
    return next((one for one in ways if one and view.latest(one.where, limit=0).total), None)


def of_security(security: Security, said: str) -> Subject:
    """said: what it was called, normalised; "" or a code stands for its usual name."""
    name = said if _is_named(security, said) else normalise(security.name)
    phrase = as_one_piece(name)
    mention = Mention((phrase,) if phrase else (), (security.market, security.code))
    return Subject(
        security.name, Filter(mention=mention), mention.phrases, tuple(name.split()), security=security
    )


def _whole(text: str, said: str) -> Subject | None:
    phrase = as_one_piece(said)
    if not phrase:
        return None
    return Subject(text, Filter(mention=Mention((phrase,))), (phrase,), tuple(said.split()))


def _apart(text: str, said: str) -> Subject | None:
    """None where there are not two words that say something; one alone would be anything."""
    cut = [word for word in dict.fromkeys(words(said)) if word not in STOP_WORDS]
    telling = [word for word in cut if len(word) > 1] or cut
    terms = tuple(dict.fromkeys(term for word in telling for term in as_one_piece(word)))
    if len(telling) < 2 or not terms:
        return None
    where = Filter(mention=Mention((terms,)))
    return Subject(text, where, (terms,), tuple(telling), apart=tuple(telling))


def as_one_piece(said: str) -> tuple[Term, ...]:
    """The terms that an article has which holds a normalised text as one piece; () for punctuation."""
    runs = [run for run in HAN_RUN.findall(said) if len(run) > 1]
    pairs = [Term(pair, "bigrams") for run in runs for pair in bigrams(run)]
    others = [Term(word) for word in words(said) if not HAN_RUN.fullmatch(word)]
    alone = [] if pairs or others else [Term(word) for word in words(said)]
    return tuple(dict.fromkeys((*pairs, *others, *alone)))


def _names(category: Category) -> tuple[str, str]:
    return normalise(category.name).strip(), normalise(category.slug).strip()


def _is_called(security: Security, text: str, said: str) -> bool:
    """By a usual name, or by its code and nothing else that says something?"""
    codes, rest = find_codes(normalise(marked(text[:LONGEST])))
    short = short_code(said)
    by_code = said.upper() == security.code or any(code.text == security.code for code in codes)
    by_code = by_code or (short is not None and short.text == security.code)
    return _is_named(security, said) or (by_code and not rest.strip(" .:shzkbjo"))


def _is_named(security: Security, said: str) -> bool:
    plain = said.replace(" ", "")
    return bool(plain) and plain in (
        normalise(name).replace(" ", "") for name in (security.name, *security.others)
    )
