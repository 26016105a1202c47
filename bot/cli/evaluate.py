"""`wenda eval`: how good the ranking is on labelled questions, and why one of them is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Union

import typer

from bot.cli import as_json, evaluation_json
from bot.cli.console import print_json, show, stderr
from bot.cli.evaluation_views import comparison_view, explanation_view
from bot.cli.labels import read_labels, read_run, write_run
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.progress import one_bar
from bot.cli.reports import kinds_view, measures_view, ways_view
from bot.cli.session import chosen_settings, current_wenda, style_of
from bot.cli.texts import ENGLISH
from bot.errors import UsageError, WendaError

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer
    from bot.answers.evaluate import Evaluation
    from bot.answers.explain import Explanation
    from bot.answers.labelled import Labels
    from bot.app import Wenda
    from bot.settings import Settings

Source = Union["Labels", int]  # labels of files, or how many articles to make them of
Ways = dict[str, Mapping[str, float | None]]  # measures by way of ranking
PATIENCE = 60.0  # seconds for a question's vector
SAMPLE = 200
LABELS_HINT = "give both --queries and --qrels, or --self-test for questions made of the articles"


class Semantic(StrEnum):
    ON = "on"
    OFF = "off"
    BOTH = "both"


def evaluate(
    sample: Annotated[
        int | None,
        typer.Argument(min=1, max=10_000, metavar="N", help="So many articles for --self-test."),
    ] = None,
    queries: Annotated[
        Path | None, typer.Option(metavar="Q.jsonl", help='Questions, one {"id", "text", "answers"?} a line.')
    ] = None,
    qrels: Annotated[
        Path | None,
        typer.Option(metavar="R.tsv", help="Right articles: question id, article id, relevance."),
    ] = None,
    self_test: Annotated[
        bool,
        typer.Option(
            "--self-test",
            help="Without labels: ask for N articles (200) by words, title and a sentence of their own.",
        ),
    ] = False,
    limit: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="So many articles are ranked for each question.")
    ] = 100,
    run: Annotated[
        Path | None, typer.Option(metavar="OUT.tsv", help="Write question, article, rank and score here.")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="RUN.tsv", help="Compare with a run that --run wrote, question by question."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Say of this question why it is won or lost, and what would help."),
    ] = None,
    semantic: Annotated[
        Semantic | None,
        typer.Option(
            help="Rank by words and meaning, or by words alone, whatever MEANING says; both compares them."
        ),
    ] = None,
    json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Measure the ranking on labelled questions. Only the order counts: nothing is folded or refused."""
    source = _source(queries, qrels, self_test=self_test, sample=sample)
    before = read_run(baseline) if baseline else None
    settings = chosen_settings(corpus)
    if semantic:
        settings = replace(settings, meaning="off" if semantic == Semantic.OFF else "on")
    if semantic == Semantic.BOTH:
        if run or baseline or explain is not None:
            raise UsageError("--semantic both only compares", hint="with --run and the like give on or off")
        _compare_ways(asyncio.run(_ways(settings, index, source, limit)), json=json)
        return
    if explain is not None:
        explanation = asyncio.run(_explanation(settings, index, source, explain))
        if json:
            print_json(evaluation_json.explained(explanation))
        else:
            show(explanation_view(explanation, replace(style_of(settings), texts=ENGLISH)))
        return
    evaluation = asyncio.run(_evaluation(settings, index, source, limit))
    if run:
        write_run(run, evaluation.run)
    _report(evaluation, before, self_test=self_test, json=json)


def _source(queries: Path | None, qrels: Path | None, *, self_test: bool, sample: int | None) -> Source:
    """The labels of the files, or of how many articles questions are to be made."""
    if self_test:
        if queries or qrels:
            raise UsageError("--self-test makes its own questions", hint="leave --queries and --qrels out")
        return sample or SAMPLE
    if sample is not None:
        raise UsageError(f"got {sample} without --self-test", hint=f"wenda eval --self-test {sample}")
    if queries is None or qrels is None:
        missing = "--queries" if queries is None else "--qrels"
        raise UsageError(f"{missing} is missing", hint=LABELS_HINT)
    return read_labels(queries, qrels)


