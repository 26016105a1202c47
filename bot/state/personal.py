"""All that is stored of one person, in whichever table: shown with /mydata, deleted with /forget.

A person's rows are those with the Telegram id in a column `reader`; a table that has one needs nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Table, delete, select

from bot.state.database import Database
from bot.state.recorder import Recorder
from bot.state.tables import metadata

PERSONAL: Final[tuple[Table, ...]] = tuple(
    table for table in metadata.sorted_tables if "reader" in table.columns
)
Rows = Sequence[Mapping[str, str | int | None]]


class Personal:
    def __init__(self, database: Database, recorder: Recorder) -> None:
        self._database, self._recorder = database, recorder

    async def of(self, reader: int) -> Mapping[str, Rows]:
        """The rows by the names of the tables that hold any; times, in columns `at`, in UTC by ISO 8601.
        Raises StateError."""
        await self._recorder.flush()
        held: dict[str, Rows] = {}
        async with self._database.reading() as connection:
            for table in PERSONAL:
                rows = await connection.execute(select(table).where(table.c.reader == reader))
                if found := [readable(dict(row)) for row in rows.mappings()]:
                    held[table.name] = found
        return held

    async def forget(self, reader: int) -> int:
        """Delete all of it, in one transaction. Returns how many rows that were. Raises StateError, and then
        nothing is deleted."""
        await self._recorder.flush()
        async with self._database.writing() as connection:
            gone = [
                await connection.execute(delete(table).where(table.c.reader == reader))
                for table in reversed(PERSONAL)
            ]
        return sum(one.rowcount for one in gone)


def readable(row: dict[str, str | int | None]) -> dict[str, str | int | None]:
    at = row.get("at")
    return row | {"at": datetime.fromtimestamp(at, UTC).isoformat()} if isinstance(at, int) else row
