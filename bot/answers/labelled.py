"""Labelled questions and judgements, from the lines of their files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import UsageError

Judgements = Mapping[str, Mapping[str, int]]

QUERIES_HINT = 'Each line is one JSON object: {"id": "q1", "text": "…", "answers": ["…"]}, answers optional.'
QRELS_HINT = "Each line has three columns separated by tabs: question id, article id, relevance from 0."


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with its id and, where known, strings of which any one answers it."""

    id: str
    text: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Questions, and which articles are right for them."""

    questions: tuple[Labelled, ...]
    judgements: Judgements


def parse_queries(lines: Iterable[str], *, name: str = "queries") -> list[Labelled]:
    """The questions of a JSON-lines file; blank lines are skipped, a bad one is a UsageError."""
    questions = [
        _labelled(line, f"{name}:{number}") for number, line in enumerate(lines, start=1) if line.strip()
    ]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise UsageError(f"{name}: the id {question.id!r} occurs twice", hint=QUERIES_HINT)
        seen.add(question.id)
    return questions


def parse_qrels(lines: Iterable[str], *, name: str = "qrels") -> dict[str, dict[str, int]]:
    """Question id -> article id -> relevance, from tab-separated lines; a bad one is a UsageError."""
    judgements: dict[str, dict[str, int]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        columns = line.rstrip("\r\n").split("\t")
        if len(columns) != 3 or not columns[2].strip().isdecimal():
            raise UsageError(f"{name}:{number}: got {line.strip()[:80]!r}", hint=QRELS_HINT)
        question, article, relevance = (column.strip() for column in columns)
        judgements.setdefault(question, {})[article] = int(relevance)
    return judgements


def _labelled(line: str, where: str) -> Labelled:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: not JSON: {error}", hint=QUERIES_HINT) from error
    if not isinstance(row, dict):
        raise UsageError(f"{where}: got {line.strip()[:80]!r}", hint=QUERIES_HINT)
    name, text, answers = row.get("id"), row.get("text"), row.get("answers") or []
    if not isinstance(name, str) or not name or not isinstance(text, str):
        raise UsageError(
            f'{where}: "id" and "text" must be texts, got {line.strip()[:80]!r}', hint=QUERIES_HINT
        )
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise UsageError(f'{where}: "answers" must be a list of texts', hint=QUERIES_HINT)
    return Labelled(name, text, tuple(answers))
