"""Whether a new generation is good enough to answer: asked before it does, and cheap at any size.

It must hold as many articles as the manifest lists, hold what was written and none of what was removed,
and find a sample of its articles by the words of their own titles. And it must not have lost most of
its articles at once: a folder that was not mounted, or a wrong path, is no reason to forget the corpus.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import CheckFailed
from bot.posts.post import Article
from bot.search.engine import Filter, Query, Reader, Term
from bot.search.text import normalise
from bot.search.tokens import words

SAMPLE = 20
AMONG_FIRST = 50
FEW = 20  # with fewer articles than this an editor may well remove most of them
AGAIN = "the old articles answer on; run `wenda index --rebuild`, which reads every post again"
INSIST = "look whether a folder is missing; if so much was meant to go, run `wenda index --rebuild`"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a new generation is to hold.

    articles: how many; before: how many the old one held, 0 where that does not count;
    present: ids of a sample of what it holds; absent: ids that were removed and not written again.
    """

    articles: int
    before: int
    present: Collection[str]
    absent: Collection[str]


async def check(reader: Reader, expected: Expected) -> None:
    """Raises CheckFailed with what was expected, what is there, and what to do."""
    _check_loss(expected)
    documents = (await reader.status()).documents
    if documents != expected.articles:
        raise CheckFailed(
            f"the new index holds {documents} articles and should hold {expected.articles}", hint=AGAIN
        )
    if left := await reader.get(list(expected.absent)):
        raise CheckFailed(f"the new index still holds {left[0].id}, which was removed", hint=AGAIN)
    found = await reader.get(list(expected.present))
    if missing := set(expected.present).difference(article.id for article in found):
        raise CheckFailed(f"the new index lacks {min(missing)}, which was written", hint=AGAIN)
    for article in found:
        await _check_title(reader, article)


def _check_loss(expected: Expected) -> None:
    if expected.before >= FEW and expected.articles * 2 < expected.before:
        raise CheckFailed(
            f"of {expected.before} articles only {expected.articles} would be left",
            hint=INSIST,
            loss=(expected.before, expected.articles),
        )


async def _check_title(reader: Reader, article: Article) -> None:
    """Among those of its category and second, so few that the article must be there, if not too many."""
    terms = tuple(map(Term, dict.fromkeys(words(normalise(article.title)))))
    at = article.date
    where = Filter(article.category.slug, at, at + timedelta(seconds=1))
    page = await reader.search(Query(terms, where, limit=AMONG_FIRST))
    complete = terms and page.total <= AMONG_FIRST
    if complete and article.id not in {hit.article.id for hit in page.hits}:
        raise CheckFailed(
            f"the new index does not find {article.id} by its title “{article.title}”", hint=AGAIN
        )
