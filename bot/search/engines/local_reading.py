"""What tantivy finds, in the order and in the values that the engine's contract promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import groupby

from tantivy import DocAddress, Order, Searcher, SearchResult
from tantivy import Query as Looked

from bot.posts.post import Article, Category
from bot.search.engine import (
    NO_FILTER,
    CategoryCount,
    EntityCount,
    Field,
    Filter,
    Frequencies,
    Hit,
    Kept,
    Page,
    Query,
)
from bot.search.engines.local_schema import everything, question, with_ids, with_ids_within, writable
from bot.search.engines.order import EPOCH, rounded
from bot.search.engines.stored import Stored

SPARE = 16  # hits fetched beyond the page, so that ties at its end are mostly seen at once
MANY_CATEGORIES = 65_000  # tantivy's limit on groups in one aggregation


def search(searcher: Searcher, query: Query) -> Page:
    looked = question(query)
    offset, limit = max(query.offset, 0), max(query.limit, 0)
    wanted = min(offset + limit, searcher.num_docs)
    if wanted <= offset:
        return Page((), _count(searcher, looked))
    scored, total = _best(searcher, looked, wanted, counting=query.counting)
    page = _ordered(searcher, scored, offset, wanted)
    return Page(tuple(Hit(_kept(searcher, address), score) for score, address in page), total)


def _best(
    searcher: Searcher, looked: Looked, wanted: int, *, counting: bool
) -> tuple[list[tuple[float, DocAddress]], int]:
    """At least the `wanted` best, and with the last of them all that tie with it."""
    take = wanted + SPARE
    while True:
        result = searcher.search(looked, limit=take, count=counting)
        scored = [(rounded(score), address) for score, address in result.hits]
        if len(scored) < take or scored[-1][0] < scored[wanted - 1][0]:
            return scored, _total(result) if counting else len(scored)
        take *= 4


def _ordered(
    searcher: Searcher, scored: list[tuple[float, DocAddress]], offset: int, wanted: int
) -> list[tuple[float, DocAddress]]:
    """The hits `offset` to `wanted`, ties by newest date, then by id, which is read only where needed."""
    dates = searcher.fast_field_values("date", [address for _, address in scored])
    dated = sorted(zip(scored, dates, strict=True), key=lambda each: (-each[0][0], -(each[1] or 0)))
    ordered: list[tuple[float, DocAddress]] = []
    for _, tied in groupby(dated, key=lambda each: (each[0][0], each[1])):
        group = [hit for hit, _ in tied]
        if len(group) > 1 and len(ordered) < wanted and len(ordered) + len(group) > offset:
            group.sort(key=lambda hit: _kept(searcher, hit[1]).article.id)
        ordered += group
    return ordered[offset:wanted]


def latest(searcher: Searcher, where: Filter, limit: int, offset: int) -> Page:
    looked, offset = everything(where), max(offset, 0)
    wanted = min(max(limit, 0), searcher.num_docs - offset)
    if wanted <= 0:
        return Page((), _count(searcher, looked))
    result = searcher.search(looked, limit=wanted, offset=offset, order_by_field="order", order=Order.Asc)
    return Page(tuple(Hit(_kept(searcher, address), 0.0) for _, address in result.hits), _total(result))


def get(searcher: Searcher, ids: Sequence[str]) -> tuple[Article, ...]:
    found = kept(searcher, ids, NO_FILTER)
    return tuple(found[key].article for key in ids if key in found)


def kept(searcher: Searcher, ids: Collection[str], where: Filter) -> dict[str, Kept]:
    if not ids:
        return {}
    result = searcher.search(with_ids_within(list(ids), where), limit=len(ids), count=False)
    stored = [_kept(searcher, address) for _, address in result.hits]
    return {one.id: one for one in stored}


def stand_ins(searcher: Searcher, ids: Sequence[str]) -> dict[str, str]:
    if not ids:
        return {}
    wanted, own = set(ids), {article.id for article in get(searcher, ids)}
    result = searcher.search(with_ids(list(ids), field="also"), limit=len(ids), count=False)
    articles = [_kept(searcher, address).article for _, address in result.hits]
    return {name: one.id for one in articles for name in one.also if name in wanted and name not in own}


def frequencies(searcher: Searcher, words: Sequence[str]) -> Frequencies:
    documents = searcher.num_docs
    counts = {word: min(documents, searcher.doc_freq("words", writable(word))) for word in words}
    return Frequencies(documents, counts)


def vocabulary(searcher: Searcher, field: Field, most: int) -> dict[str, int]:
    return dict(sorted(searcher.terms_with_prefix(field, "", limit=max(most, 0))))


def entities(searcher: Searcher, most: int) -> tuple[EntityCount, ...]:
    found = []
    for key, count in searcher.terms_with_prefix("entity", "", limit=max(most, 0)):
        market, code, name = key.split("\t", 2)
        found.append(EntityCount(market, code, name, count))
    return tuple(sorted(found, key=lambda one: (-one.count, one.market, one.code, one.name)))


def categories(searcher: Searcher) -> tuple[CategoryCount, ...]:
    groups: dict[str, list[CategoryCount]] = {}
    for one in _named_categories(searcher):
        groups.setdefault(one.category.slug, []).append(one)
    merged = [_merged(group) for group in groups.values()]
    return tuple(sorted(merged, key=lambda one: (-one.count, one.category.slug)))


def _named_categories(searcher: Searcher) -> list[CategoryCount]:
    """A count for each slug with each of its names."""
    asked = {
        "names": {
            "terms": {"field": "category_name", "size": MANY_CATEGORIES},
            "aggs": {"newest": {"max": {"field": "date"}}},
        }
    }
    found = []
    for bucket in searcher.aggregate(Looked.all_query(), asked)["names"]["buckets"]:
        slug, _, name = bucket["key"].partition("\t")
        newest = EPOCH + timedelta(seconds=int(bucket["newest"]["value"]))
        found.append(CategoryCount(Category(slug, name), bucket["doc_count"], newest))
    return found


def _merged(group: list[CategoryCount]) -> CategoryCount:
    most = min(group, key=lambda one: (-one.count, one.category.name))
    return CategoryCount(most.category, sum(one.count for one in group), max(one.newest for one in group))


def _count(searcher: Searcher, looked: Looked) -> int:
    return _total(searcher.search(looked, limit=1))


def _total(result: SearchResult) -> int:
    return int(result.count or 0)  # type: ignore[attr-defined]  # forgotten in tantivy 0.27's own types


def _kept(searcher: Searcher, address: DocAddress) -> Stored:
    return Stored(searcher.doc(address)["article"][0])
