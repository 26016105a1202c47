"""The best rule of chat bots that search without an index: rapidfuzz's token_set_ratio over titles.

Titles and question are cut by jieba and joined by blanks, which fares better than whole strings as soon
as titles are longer than a line; bodies are not read. An article without a title has its first sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from rapidfuzz import fuzz, process

from bot.answers.compose import Ranking
from bot.posts.post import Article
from tests.bench.peers.jieba_words import spaced

DEPTH = 100


class Titles:
    """The titles of a corpus; built anew for every corpus."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._ids = [article.id for article in articles]
        self._titles = [spaced(article.title) for article in articles]

    def ranking(self, question: str) -> Ranking:
        scores = process.cdist([spaced(question)], self._titles, scorer=fuzz.token_set_ratio)[0]
        best = numpy.argsort(-scores, kind="stable")[:DEPTH]
        return Ranking(tuple((self._ids[place], float(scores[place]) / 100) for place in best), None)
