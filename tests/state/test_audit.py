"""What admins did is kept, bounded, and not pushed out by those who are refused."""

from __future__ import annotations

from sqlalchemy import select

from bot.state import audit as module
from bot.state.state import State
from bot.state.tables import audit
from tests.chat.people import NOW


async def test_actions_are_written_in_their_order(state: State) -> None:
    state.audit.note(9, "reload")
    state.audit.note(9, "rollback", "gen-8\0" + "x" * 1000)
    await state.recorder.flush()
    async with state.database.reading() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).mappings().all()
    assert [(row["at"], row["admin"], row["action"]) for row in rows] == [
        (NOW.timestamp(), 9, "reload"),
        (NOW.timestamp(), 9, "rollback"),
    ]
    assert len(rows[1]["detail"]) == module.LONGEST


async def test_those_who_are_refused_push_out_no_action_of_an_admin(state: State) -> None:
    async with state.database.writing() as connection:
        row = {"at": 1, "action": "reload", "detail": ""}
        rows = [row | {"admin": 9}, *[row | {"admin": 0}] * (module.MOST + 3)]
        await connection.execute(audit.insert(), rows)
    await state.tidy()
    async with state.database.reading() as connection:
        kept = list(await connection.scalars(select(audit.c.admin)))
    assert (kept.count(9), kept.count(0)) == (1, module.MOST)
