"""Why an article answers, in short: which words of the question stand where in it, and as what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answers.answer import How, Place, TermMatch, Understood, Why
from bot.answers.stopwords import PARTICLES
from bot.chat.texts import Texts
from bot.chat.views.html import escape, one_line, shorten
from bot.chat.views.understanding import limits
from bot.search.nearness import Nearness

MOST_TERMS = 6
TERM = 30


def reasons(why: Why, question: Understood, texts: Texts, now: datetime) -> str:
    """A title, a line for each word that matters, rarest first, one where the article is near in meaning, and
    what the question was narrowed to."""
    named = [whole(one, question) for one in joined(why.terms, question.text)]
    terms = sorted(named, key=lambda one: -one.weight)[:MOST_TERMS]
    words, meant = (reason(one, texts) for one in terms), meaning(why.meaning, texts)
    return "\n".join([texts.why_title, *words, *meant, *limits(question, texts, now)])


def meaning(near: Nearness | None, texts: Texts) -> list[str]:
    if near is None or not (near.brought or near.is_close):
        return []
    return [texts.why_brought if near.brought else texts.why_near]


def joined(terms: Sequence[TermMatch], asked: str) -> list[TermMatch]:
    """The terms; single characters that follow each other in the question, and stand in the same places
    of the article, as the word that they are to a reader: a name that no dictionary knows."""
    words: list[TermMatch] = []
    for one in terms:
        before = words[-1] if words else one
        both = before.term + one.term
        alike = (before.how, before.places) == (one.how, one.places) and one.how == "exact"
        if words and alike and len(one.term) == 1 and both in asked:
            words[-1] = replace(before, term=both, weight=before.weight + one.weight)
        else:
            words.append(one)
    return words


def whole(one: TermMatch, question: Understood) -> TermMatch:
    """With the character behind it that alone does not count, where both are a name: 澜柏新 and 能."""
    last = next((word for word in question.dropped if one.term + word in question.text), "")
    named = one.how == "exact" and len(last) == 1 and last not in PARTICLES and pieces(one, question) > 1
    return replace(one, term=one.term + last) if named else one


def pieces(one: TermMatch, question: Understood) -> int:
    """How many of the question's single characters a term was joined of."""
    return sum(letter in question.terms for letter in one.term) if one.term not in question.terms else 1


def reason(one: TermMatch, texts: Texts) -> str:
    """`分红 → 派息（同义）：标题、正文`"""
    term, found = (escape(shorten(one_line(text), TERM)) for text in (one.term, one.found))
    if one.how == "missing":
        return texts.why_missing.format(term=term)
    places = texts.comma.join(place_name(place, texts) for place in one.places)
    if one.how == "exact":
        return texts.why_exact.format(term=term, places=places)
    return texts.why_other.format(term=term, found=found, how=how_name(one.how, texts), places=places)


def place_name(place: Place, texts: Texts) -> str:
    match place:
        case "title":
            return texts.in_title
        case "passage":
            return texts.in_passage
        case "body":
            return texts.in_body
        case "entities":
            return texts.in_names


def how_name(how: How, texts: Texts) -> str:
    """How what stands in the article belongs to what was asked."""
    return str(getattr(texts, f"how_{how}"))
