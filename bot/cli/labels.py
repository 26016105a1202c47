"""The files of labelled questions and runs, read and written; what is wrong with one is a UsageError."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.answers.labelled import Labels
    from bot.answers.runs import RunRow


def read_labels(queries: Path, qrels: Path) -> Labels:
    """Questions and judgements."""
    from bot.answers.labelled import Labels, parse_qrels, parse_queries

    questions = parse_queries(_lines(queries), name=str(queries))
    return Labels(tuple(questions), parse_qrels(_lines(qrels), name=str(qrels)))


def read_run(path: Path) -> dict[str, list[str]]:
    """Question id -> article ids, best first."""
    from bot.answers.runs import parse_run

    return parse_run(_lines(path), name=str(path))


def write_run(path: Path, rows: Iterable[RunRow]) -> None:
    """One line for each ranked article."""
    from bot.answers.runs import run_lines

    try:
        path.write_text("".join(run_lines(rows)), encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}", hint="give another file to --run") from error


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines: a JSON string may hold other ends of lines, such as U+2028.
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="give a text file in UTF-8") from error
