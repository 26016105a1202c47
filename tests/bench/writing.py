"""The measured tables put into the docs, between two comments, and the picture beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.errors import UsageError
from tests.bench.ledger import Entry
from tests.bench.picture import TITLE, picture
from tests.bench.report import markdown

PAGE, PICTURE = "measurements.md", "bench.svg"
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def write_docs(folder: Path, entries: Sequence[Entry], about: str) -> None:
    """Replace what stands between the comments of the page; raises UsageError where they are missing."""
    page = folder / PAGE
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UsageError(
            f"{page} has no place for the tables", hint=f"write {BEGIN} and {END} where they belong"
        )
    shown = f"![{TITLE}]({PICTURE})\n\n{markdown(entries, about)}"
    page.write_text(f"{before}{BEGIN}\n{shown}\n{END}{after}", encoding="utf-8")
    (folder / PICTURE).write_text(picture(entries), encoding="utf-8")
