"""trec_eval's measures of a ranking, for each question.

ndcg@10 has gains 2^g - 1 for relevance g (trec_eval takes the judgement itself as gain, so that judgements
are converted first); mrr@10 is over the first ten; recall and success at 1, 10, 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytrec_eval

from bot.answers.labelled import Judgements

MEASURES = {
    "ndcg@10": "ndcg_cut_10",
    "mrr@10": "recip_rank",
    "recall@1": "recall_1",
    "recall@10": "recall_10",
    "recall@100": "recall_100",
    "success@1": "success_1",
    "success@10": "success_10",
}
ASKED = {"ndcg_cut.10", "recall.1,10,100", "success.1,10"}
CUT = 10
HIGHEST_GRADE = 30

Run = Mapping[str, Sequence[str]]
Scores = Mapping[str, Mapping[str, float]]


def scores(run: Run, judgements: Judgements) -> Scores:
    """Measure -> question -> its value, 0 to 1, for the questions of a run (articles, best first).

    Example: {"q1": ["b", "a"]} judged {"q1": {"a": 1}} has an mrr@10 of 1/2 for q1.
    """
    gains = {
        name: {article: 2 ** min(grade, HIGHEST_GRADE) - 1 for article, grade in judgements[name].items()}
        for name in run
    }
    whole = pytrec_eval.RelevanceEvaluator(gains, ASKED).evaluate(
        {name: _falling(articles) for name, articles in run.items()}
    )
    top = pytrec_eval.RelevanceEvaluator(gains, {"recip_rank"}).evaluate(
        {name: _falling(articles[:CUT]) for name, articles in run.items()}
    )
    return {
        measure: {name: (top if trec == "recip_rank" else whole)[name][trec] for name in run}
        for measure, trec in MEASURES.items()
    }


def mean(values: Iterable[float]) -> float | None:
    """The arithmetic mean, None of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None


def _falling(articles: Sequence[str]) -> dict[str, float]:
    # trec_eval orders by score and breaks ties by id, so the scores that it gets fall strictly.
    return {article: float(len(articles) - rank) for rank, article in enumerate(articles)}
