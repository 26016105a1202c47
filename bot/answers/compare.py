"""Two runs over the same questions: what differs, and whether chance alone would do that.

p is the share of random exchanges of the two runs' values, question by question, whose mean differs at
least as much (two-sided; all exchanges where there are few questions, else 9,999 drawn with a fixed seed):
the paired randomisation test, see Smucker, Allan and Carterette, "A comparison of statistical significance
tests for information retrieval evaluation", CIKM 2007. Below .05 is the usual bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.labelled import Judgements
from bot.answers.measures import MEASURES, Run, mean, scores
from bot.errors import UsageError

EXCHANGES = 9_999
SEED = 2022
BATCH = 256
MOST_LOSSES = 10
BY = "ndcg@10"
TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of two runs: means, p (None where no question differs), and how many questions won."""

    measure: str
    before: float
    after: float
    p: float | None
    wins: int
    losses: int
    ties: int


@dataclass(frozen=True, slots=True)
class Loss:
    """A question whose ndcg@10 fell."""

    query: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """queries: how many both runs have. losses: the largest, at most ten, by ndcg@10."""

    queries: int
    differences: tuple[Difference, ...]
    losses: tuple[Loss, ...]


def compare(before: Run, after: Run, judgements: Judgements) -> Comparison:
    """What `after` does otherwise than `before` on the judged questions that both have."""
    shared = [name for name in after if name in before and any(judgements.get(name, {}).values())]
    if not shared:
        raise UsageError(
            "the two runs have no judged question in common", hint="give a run over the same questions"
        )
    old = scores({name: before[name] for name in shared}, judgements)
    new = scores({name: after[name] for name in shared}, judgements)
    differences = tuple(
        difference(measure, [old[measure][name] for name in shared], [new[measure][name] for name in shared])
        for measure in MEASURES
    )
    fallen = [Loss(name, old[BY][name], new[BY][name]) for name in shared]
    fallen = sorted(
        (one for one in fallen if one.after < one.before - TIE), key=lambda one: one.after - one.before
    )
    return Comparison(len(shared), differences, tuple(fallen[:MOST_LOSSES]))


def difference(measure: str, before: Sequence[float], after: Sequence[float]) -> Difference:
    """Means, significance and counts of paired values, at least one pair."""
    changes = [new - old for old, new in zip(before, after, strict=True)]
    wins = sum(change > TIE for change in changes)
    losses = sum(change < -TIE for change in changes)
    p = _chance(changes) if wins + losses else None
    ties = len(changes) - wins - losses
    return Difference(measure, mean(before) or 0.0, mean(after) or 0.0, p, wins, losses, ties)


def _chance(changes: Sequence[float]) -> float:
    import numpy  # both take half a second to load, which no other use of this room should wait for
    from scipy.stats import permutation_test

    tested = permutation_test(
        (numpy.array(changes),),
        lambda values, axis: values.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=EXCHANGES,
        batch=BATCH,
        rng=numpy.random.default_rng(SEED),
    )
    return float(tested.pvalue)
