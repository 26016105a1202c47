"""A PostgreSQL server that is thrown away: on a socket in a folder of its own, without fsync.

It starts where the server's programs are installed (Debian: `apt-get install postgresql`; macOS: `brew
install postgresql`). `WENDA_TEST_POSTGRES=postgresql://user:password@host/database` names one that runs
already, where the user may create databases.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "wenda"
ADVICE = (
    "no PostgreSQL: install its server (initdb, pg_ctl), or set WENDA_TEST_POSTGRES=postgresql://user@host/"
)
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def program(name: str) -> str | None:
    """Debian keeps the server's programs out of the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(installed[-1]) if installed else None)


def nobody() -> str | None:
    """The server refuses to run as root: then it runs as the user that its package has made."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def serving() -> Iterator[str | None]:
    """`postgresql://…/` of a server while it runs; None where none is installed."""
    initdb, pg_ctl = program("initdb"), program("pg_ctl")
    if not initdb or not pg_ctl:
        yield None
        return
    folder, user = Path(tempfile.mkdtemp(prefix="wenda-pg-")), nobody()
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")

    def call(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        call(initdb, "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        call(pg_ctl, "-D", data, "-w", "-s", "-l", str(folder / "log"), "-o", f"{QUICK} -k {folder}", "start")
        yield f"postgresql://{USER}@/postgres?host={folder}"
        call(pg_ctl, "-D", data, "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
