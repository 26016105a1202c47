"""What is hidden is as if it had never been there, in whatever is found, listed, counted and got."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.hiding import Hiding
from bot.posts.post import Article
from bot.search.engine import NO_FILTER, Filter, Page, Query, Term, View
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from tests.answers.engine import FARM, FIRST_DAY, FLASH, SECURITIES, an_article
from tests.chat.people import SHANGHAI

CATEGORIES = (FLASH, FARM, SECURITIES)
ARTICLES = [
    an_article(f"a{n:02}", f"台风第{n}号消息", "台风登陆", days=n // 3, category=CATEGORIES[n % 3])
    for n in range(14)
]
IDS = [one.id for one in ARTICLES]
WHERE = st.sampled_from(
    [NO_FILTER, Filter(category=FARM.slug), Filter(since=FIRST_DAY + timedelta(days=2)), Filter(category="x")]
)


async def engine_of(articles: list[Article]) -> MemoryEngine:
    engine = MemoryEngine()
    await engine.rebuild(map(document, articles), fingerprint="")
    return engine


def told(page: Page) -> tuple[list[str], int]:
    return [hit.article.id for hit in page.hits], page.total


@given(
    hidden=st.frozensets(st.sampled_from(IDS), min_size=1),
    where=WHERE,
    offset=st.integers(0, 16),
    limit=st.integers(0, 6),
)
async def test_it_answers_as_an_index_does_that_never_had_them(
    hidden: frozenset[str], where: Filter, offset: int, limit: int
) -> None:
    whole = await engine_of(ARTICLES)
    rest = await engine_of([one for one in ARTICLES if one.id not in hidden])
    query = Query((Term("台风"),), where, limit=limit, offset=offset)

    def seen(view: View) -> list[object]:
        return [
            told(view.latest(where, limit=limit, offset=offset)),
            told(view.search(query))[0],
            view.get(IDS),
            sorted(view.kept(IDS, where)),
            view.days(where, SHANGHAI),
            view.categories(),
            (view.status().documents, view.status().newest),
        ]

    assert await whole.look(lambda view: seen(Hiding(view, hidden))) == await rest.look(seen)