async def _evaluation(settings: Settings, index: Path | None, source: Source, limit: int) -> Evaluation:
    from bot.answers.evaluate import evaluate as measure

    async with _asking(settings, index, source) as (answerer, labels):
        with one_bar(stderr(), "asking") as draw:
            return await measure(answerer, labels.questions, labels.judgements, limit=limit, on_question=draw)


async def _ways(settings: Settings, index: Path | None, source: Source, limit: int) -> Ways:
    """The measures of ranking by words, by meaning, and by both."""
    from bot.answers.evaluate import evaluate as measure

    found = {}
    async with _asking(settings, index, source) as (answerer, labels):
        asked = (labels.questions, labels.judgements)
        for name, way, by_meaning in (
            ("words", answerer.by(None), False),
            ("meaning", answerer, True),
            ("both", answerer, False),
        ):
            with one_bar(stderr(), f"asking: {name}") as draw:
                one = await measure(way, *asked, limit=limit, by_meaning=by_meaning, on_question=draw)
            found[name] = one.measures
    return found


async def _explanation(settings: Settings, index: Path | None, source: Source, name: str) -> Explanation:
    from bot.answers.explain import explain

    async with _asking(settings, index, source) as (answerer, labels):
        question = next((one for one in labels.questions if one.id == name), None)
        if question is None:
            raise UsageError(f"there is no question {name!r}", hint="give --explain an id of the questions")
        return await explain(answerer, question, labels.judgements)


@asynccontextmanager
async def _asking(
    settings: Settings, index: Path | None, source: Source
) -> AsyncIterator[tuple[Answerer, Labels]]:
    """An answerer that has loaded what it needs, so that times are those of questions, and what to ask it."""
    from bot.answers.known_items import known_items_of
    from bot.app import warm_up

    async with current_wenda(settings, index) as wenda, _understanding(settings, wenda) as answerer:
        await warm_up(replace(wenda, answerer=answerer))
        made = await known_items_of(wenda.engine, most=source) if isinstance(source, int) else source
        if made is not source and not made.questions:
            raise WendaError("there is nothing to ask", hint="no article is long enough; see `wenda check`")
        yield answerer, made


@asynccontextmanager
async def _understanding(settings: Settings, wenda: Wenda) -> AsyncIterator[Answerer]:
    """Where meaning is on, by the vectors of all articles, which are made before, and patient: what is
    measured is the ranking, not the moment in which a model is loaded."""
    from bot.app import meaning_of
    from bot.search.meaning.builder import build_now
    from bot.search.meaning.opening import open_embedder, open_vectors
    from bot.search.meaning.sensing import VectorSense

    choice = meaning_of(settings)
    if not choice.is_on:
        yield wenda.answerer
        return
    opening = partial(open_embedder, choice)
    with one_bar(stderr(), "making vectors") as draw:
        await build_now(
            wenda.folder, opening, lambda made: draw(made.done + made.parts, made.total + made.all_parts)
        )
    sense = VectorSense(opening, open_vectors(choice, wenda.folder), patience=PATIENCE)
    with closing(sense):
        yield wenda.answerer.by(sense)


def _compare_ways(ways: Ways, *, json: bool) -> None:
    if json:
        print_json({name: as_json.measured(measures) for name, measures in ways.items()})
    else:
        show(ways_view(ways))


def _report(
    evaluation: Evaluation, before: dict[str, list[str]] | None, *, self_test: bool, json: bool
) -> None:
    from bot.answers.compare import compare
    from bot.answers.known_items import by_kind

    comparison = compare(before, evaluation.ranked, evaluation.judgements) if before is not None else None
    kinds = by_kind(evaluation) if self_test else {}
    if json:
        made = as_json.measured(evaluation.measures)
        made |= {"kinds": {kind: as_json.measured(one) for kind, one in kinds.items()}} if kinds else {}
        made |= {"comparison": evaluation_json.compared(comparison)} if comparison else {}
        print_json(made)
        return
    show(measures_view(evaluation.measures))
    if kinds:
        show(kinds_view(kinds))
    if comparison:
        texts = {one.question.id: one.question.text for one in evaluation.asked}
        show(comparison_view(comparison, texts))
