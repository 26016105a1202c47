"""Editors put an article first and hide one from the chat; nobody else does, whatever they send."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat.callbacks import encode
from bot.chat.editor_buttons import EditorPress, Hide, Listed, Pin, Show, Star, Unpin, Unstar, decode_editor
from bot.chat.texts import EN, ZH
from bot.state.questions import topic
from bot.state.tables import audit
from tests.chat.people import ARTICLES, GROUP, House, Person

DIVIDEND, BUSES = ARTICLES[0], ARTICLES[-1]
MARS = "火星移民政策"
PRESSES = (
    Pin(DIVIDEND.id),
    Hide(DIVIDEND.id),
    Hide("~0123456789abcdef"),
    Show(DIVIDEND.id),
    Unpin(topic(MARS)),
    Star(DIVIDEND.id),
    Unstar(topic(MARS)),
    Listed("golden", 1),
    Listed("pins", 2),
    Listed("hidden", 1),
)


async def written(house: House) -> list[tuple[int, str, str]]:
    """What the audit log holds."""
    state = house.stored
    await state.recorder.flush()
    async with state.database.reading() as connection:
        rows = await connection.execute(
            select(audit.c.admin, audit.c.action, audit.c.detail).order_by(audit.c.id)
        )
        return [(row.admin, row.action, row.detail) for row in rows]


@pytest.mark.parametrize("press", PRESSES)
def test_a_button_means_what_it_meant(press: EditorPress) -> None:
    assert len(encode(press).encode()) <= 64
    assert decode_editor(encode(press).removeprefix("1:")) == press


@pytest.mark.parametrize("data", ["dp", "dx123", "dl", "dlp:0", "dlx:1", f"dp{'x' * 57}", "dp a", "du~0"])
def test_other_data_means_nothing(data: str) -> None:
    assert decode_editor(data) is None


async def test_an_admin_hides_what_is_shown_and_shows_it_again(
    house: House, admin: Person, ann: Person
) -> None:
    answer = await admin.ask("海川股份分红多少")
    assert answer.labels[-3:] == [ZH.edit_pin, ZH.edit_hide, ZH.edit_star]
    _, told = await admin.press(ZH.edit_hide)
    assert told.text == f"🙈 不再出现在任何回答、列表和提醒里：\n{DIVIDEND.title}"
    assert "每10股" not in (await ann.ask("海川股份分红多少")).text
    linked = await ann.ask(f"/start n_{DIVIDEND.id}")
    assert "每10股" not in linked.text
    listed = await admin.ask("/hide")
    assert DIVIDEND.title in listed.text
    _, told = await admin.press("✕ 1")
    assert told.text == f"又会出现了：\n{DIVIDEND.title}"
    assert "每10股" in (await ann.ask("海川股份分红多少")).text
    assert (await admin.ask("/hide")).text.startswith("没有隐藏的文章")
    assert await written(house) == [(9, "hide", DIVIDEND.id), (9, "show", DIVIDEND.id)]


async def test_an_admin_puts_an_article_first_and_takes_it_back(
    house: House, admin: Person, ann: Person
) -> None:
    assert "每10股" not in (await ann.ask(MARS)).text
    told = await admin.ask(f"/pin {MARS} = {BUSES.id}")
    assert BUSES.title in told.text
    answer = await ann.ask(f"请问{MARS}是什么？")
    assert answer.text.startswith(ZH.pinned)
    assert BUSES.title in answer.text
    assert ZH.edit_hide not in answer.labels
    seen = await admin.ask(MARS)
    assert ZH.edit_unpin in seen.labels
    _, told = await admin.press(ZH.edit_unpin)
    assert told.text == f"“{MARS}”不再先给出：\n{BUSES.title}"
    assert not (await ann.ask(MARS)).text.startswith(ZH.pinned)
    _, told = await admin.press(ZH.edit_unpin)
    assert told.text == ZH.edit_gone


async def test_the_pin_under_an_answer_is_of_the_card_that_is_shown(house: House, admin: Person) -> None:
    await admin.ask("泉州出口简报")
    _, edited = await admin.press("2")
    title = re.search(r"2\. (泉州出口简报第\d期)", edited.text)
    assert title
    _, told = await admin.press(ZH.edit_pin)
    assert title[1] in told.text
    again = await admin.ask("泉州出口简报")
    assert again.text.startswith(ZH.pinned)
    assert title[1] in again.text.split("\n2. ")[0]


@pytest.mark.parametrize(
    "reference",
    [
        BUSES.id,
        f"https://elsewhere.example.com/{BUSES.id}.html?from=x#top",
        f"https://t.me/wenda_bot?start=n_{BUSES.id}",
        f"https://elsewhere.example.com/2022/{BUSES.id}/",
        f"_posts/2022-03-14-X{BUSES.id}.md",
    ],
)
async def test_an_article_is_named_by_id_link_or_address(admin: Person, reference: str) -> None:
    assert BUSES.title in (await admin.ask(f"/hide {reference}")).text


@pytest.mark.parametrize("said", ["/hide 没有这篇", "/hide https://[", f"/pin {MARS} = 没有这篇"])
async def test_an_article_that_is_not_there_is_said_to_be_unknown(admin: Person, said: str) -> None:
    assert (await admin.ask(said)).text == ZH.article_unknown


async def test_a_pin_without_an_article_is_told_how_to_be_written(admin: Person) -> None:
    assert "/pin 问题 = " in (await admin.ask("/pin 什么")).text
    assert "/pin 问题 = " in (await admin.ask("/pin")).text


async def test_long_lists_have_pages(house: House, admin: Person) -> None:
    for one in ARTICLES:
        await admin.say(f"/hide {one.id}")
        house.time.elapsed += 10
    listed = await admin.ask("/hide")
    assert ZH.hidden.format(count=10).removeprefix("<b>").removesuffix("</b>") in listed.text
    assert listed.labels == [*(f"✕ {at}" for at in range(1, 9)), "1/2", "›"]
    _, edited = await admin.press("›")
    assert edited.labels == ["✕ 9", "✕ 10", "‹", "2/2"]
    assert f"10. {ARTICLES[0].title}" in edited.text


@pytest.mark.parametrize("press", PRESSES)
async def test_a_stranger_who_forges_a_button_changes_nothing_and_is_written_down(
    house: House, ann: Person, admin: Person, press: EditorPress
) -> None:
    await admin.say(f"/pin {MARS} = {BUSES.id}")
    await admin.say(f"/hide {DIVIDEND.id}")
    await ann.ask("泉州出口简报")
    answered, *others = await ann.press("", data=encode(press))
    assert answered.data["text"] == ZH.bad_button
    assert others == []
    curations = house.stored.curations
    assert [one.article for one in await curations.pins()] == [BUSES.id]
    assert [one.article for one in await curations.hidden()] == [DIVIDEND.id]
    assert await curations.golden() == ()
    refused = [one for one in await written(house) if one[0] == 0]
    assert [action for _, action, _ in refused] == [type(press).__name__.lower()]
    assert MARS not in str(refused)


@pytest.mark.parametrize("command", ["/pin", "/hide", f"/hide {DIVIDEND.id}"])
async def test_to_others_there_is_no_such_command(house: House, bob: Person, command: str) -> None:
    assert (await bob.ask(command)).text == EN.unknown_command
    assert await written(house) == [(0, command.split()[0], "")]
    assert await house.stored.curations.hidden() == ()


async def test_in_a_group_even_an_admin_sees_no_buttons_of_editors(house: House, admin: Person) -> None:
    answer = await admin.ask("/ask 海川股份分红多少", chat=GROUP)
    assert ZH.edit_hide not in answer.labels
    answered, *_ = await admin.press("", data=encode(Hide(DIVIDEND.id)))
    assert answered.data["text"] == ZH.bad_button
    assert await house.stored.curations.hidden() == ()


async def test_what_was_decided_holds_after_a_restart(tmp_path: Path) -> None:
    house = House(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    await Person(house, 9).say(f"/hide {DIVIDEND.id}")
    await house.restart()
    await house.prepare()
    assert "每10股" not in (await Person(house, 1).ask("海川股份分红多少")).text
    await house.close()
