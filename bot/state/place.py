"""Where the state lies: STATE_URL, or a SQLite file beside the index. Pure; no secret is shown."""

from __future__ import annotations

import re
from pathlib import Path

IN_MEMORY = "sqlite://"
FORMS = "sqlite:///path/to/state.sqlite or postgresql://user:password@host/database"
POSTGRES = ("postgres", "postgresql")


def beside(index: Path) -> str:
    """The state of a bot whose index lies in this folder: an index may be deleted, what readers said may
    not, so it lies in a folder of its own: `.index` → `sqlite:///.index-state/state.sqlite`."""
    return f"sqlite:///{index.with_name(f'{index.name}-state') / 'state.sqlite'}"


def is_postgres(url: str) -> bool:
    return url.partition("://")[0] in POSTGRES


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None in memory and for PostgreSQL."""
    path = url.removeprefix("sqlite:///")
    return None if path == url or not path else Path(path).expanduser()


def shown(url: str) -> str:
    """The place without user and password."""
    return str(file_of(url) or re.sub(r"//[^/]*@", "//", url))
