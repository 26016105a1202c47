"""What most would use instead: BM25 (bm25s, k1 1.5, b .75) over jieba's search-mode words."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import numpy

from bot.answers.compose import Ranking
from bot.posts.merge import title_from
from bot.posts.post import Article
from tests.bench.peers.jieba_words import words

DEPTH = 100


class Bm25:
    """An index in memory; built anew for every corpus."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._ids = [article.id for article in articles]
        self._index = bm25s.BM25(k1=1.5, b=0.75)
        # The title is the first sentence where a row has none, and would count that one twice.
        texts = [
            one.text if one.title == title_from(one.text) else f"{one.title} {one.text}" for one in articles
        ]
        self._index.index([words(text) for text in texts], show_progress=False)

    def ranking(self, question: str) -> Ranking:
        scores = self._index.get_scores(words(question))
        best = numpy.argsort(-scores, kind="stable")[:DEPTH]
        return Ranking(tuple((self._ids[place], float(scores[place])) for place in best), None)
