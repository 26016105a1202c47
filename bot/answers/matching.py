"""Which new articles somebody wants to hear of, by what also answers questions. Pure: nothing waits here.

A question matches an article where the ordinary answer, asked among the recent articles without those that
fit better, would be that article: then its gate is convinced. Words alone decide, since an article that has
just come has no vector yet; and no time that the question names, since what comes is new. A security matches
by what articles link, a category by where they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.answers.answer import Security
from bot.answers.category import find_category
from bot.answers.compose import convincing
from bot.answers.responder import Responder
from bot.answers.securities import Securities
from bot.answers.topics import Fresh, NoTopic, Rehearsal, Topic
from bot.posts.post import Article
from bot.search.engine import Filter, View
from bot.search.text import normalise

DAYS = 7
TITLES = 5
A_LOOK = 500
MOST_FRESH = 2000
LONGEST = 200


def fresh(view: View, known: Collection[str], since: datetime) -> Fresh:
    """The articles since then whose id is not known, nor merged into one that is."""
    here: list[tuple[str, datetime]] = []
    while True:
        page = view.latest(Filter(since=since), limit=A_LOOK, offset=len(here)).hits
        here += [(hit.article.id, hit.article.date) for hit in page]
        if len(page) < A_LOOK:
            break
    gone = set(known).difference(key for key, _ in here)
    before = {*known, *view.stand_ins(sorted(gone)).values()}
    return Fresh(tuple(one for one in here if one[0] not in before)[:MOST_FRESH])


def matching(
    responder: Responder, topics: Sequence[Topic], ids: Collection[str], since: datetime
) -> tuple[tuple[str, ...], ...]:
    """For each of the topics those of the ids that it matches, the newest first. since: no id is older."""
    return tuple(_matching(responder, topic, ids, since) for topic in topics)


def _matching(responder: Responder, topic: Topic, ids: Collection[str], since: datetime) -> tuple[str, ...]:
    if topic.kind == "question":
        found = convincing(responder.recent(topic.what, Filter(since=since)), ids)
    else:
        found = [one.article for one in responder.view.kept(ids, _where(topic, since)).values()]
    return tuple(one.id for one in _newest_first(found))


def rehearsal(
    responder: Responder, securities: Securities, wanted: str | Topic, now: datetime
) -> Rehearsal | NoTopic:
    """What would have come in the last days, had one asked for it. wanted: what a reader says, or what
    was found in that before."""
    topic = _named(responder, securities, wanted) if isinstance(wanted, Topic) else None
    topic = topic or (_meant(responder, securities, wanted) if isinstance(wanted, str) else None)
    if topic is None:
        return NoTopic(wanted if isinstance(wanted, str) else wanted.what)
    since = now - timedelta(days=DAYS)
    if topic.kind == "question":
        found = _newest_first(convincing(responder.recent(topic.what, Filter(since=since))))
        return Rehearsal(topic, len(found), tuple(found[:TITLES]), DAYS)
    page = responder.view.latest(_where(topic, since), limit=TITLES)
    return Rehearsal(topic, page.total, tuple(hit.article for hit in page.hits), DAYS)


def _where(topic: Topic, since: datetime) -> Filter:
    if topic.kind == "category":
        return Filter(category=topic.what, since=since)
    market, _, code = topic.what.partition(".")
    return Filter(entity=(market, code), since=since)


def _named(responder: Responder, securities: Securities, topic: Topic) -> Topic | None:
    """The topic with its name as it is now; None where the articles have no such thing."""
    if topic.kind == "question":
        return _question(responder, topic.what)
    if topic.kind == "security":
        market, _, code = topic.what.partition(".")
        found = securities.of((market, code))
        return _of_security(found) if found else None
    known = responder.scoping.categories(responder.view)
    name = next((one.category.name for one in known if one.category.slug == topic.what), None)
    return Topic("category", topic.what, name) if name is not None else None


def _meant(responder: Responder, securities: Securities, text: str) -> Topic | None:
    """A category or a security where the text is its whole name, slug or code, else a question."""
    said = _plain(text)
    category = find_category(text, responder.scoping.categories(responder.view))
    if category and said in (_plain(category.name), _plain(category.slug)):
        return Topic("category", category.slug, category.name)
    security = securities.meant(text)
    if security and said in map(_plain, (security.code, security.name, *security.others)):
        return _of_security(security)
    return _question(responder, text)


def _question(responder: Responder, text: str) -> Topic | None:
    said = " ".join(text.split())
    usable = 0 < len(said) <= LONGEST and responder.names_something(said)
    return Topic("question", said) if usable else None


def _of_security(security: Security) -> Topic:
    return Topic("security", f"{security.market}.{security.code}", security.name or security.code)


def _plain(text: str) -> str:
    return normalise(text[:LONGEST]).replace(" ", "")


def _newest_first(articles: Sequence[Article]) -> list[Article]:
    return sorted(articles, key=lambda one: (-one.date.timestamp(), one.id))
