"""An editor sees what nobody got an answer to, and mends it by an alias, by an article or by ignoring it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answers.answerer import Answerer
from bot.chat.callbacks import decode, encode
from bot.chat.editor_buttons import AliasGone, EditorPress, InboxPage, Mend, decode_editor
from bot.chat.texts import EN, ZH
from bot.state.questions import topic
from tests.chat.people import ARTICLES, SHANGHAI, House, Person
from tests.chat.test_editing import written

MARS = "火星移民政策"
BUSES = ARTICLES[-1]
PRESSES = (
    Mend("alias", topic(MARS), 1),
    Mend("pin", topic(MARS), 9999),
    Mend("ignore", topic(MARS), 2),
    InboxPage(3),
    AliasGone("0123456789abcdef"),
)


@pytest.fixture
def aliases(tmp_path: Path) -> Path:
    return tmp_path / "aliases.txt"


def said_in(aliases: Path) -> str | None:
    return aliases.read_text(encoding="utf-8") if aliases.exists() else None


@pytest.fixture
async def house(aliases: Path) -> AsyncIterator[House]:
    house = House()
    house.answerer = Answerer(house.engine, timezone=SHANGHAI, aliases=aliases)
    await house.open()
    await house.answerer.prepare()
    yield house
    await house.close()


@pytest.mark.parametrize("press", PRESSES)
def test_a_button_means_what_it_meant(press: EditorPress) -> None:
    assert len(encode(press).encode()) <= 64
    assert decode(encode(press)) == press


@pytest.mark.parametrize(
    "data", ["di", "dix0123456789abcdef:1", "dia0123:1", "di:0", "da", "daz123456789abcdef"]
)
def test_other_data_means_nothing(data: str) -> None:
    assert decode_editor(data) is None


async def test_the_inbox_groups_what_got_no_answer(
    house: House, ann: Person, bob: Person, admin: Person
) -> None:
    assert (await admin.ask("/inbox")).text == ZH.inbox_none
    for person, question in ((ann, MARS), (bob, f"请问{MARS}？"), (ann, "火星移民"), (ann, "月球旅馆房价")):
        await person.say(question)
        house.time.elapsed += 60
    await ann.say("海川股份分红多少")
    listed = await admin.ask("/inbox")
    assert listed.text.startswith("📥 没答上的提问：2 组")
    assert "3 次" in listed.text
    assert "海川" not in listed.text
    assert listed.labels[:3] == [f"1 {ZH.inbox_alias}", f"1 {ZH.edit_pin}", f"1 {ZH.inbox_ignore}"]
    _, edited = await admin.press(f"1 {ZH.inbox_ignore}")
    assert edited.text.startswith("📥 没答上的提问：1 组")
    assert "月球旅馆" in edited.text
    _, edited = await admin.press(f"1 {ZH.inbox_ignore}")
    assert edited.text == ZH.inbox_none


async def test_a_question_is_pinned_to_one_of_the_nearest_articles(
    house: House, ann: Person, admin: Person
) -> None:
    question = "厦门地铁票价多少钱一张"
    assert "厦门公交集团" not in (await ann.ask(question)).text.split("\n")[0]
    await admin.ask("/inbox")
    _, told = await admin.press(f"1 {ZH.edit_pin}")
    assert told.text.startswith(f"🔎 {question}")
    assert BUSES.title in told.text
    _, told = await admin.press("📌 1")
    assert told.text.startswith("📌 以后问")
    assert (await ann.ask(question)).text.startswith(ZH.pinned)
    assert (await admin.ask("/inbox")).text == ZH.inbox_none


async def test_an_alias_is_written_holds_at_once_and_is_taken_back(
    house: House, ann: Person, admin: Person, aliases: Path
) -> None:
    await ann.say("海派分红")
    await ann.say("海派利息派多少")
    await admin.ask("/inbox")
    _, told = await admin.press(f"1 {ZH.inbox_alias}")
    assert "/alias " in told.text
    done = await admin.ask("/alias 海派 = 海川股份")
    assert "海派 = 海川股份" in done.text
    assert said_in(aliases) == "海派 = 海川股份\n"
    assert ZH.inbox_answered in (await admin.ask("/inbox")).text
    assert "每10股" in (await ann.ask("海派分红")).text
    _, told = await admin.press(ZH.alias_undo)
    assert told.text == "已从别名文件删去：\n海派 = 海川股份"
    assert said_in(aliases) == ""
    _, told = await admin.press(ZH.alias_undo)
    assert told.text == ZH.edit_gone
    assert ("alias", "海派 = 海川股份") in [(action, detail) for _, action, detail in await written(house)]


async def test_what_is_no_alias_is_refused_with_the_form(admin: Person, aliases: Path) -> None:
    assert (await admin.ask("/alias")).text.startswith("🏷 别名")
    refused = await admin.ask("/alias <b>海派")
    assert refused.text.startswith("没有写进去：")
    assert "<b>海派" in refused.text
    assert "只从左找到右" in refused.text
    assert said_in(aliases) is None


async def test_where_questions_are_not_kept_that_is_said(house: House) -> None:
    await house.close()
    house.keep_days = 0
    await house.start()
    assert (await Person(house, 9).ask("/inbox")).text == ZH.inbox_not_kept


@pytest.mark.parametrize("press", PRESSES)
async def test_a_stranger_who_forges_a_button_sees_and_changes_nothing(
    house: House, ann: Person, admin: Person, press: EditorPress
) -> None:
    await ann.say(MARS)
    (answered,) = await ann.press("", data=encode(press), message=house.wire.messages[2])
    assert answered.data["text"] == ZH.bad_button
    assert "1 组" in (await admin.ask("/inbox")).text
    assert [admin for admin, *_ in await written(house)] == [0]


@pytest.mark.parametrize("command", ["/inbox", "/alias 海派 = 海川股份"])
async def test_to_others_there_is_no_such_command(bob: Person, command: str, aliases: Path) -> None:
    assert (await bob.ask(command)).text == EN.unknown_command
    assert said_in(aliases) is None
