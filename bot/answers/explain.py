"""Why a labelled question is won or lost: the right article beside the one that came first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answers.answer import Card, Nothing, Understood
from bot.answers.answerer import Answerer
from bot.answers.examining import Examined
from bot.answers.labelled import Judgements, Labelled
from bot.answers.likeness import alike, print_of
from bot.errors import UsageError

Remedy = Literal["none", "absent", "unfound", "refused", "twins", "lacks", "both", "parts"]
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Right:
    """A judged article: its grade, its rank (None where it is not among the first hundred), and its card
    (None where the corpus has no such article)."""

    id: str
    grade: int
    rank: int | None
    card: Card | None


@dataclass(frozen=True, slots=True)
class PartBeside:
    """A part of the score, as the first article has it and as the right one has it."""

    name: str
    weight: float
    winner: float
    right: float

    @property
    def lost(self) -> float:
        """How much of the score the right article loses here; negative where it gains."""
        return self.weight * (self.winner - self.right)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one question.

    winner: the first article, None where nothing was found. right: the judged ones, best rank first.
    refused: whether readers get an honest nothing instead. parts: the scores of the winner and of the
    best right article, what costs most first. lacks: terms of the question that the best right article
    has not, rarest first. remedies: what would help, most promising first.
    """

    question: Labelled
    understood: Understood
    winner: Card | None
    right: tuple[Right, ...]
    refused: bool
    parts: tuple[PartBeside, ...]
    lacks: tuple[str, ...]
    remedies: tuple[Remedy, ...]


async def explain(
    answerer: Answerer, question: Labelled, judgements: Judgements, *, depth: int = DEPTH
) -> Explanation:
    """Ask one judged question and put the first article and the right ones side by side."""
    grades = await _grades(answerer, judgements.get(question.id, {}))
    if not grades:
        raise UsageError(
            f"{question.id!r} has no relevant article in the judgements", hint="give a line in --qrels"
        )
    examined = await answerer.examine(question.text, grades, limit=depth)
    answer = await answerer.ask(question.text)
    right = _right(examined, grades)
    winner = examined.cards.get(examined.ranking[0]) if examined.ranking else None
    return Explanation(
        question=question,
        understood=examined.understood,
        winner=winner,
        right=right,
        refused=isinstance(answer, Nothing),
        parts=_beside(winner, right[0].card),
        lacks=_lacking(right[0].card),
        remedies=tuple(remedies(winner, right[0], refused=isinstance(answer, Nothing))),
    )


def remedies(winner: Card | None, right: Right, *, refused: bool) -> list[Remedy]:
    """What would help the right article, most promising first; "none" alone where all is well."""
    if right.card is None:
        return ["absent"]
    if right.rank == 1:
        return ["refused"] if refused else ["none"]
    found: list[Remedy] = ["unfound"] if right.rank is None else []
    if winner and alike(print_of(winner.article), print_of(right.card.article)):
        return [*found, "twins"]
    if any(map(is_word, _lacking(right.card))):
        found.append("lacks")
    if winner and winner.why and not winner.why.missing:
        found.append("both")
    if winner and winner.score > right.card.score:
        found.append("parts")
    return found


def is_word(term: str) -> bool:
    """Could a term be said in other words? A figure or a single character hardly."""
    return len(term) > 1 and not any(map(str.isdigit, term))


def _lacking(card: Card | None) -> tuple[str, ...]:
    """The question's terms that an article has not, rarest first."""
    terms = card.why.terms if card and card.why else ()
    missing = sorted((one for one in terms if one.how == "missing"), key=lambda one: -one.weight)
    return tuple(one.term for one in missing)


async def _grades(answerer: Answerer, judged: Mapping[str, int]) -> dict[str, int]:
    """The relevant articles, merged ones under the id that they went into."""
    relevant = {article: grade for article, grade in judged.items() if grade}
    merged = await answerer.stand_ins(relevant)
    grades: dict[str, int] = {}
    for article, grade in relevant.items():
        name = merged.get(article, article)
        grades[name] = max(grade, grades.get(name, 0))
    return grades


def _right(examined: Examined, grades: Mapping[str, int]) -> tuple[Right, ...]:
    ranks = {article: rank for rank, article in enumerate(examined.ranking, start=1)}
    right = [
        Right(article, grade, ranks.get(article), examined.cards.get(article))
        for article, grade in grades.items()
    ]
    return tuple(sorted(right, key=_order))


def _order(right: Right) -> tuple[bool, bool, int, int]:
    return right.card is None, right.rank is None, right.rank or 0, -right.grade


def _beside(winner: Card | None, right: Card | None) -> tuple[PartBeside, ...]:
    theirs: Sequence[float] = [part.value for part in right.why.parts] if right and right.why else ()
    ours = winner.why.parts if winner and winner.why else ()
    beside = [
        PartBeside(one.name, one.weight, one.value, other) for one, other in zip(ours, theirs, strict=False)
    ]
    return tuple(sorted(beside, key=lambda part: -part.lost))
