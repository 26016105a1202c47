"""How documents and queries look inside tantivy. No files, no threads."""

from __future__ import annotations

from datetime import datetime

import tantivy
from tantivy import FieldType, Occur

from bot.search.engine import Document, Filter, Mention, Query, Term
from bot.search.engines.order import first_second, seconds
from bot.search.engines.stored import named_entities, pack

FORMAT = 5  # raise it with every change below: indexes of another format are built anew
BLANKS = "blanks"
FAR_FUTURE = 10**12  # seconds; later than any date that Python knows


def schema() -> tantivy.Schema:
    """The fields; integers are signed, since deleting by an unsigned term silently deletes nothing."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("also", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name=BLANKS, index_option="freq")
    builder.add_text_field("bigrams", tokenizer_name=BLANKS, index_option="freq")
    builder.add_text_field("category", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("category_name", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("entity", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("order", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("date", indexed=True, fast=True)
    builder.add_bytes_field("article", stored=True)
    return builder.build()


SCHEMA = schema()


def register(index: tantivy.Index) -> None:
    """Tell an opened index how to cut at blanks; tantivy does not store that."""
    index.register_tokenizer(BLANKS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def writable(text: str) -> str:
    """The text without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def record(document: Document) -> tantivy.Document:
    article = document.article
    key, moment = writable(article.id), seconds(article.date)
    slug, name = writable(article.category.slug), writable(article.category.name)
    made = tantivy.Document()
    made.add_text("id", key)
    for name in article.also:
        made.add_text("also", writable(name))
    made.add_text("words", writable(document.words))
    made.add_text("bigrams", writable(document.bigrams))
    made.add_text("category", slug)
    made.add_text("category_name", f"{slug}\t{name}")
    for entity in named_entities(article):
        made.add_text("entity", writable("\t".join(entity)))
    made.add_text("order", f"{FAR_FUTURE - moment:013d} {key}")  # rising: newest first, then by id
    made.add_integer("date", moment)
    made.add_bytes("article", pack(article))
    return made


def question(query: Query) -> tantivy.Query:
    """Any of the terms, each with its weight; the filters decide, but do not count."""
    terms = [
        tantivy.Query.boost_query(
            tantivy.Query.term_query(SCHEMA, term.field, writable(term.text), "freq"), term.weight
        )
        for term in query.terms
    ]
    any_term = tantivy.Query.boolean_query([(Occur.Should, term) for term in terms])
    limits = filters(query.where)
    return tantivy.Query.boolean_query([(Occur.Must, any_term), *limits]) if limits else any_term


def everything(where: Filter) -> tantivy.Query:
    limits = filters(where)
    return tantivy.Query.boolean_query(limits) if limits else tantivy.Query.all_query()


def with_ids(ids: list[str], *, field: str = "id") -> tantivy.Query:
    return tantivy.Query.term_set_query(SCHEMA, field, [writable(key) for key in ids])


def with_ids_within(ids: list[str], where: Filter) -> tantivy.Query:
    limits = filters(where)
    asked = with_ids(ids)
    return tantivy.Query.boolean_query([(Occur.Must, asked), *limits]) if limits else asked


def filters(where: Filter) -> list[tuple[Occur, tantivy.Query]]:
    found = []
    if where.category is not None:
        found.append(tantivy.Query.term_query(SCHEMA, "category", writable(where.category), "basic"))
    if where.among is not None:
        found.append(with_ids(sorted(where.among), field="category"))
    if where.since is not None or where.until is not None:
        found.append(dates(where.since, where.until))
    if where.entity is not None:
        found.append(security(*where.entity))
    if where.mention is not None:
        found.append(mention(where.mention))
    return [(Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in found]


def security(market: str, code: str) -> tantivy.Query:
    """The articles that link it, by whichever name."""
    key = "".join(f"\\x{{{ord(character):x}}}" for character in writable(f"{market}\t{code}\t"))
    return tantivy.Query.regex_query(SCHEMA, "entity", f"{key}(?s:.)*")


def mention(wanted: Mention) -> tantivy.Query:
    """Any of its phrases, each as all of its terms, or the security's link."""
    ways = [tantivy.Query.boolean_query([(Occur.Must, held(term)) for term in one]) for one in wanted.phrases]
    ways += [security(*wanted.entity)] if wanted.entity else []
    return tantivy.Query.boolean_query([(Occur.Should, way) for way in ways])


def held(term: Term) -> tantivy.Query:
    return tantivy.Query.term_query(SCHEMA, term.field, writable(term.text), "basic")


def dates(since: datetime | None, until: datetime | None) -> tantivy.Query:
    first = None if since is None else first_second(since)
    return _seconds(first, None if until is None else first_second(until) - 1)


def between(looked: tantivy.Query, first: int, behind: int) -> tantivy.Query:
    """What a query finds of the seconds from `first` to before `behind`."""
    return tantivy.Query.boolean_query([(Occur.Must, looked), (Occur.Must, _seconds(first, behind - 1))])


def _seconds(first: int | None, last: int | None) -> tantivy.Query:
    return tantivy.Query.range_query(SCHEMA, "date", FieldType.Integer, lower_bound=first, upper_bound=last)
