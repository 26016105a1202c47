"""From the engine's candidates to what is said: found articles, or an honest nothing. Nothing waits here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answers.answer import Card, Found, Marked, Nothing
from bot.answers.candidates import Candidates
from bot.answers.corrections import corrected
from bot.answers.evidence import convinces
from bot.answers.fold import Folded, fold
from bot.answers.paging import part_of
from bot.answers.question import Question
from bot.answers.recency import preferred
from bot.answers.relaxation import relaxed, together
from bot.answers.why import why
from bot.posts.post import Article
from bot.search.engine import Frequencies
from bot.search.finding import Wanted
from bot.search.matcher import Match, match
from bot.search.rarity import idf
from bot.search.snippet import lead, snippets, summary
from bot.search.suggest import SLIPS
from bot.search.tokens import words

NUMBER = re.compile(r"[\d.,%:/-]+")
WORTH_SHOWING = 0.5
NEARLY_AS_MUCH = 0.97
NEARLY_AS_WELL = 0.85
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Ranking:
    """Article ids with scores, best first, and the card of the first (None without articles)."""

    articles: tuple[tuple[str, float], ...]
    first: Card | None


def wanted(question: Question, frequencies: Frequencies) -> tuple[Wanted, ...]:
    """The question's terms with their idf.

    A code is as rare as the rarest way to write it that occurs, a date or an amount as its words together.
    """
    forms = [form for code in question.codes for form in code.forms]
    parts = [part for several in question.parts.values() for part in several]
    weights = idf([*question.words, *forms, *parts], frequencies)
    weights |= {word: sum(weights[part] for part in several) for word, several in question.parts.items()}
    weights |= _mistyped(question, frequencies)
    codes = []
    for code in question.codes:
        used = [form for form in code.forms if frequencies.counts.get(form)] or code.forms[:1]
        variants = question.variants.get(code.text, ())
        codes.append(Wanted(code.text, max(weights[form] for form in used), code.forms, variants))
    said = [
        Wanted(word, weights[word], _exactly(word, question), question.variants.get(word, ()))
        for word in question.words
    ]
    return (*said, *codes)


def _mistyped(question: Question, frequencies: Frequencies) -> dict[str, float]:
    """Words that no article has: each is as rare as the rarest word that may be meant by it."""
    found = {}
    for word, variants in question.variants.items():
        meant = [part for one in variants if one.why in SLIPS for part in words(one.text)]
        if meant and not frequencies.counts.get(word):
            found[word] = max(idf(meant, frequencies).values())
    return found


def _exactly(word: str, question: Question) -> tuple[str, ...]:
    """A number has no near matches."""
    return (word,) if word in question.parts or NUMBER.fullmatch(word) else ()


def compose(found: Candidates, *, page: int, size: int) -> Found | Nothing:
    """The answer from a page of candidates, best first; `size` articles on each of its pages.

    What editors chose comes before all others, and stands alone where no other one answers.
    """
    question = found.question
    asked = wanted(question, found.frequencies)
    pinned = _matches(found.only(found.pinned), asked) if found.pinned else []
    matches = _matches(found, asked, least=WORTH_SHOWING)
    if not convinces(matches, asked, question, found.frequencies):
        if not pinned:
            return _nothing(question, matches)
        matches = pinned
    question = corrected(question, matches[0])
    answering = [one for one in matches if one.score >= WORTH_SHOWING * matches[0].score]
    folded = fold([*pinned, *(one for one in answering if one.article.id != found.pinned)])
    part = part_of(len(folded), page=page, size=size)
    shown = list(enumerate(folded, start=1))[part.offset : part.offset + part.size]
    answers = tuple(
        replace(card, pinned=True) if card.article.id == found.pinned else card
        for card in cards(question, asked, shown)
    )
    missing = () if pinned else relaxed(asked, matches)
    whole = together(asked, matches, missing)
    return Found(question.understood, answers, len(folded), part.page, part.pages, missing, whole)


def convincing(found: Candidates, ids: Collection[str] | None = None) -> list[Article]:
    """All that would be the answer, were those not there that fit better. ids: only these are judged."""
    question = found.question
    asked = wanted(question, found.frequencies)
    matches = _matches(found, asked)
    return [
        one.article
        for at, one in enumerate(matches)
        if (ids is None or one.article.id in ids)
        and convinces(matches[at:], asked, question, found.frequencies)
    ]


def covers_as_well(found: Candidates, others: Candidates) -> bool:
    """Does the best of what was found answer, and nearly as well as the best of the others? By words."""
    question = found.question
    asked = wanted(question, found.frequencies)
    inside, outside = (match(question.text, asked, each.hits, least=1.0) for each in (found, others))
    if not convinces(inside, asked, question, found.frequencies):
        return False
    if not outside:
        return True
    as_much = _held(inside[0], asked) >= NEARLY_AS_MUCH * _held(outside[0], asked)
    return as_much and inside[0].score >= NEARLY_AS_WELL * outside[0].score


def _held(one: Match, asked: Sequence[Wanted]) -> float:
    """The idf of the terms that an article holds, nearly held ones counted half."""
    return sum(word.weight * ((word.term in one.held) + (word.term in one.near) / 2) for word in asked)


def _matches(found: Candidates, asked: Sequence[Wanted], *, least: float = 0.0) -> list[Match]:
    question = found.question
    matches = match(question.text, asked, found.hits, least=least, nearness=found.nearness)
    return preferred(matches, time=question.prefer, latest=question.understood.latest)


def order(found: Candidates) -> Ranking:
    """All candidates in the second stage's order, the engine's further ones, and the card of the first."""
    asked = wanted(found.question, found.frequencies)
    matches = _matches(found, asked)
    first = next(cards(found.question, asked, [(1, Folded(one)) for one in matches[:1]]), None)
    lowest = matches[-1].score if matches else 0.0
    behind = [
        (hit.article.id, lowest * hit.score / (found.behind[0].score + hit.score)) for hit in found.behind
    ]
    return Ranking((*((one.article.id, one.score) for one in matches), *behind), first)


def cards_of(found: Candidates, ids: Collection[str]) -> dict[str, Card]:
    """The cards of the hits with these ids."""
    asked = wanted(found.question, found.frequencies)
    ranked = enumerate(match(found.question.text, asked, found.hits, nearness=found.nearness), start=1)
    wished = [(rank, Folded(one)) for rank, one in ranked if one.article.id in ids]
    return {card.article.id: card for card in cards(found.question, asked, wished)}


def cards(
    question: Question, asked: Sequence[Wanted], ranked: Sequence[tuple[int, Folded]]
) -> Iterator[Card]:
    """Articles with their ranks as they are shown."""
    articles = [one.match.article for _, one in ranked]
    found = snippets(question.text, asked, [(article.title, article.text) for article in articles])
    for (rank, one), snippet in zip(ranked, found, strict=True):
        article = one.match.article
        others = dict.fromkeys(name for other in one.others for name in (other.id, *other.also))
        yield Card(
            rank=rank,
            article=article,
            score=one.match.score,
            summary=summary(asked, article.summary, snippet.passage),
            sentence=Marked(snippet.sentence, snippet.spans),
            matched=one.match.held,
            also=tuple(dict.fromkeys((*article.also, *others))),
            why=why(question.understood, asked, one.match, passage=snippet.passage),
            folded=one.others,
        )


def plain_card(article: Article, *, rank: int) -> Card:
    """An article in a list that nothing was asked of: no score, no sentence."""
    said = summary((), article.summary, "") or lead(article.text)
    return Card(rank, article, 0.0, said, Marked(""), (), article.also)


def _nothing(question: Question, matches: Sequence[Match]) -> Nothing:
    missing = matches[0].missing if matches else question.understood.terms
    nearest = tuple(one.article for one in matches[:NEAREST])
    return Nothing(question.understood, "uncovered", missing, nearest)
