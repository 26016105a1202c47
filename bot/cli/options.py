"""The options that several commands share, each with one name and one meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Corpus = Annotated[
    list[Path] | None,
    typer.Option("--corpus", metavar="DIR", help="A folder of posts instead of CORPUS_DIR; may be repeated."),
]
Index = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="Keep the index in exactly this folder."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
