"""Editors look through problems by their kinds and through what was done; nobody else does."""

from __future__ import annotations

import pytest

from bot.chat.callbacks import decode, encode
from bot.chat.editor_buttons import AuditPage, EditorPress, Problems, decode_editor
from bot.chat.texts import EN, ZH
from bot.posts.post import Problem
from bot.search.report import IndexReport
from tests.chat.people import ARTICLES, House, Person
from tests.chat.test_editing import written

DATES = tuple(
    Problem(f"_posts/坏<{number}>.md", number, f"date: got '{number}月后天'", "write 2026-03-01 <8:00>")
    for number in range(1, 14)
)
OTHERS = tuple(Problem(f"_posts/{one}.md", 0, f"{one}: is empty", "write it") for one in "abcdefghijkl")
PRESSES = (Problems("", 2), Problems("0123abcd", 9999), AuditPage(3))


async def read(house: House, admin: Person, *problems: Problem) -> None:
    house.indexer.ends_in = IndexReport(12, 0, 0, 0, problems, 1.0)
    house.indexer.may_end.set()
    await admin.say("/reload now")
    await house.settle()


@pytest.mark.parametrize("press", PRESSES)
def test_a_button_means_what_it_meant(press: EditorPress) -> None:
    assert len(encode(press).encode()) <= 64
    assert decode(encode(press)) == press


@pytest.mark.parametrize("data", ["dk", "dk:0", "dk0123:1", "dv:0", "dv", "dk0123abcdx:1"])
def test_other_data_means_nothing(data: str) -> None:
    assert decode_editor(data) is None


async def test_problems_are_told_by_their_kinds_and_files_page_by_page(house: House, admin: Person) -> None:
    assert (await admin.ask("/check")).text == ZH.check_unread
    await read(house, admin, *DATES, *OTHERS)
    kinds = await admin.ask("/check")
    assert kinds.text.startswith("🩺 25 处要改")
    assert "1. date: got '1月后天' · 13" in kinds.text
    assert kinds.labels == [*map(str, range(1, 9)), "1/2", "›"]
    _, files = await admin.press("1")
    assert "_posts/坏<1>.md:1" in files.text
    assert "_posts/坏<11>.md" not in files.text
    assert files.text.endswith("write 2026-03-01 <8:00>")
    _, more = await admin.press("›")
    assert "_posts/坏<13>.md:13" in more.text
    _, back = await admin.press("↩")
    assert back.text == kinds.text
    _, last = await admin.press("›")
    assert last.labels[:2] == ["9", "10"]


async def test_where_nothing_is_wrong_that_is_said(house: House, admin: Person) -> None:
    await read(house, admin)
    assert (await admin.ask("/check")).text == ZH.check_none


async def test_a_kind_that_is_mended_by_now_leads_to_the_others(house: House, admin: Person) -> None:
    await read(house, admin, *DATES)
    await admin.ask("/check")
    message = house.wire.messages[max(house.wire.messages)]
    await read(house, admin, *OTHERS)
    _, kinds = await admin.press("1", message=message)
    assert "a: is empty" in kinds.text


async def test_the_log_tells_who_did_what_the_newest_first(house: House, admin: Person, ann: Person) -> None:
    assert (await admin.ask("/audit")).text == ZH.audit_none
    await ann.say("/hide 什么")
    await admin.say(f"/hide {ARTICLES[0].id}")
    for _ in range(9):
        await admin.say(f"/pin 海川 = {ARTICLES[0].id}")
    shown = await admin.ask("/audit")
    assert shown.text.split("\n")[2] == f"03-14 18:00 9 pin 海川 = {ARTICLES[0].id}"
    assert shown.labels == ["1/2", "›"]
    _, last = await admin.press("›")
    assert last.text.split("\n")[-1] == f"03-14 18:00 {ZH.audit_refused} /hide"
    assert "什么" not in last.text


@pytest.mark.parametrize("command", ["/check", "/audit"])
async def test_to_others_there_is_no_such_command(house: House, bob: Person, command: str) -> None:
    assert (await bob.ask(command)).text == EN.unknown_command
    assert await written(house) == [(0, command, "")]


@pytest.mark.parametrize("press", PRESSES)
async def test_a_stranger_who_forges_a_button_sees_nothing(
    house: House, ann: Person, admin: Person, press: EditorPress
) -> None:
    await read(house, admin, *DATES)
    await ann.ask("泉州出口简报")
    (answered,) = await ann.press("", data=encode(press))
    assert answered.data["text"] == ZH.bad_button
    assert [one[:2] for one in await written(house)][1:] == [(0, type(press).__name__.lower())]
