"""Answers and reports → the JSON objects that other programs rely on. Pure.

Dates are ISO 8601 with their offset; what is unknown is null or "", and no key is ever left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.answers.answer import (
    Card,
    Categories,
    Correction,
    Days,
    Found,
    Latest,
    Nothing,
    Security,
    TermMatch,
    TimeRange,
    Understood,
    Why,
)
from bot.answers.trends import NoTrend, Trend
from bot.cli.examination import Finding
from bot.posts.post import Article, Category, Problem
from bot.search.meaning.progress import Building
from bot.search.nearness import Nearness
from bot.search.report import IndexReport

if TYPE_CHECKING:
    from bot.posts.folder import Corpus

Json = dict[str, Any]


def asked(question: str, answer: Found | Latest | Nothing, *, took_ms: float) -> Json:
    cards = () if isinstance(answer, Nothing) else answer.cards
    return {
        "question": question,
        "understood": understood_object(answer.question or Understood(question)),
        "answers": [_card(card) for card in cards],
        "total": 0 if isinstance(answer, Nothing) else answer.total,
        "nothing": _nothing(answer) if isinstance(answer, Nothing) else None,
        "relaxed": list(answer.relaxed) if isinstance(answer, Found) else [],
        "took_ms": round(took_ms, 3),
    }


def latest(answer: Latest | Nothing) -> list[Json]:
    return [_card(card) for card in answer.cards] if isinstance(answer, Latest) else []


def categories(answer: Categories, timezone: ZoneInfo) -> list[Json]:
    """newest: on the clock of TIMEZONE."""
    return [
        {**_category(one.category), "count": one.count, "newest": one.newest.astimezone(timezone).isoformat()}
        for one in answer.categories
    ]


def trend(answer: Trend | NoTrend) -> Json:
    """Days on the clock of TIMEZONE; bar: the place of a headline's bar, from 0. Without any mention there
    are no bars, and the names that are near."""
    if isinstance(answer, NoTrend):
        nothing = dict.fromkeys(("security", "category", "unit", "from", "to", "first", "last", "anchor"))
        counts: Json = {"total": 0, "ever": 0, "apart": [], "bars": [], "headlines": []}
        return {
            "text": answer.text,
            **nothing,
            **counts,
            "nearest": [_security(one) for one in answer.nearest],
        }
    return {
        "text": answer.text,
        "security": _security(answer.security) if answer.security else None,
        "category": _category(answer.category) if answer.category else None,
        "unit": answer.unit,
        **_days(answer.span),
        "first": answer.first.isoformat(),
        "last": answer.last.isoformat(),
        "anchor": answer.anchor.isoformat() if answer.anchor else None,
        "total": answer.total,
        "ever": answer.ever,
        "apart": list(answer.apart),
        "bars": [{**_days(bar.days), "count": bar.count} for bar in answer.bars],
        "headlines": [
            {"bar": one.bar, "folded": one.folded, "article": article_object(one.article)}
            for one in answer.headlines
        ],
        "nearest": [],
    }


def _days(days: Days) -> Json:
    """From the first to the last, both included."""
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}


def _security(security: Security) -> Json:
    return {"market": security.market, "code": security.code, "name": security.name}


def checked(corpus: Corpus) -> Json:
    return {
        "posts": corpus.posts,
        "articles": len(corpus.articles),
        "problems": [_problem(one) for one in corpus.problems],
    }


def indexed(report: IndexReport, meaning: Building | None = None) -> Json:
    """meaning: null where no vectors were to be made."""
    return {
        "articles": report.articles,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "problems": [_problem(one) for one in report.problems],
        "seconds": round(report.seconds, 3),
        "meaning": _vectors(meaning) if meaning else None,
    }


def _vectors(made: Building) -> Json:
    return {"done": made.done, "total": made.total, "parts": made.parts, "all_parts": made.all_parts}


def examined(findings: Sequence[Finding]) -> Json:
    return {
        "ok": all(one.state != "fail" for one in findings),
        "findings": [
            {"name": one.name, "state": one.state, "found": one.found, "hint": one.hint} for one in findings
        ],
    }


def measured(measures: Mapping[str, float | None]) -> Json:
    """Shares and milliseconds with four places, the number of questions whole; null: nothing to measure."""
    rounded = {name: value if value is None else round(value, 4) for name, value in measures.items()}
    return rounded | {"queries": int(measures["queries"] or 0)}


def understood_object(understood: Understood) -> Json:
    return {
        "terms": list(understood.terms),
        "dropped": list(understood.dropped),
        "time": _time(understood.time),
        "category": _category(understood.category) if understood.category else None,
        "codes": list(understood.codes),
        "corrections": _corrections(understood.corrections),
        "latest": understood.latest,
        "anchor": understood.anchor.isoformat() if understood.anchor else None,
        "outside": _time(understood.outside),
    }


def _corrections(corrections: Sequence[Correction]) -> list[Json]:
    return [{"typed": one.typed, "meant": one.meant} for one in corrections]


def _time(time: TimeRange | None) -> Json | None:
    return {"from": time.since.isoformat(), "to": time.until.isoformat()} if time else None


def _card(card: Card) -> Json:
    also = dict.fromkeys((*card.article.also, *card.also))
    return {
        "rank": card.rank,
        **article_object(card.article),
        "score": round(card.score, 6),
        "summary": card.summary,
        "sentence": card.sentence.text,
        "matched": list(card.matched),
        "also": list(also),
        "folded": [article_object(article) for article in card.folded],
        "why": why_object(card.why) if card.why else None,
    }


def why_object(why: Why) -> Json:
    """The reasons of an article; values times weights of the parts add up to its score."""
    return {
        "terms": [_term(one) for one in why.terms],
        "missing": list(why.missing),
        "corrections": _corrections(why.corrections),
        "category": _category(why.category) if why.category else None,
        "time": _time(why.time),
        "parts": [
            {"name": one.name, "value": round(one.value, 6), "weight": round(one.weight, 6)}
            for one in why.parts
        ],
        "meaning": _meaning(why.meaning) if why.meaning else None,
    }


def _meaning(near: Nearness) -> Json:
    """similarity: null where the article has no vector yet. rank: null behind the nearest fifty."""
    return {
        "similarity": None if near.similarity is None else round(near.similarity, 4),
        "rank": near.rank,
        "brought": near.brought,
    }


def _term(one: TermMatch) -> Json:
    return {
        "term": one.term,
        "weight": round(one.weight, 4),
        "how": one.how,
        "found": one.found,
        "share": round(one.share, 4),
        "places": list(one.places),
    }


def article_object(article: Article) -> Json:
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date.isoformat(),
        "category": _category(article.category),
        "source": article.source,
        "url": article.url,
        "path": article.path,
    }


def _category(category: Category) -> Json:
    return {"slug": category.slug, "name": category.name}


def _nothing(answer: Nothing) -> Json:
    return {
        "reason": answer.reason,
        "missing": list(answer.missing),
        "nearest": [article_object(article) for article in answer.nearest],
    }


def _problem(problem: Problem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "problem": problem.problem,
        "hint": problem.hint,
    }
