"""`wenda eval`: how good the ranking is on labelled questions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import as_json
from bot.cli.console import print_json, show, stderr
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.progress import one_bar
from bot.cli.reports import measures_view
from bot.cli.session import chosen_settings, current_wenda
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.answers.evaluate import Evaluation, RunRow
    from bot.answers.labelled import Judgements, Labelled
    from bot.settings import Settings


def evaluate(
    queries: Annotated[
        Path, typer.Option(metavar="Q.jsonl", help='Questions, one {"id", "text", "answers"?} a line.')
    ],
    qrels: Annotated[
        Path, typer.Option(metavar="R.tsv", help="Right articles: question id, article id, relevance.")
    ],
    limit: Annotated[
        int, typer.Option(min=1, max=1000, metavar="N", help="So many articles are ranked for each question.")
    ] = 100,
    run: Annotated[
        Path | None, typer.Option(metavar="OUT.tsv", help="Write question, article, rank and score here.")
    ] = None,
    json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Measure the ranking on labelled questions. Only the order counts: nothing is folded or refused."""
    from bot.answers.labelled import parse_qrels, parse_queries

    questions = parse_queries(_lines(queries), name=str(queries))
    judgements = parse_qrels(_lines(qrels), name=str(qrels))
    evaluation = asyncio.run(_evaluation(chosen_settings(corpus), index, questions, judgements, limit))
    if run:
        write_run(run, evaluation.run)
    if json:
        print_json(as_json.measured(evaluation.measures))
    else:
        show(measures_view(evaluation.measures))


async def _evaluation(
    settings: Settings, index: Path | None, questions: list[Labelled], judgements: Judgements, limit: int
) -> Evaluation:
    from bot.answers.evaluate import evaluate as measure

    async with current_wenda(settings, index) as wenda:
        with one_bar(stderr(), "asking") as draw:
            return await measure(wenda.answerer, questions, judgements, limit=limit, on_question=draw)


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines: a JSON string may hold other ends of lines, such as U+2028.
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="give a text file in UTF-8") from error


def write_run(path: Path, rows: Iterable[RunRow]) -> None:
    """One line for each ranked article: question, article, rank, score, separated by tabs."""
    lines = (f"{row.query}\t{row.article}\t{row.rank}\t{row.score:.6f}\n" for row in rows)
    try:
        path.write_text("".join(lines), encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}", hint="give another file to --run") from error
