"""Settings of a group: its admins choose categories and quiet hours, nobody else does, and they last."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chat.callbacks import decode, digest, encode
from bot.chat.clock import SYSTEM
from bot.chat.links import to_article
from bot.chat.texts import EN, ZH
from bot.state.groups import MOST_CATEGORIES, GroupSettings
from bot.state.state import open_state
from tests.chat.people import ARTICLES, EVENING, GROUP, MORNING, House, Person, entities_of
from tests.chat.wire import BOT, Call, Json, Refused

OTHER = -1002
BUSES = "/ask 厦门公交新线路"
EVENING_ONLY = f"✓ {EVENING.name}"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    house.wire.statuses = {(GROUP, 1): "creator", (GROUP, 3): "administrator", (OTHER, 2): "creator"}
    await house.open()
    yield house
    await house.close()


def sent(calls: list[Call]) -> list[Call]:
    return [one for one in calls if one.method == "sendMessage"]


def alert(calls: list[Call]) -> str:
    (answer,) = [one for one in calls if one.method == "answerCallbackQuery"]
    return str(answer.data.get("text", ""))


async def choose(person: Person, name: str) -> list[Call]:
    await person.ask("/settings", chat=GROUP)
    await person.press(ZH.settings_categories)
    return await person.press(name)


async def be_quiet(person: Person, since: str = "17:00", until: str = "19:00") -> None:
    await person.ask("/settings", chat=GROUP)
    await person.press(ZH.settings_hours)
    await person.press(since)
    await person.press(until)


async def test_a_new_group_answers_from_everything_at_any_hour(ann: Person) -> None:
    shown = await ann.ask("/settings", chat=GROUP)
    assert "栏目：全部\n安静时段：没有" in shown.text
    assert "厦门" in (await ann.ask(BUSES, chat=GROUP)).text


async def test_a_chosen_category_is_marked_and_told(ann: Person) -> None:
    _, edited = await choose(ann, EVENING.name)
    assert EVENING_ONLY in edited.labels
    assert MORNING.name in edited.labels
    _, back = await ann.press(ZH.settings_back)
    assert "栏目：1 个" in back.text
    assert EVENING_ONLY in back.labels


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        (BUSES, False),
        ("@wenda_bot 厦门公交新线路", False),
        ("/latest 厦门晨报", False),
        ("/date 2022-03-13", False),
        (f"/start {to_article(ARTICLES[-1])}", False),
        ("/ask 海川股份派现", True),
        ("/latest", True),
    ],
)
async def test_only_the_chosen_categories_answer(ann: Person, said: str, allowed: bool) -> None:
    await choose(ann, EVENING.name)
    answer = await ann.ask(said, chat=GROUP)
    assert "三条" not in answer.text
    assert not any(MORNING.name in label for label in answer.labels)
    if allowed:
        assert "泉州" in answer.text


async def test_pages_and_lists_hold_only_the_chosen_categories(house: House, ann: Person) -> None:
    await ann.ask("/latest", chat=GROUP)
    old = house.wire.messages[2]
    await choose(ann, EVENING.name)
    for page in (2, 1):
        _, edited = await ann.press("", data=f"1:l::{page}", message=old)
        assert "厦门" not in edited.text
    _, listed = await ann.press("", data="1:c:1", message=old)
    assert [one for one in listed.labels if MORNING.name in one] == []


async def test_a_choice_of_one_group_is_none_of_another(ann: Person) -> None:
    await choose(ann, EVENING.name)
    assert "三条" in (await ann.ask(BUSES, chat=OTHER)).text
    assert "三条" in (await ann.ask(BUSES.removeprefix("/ask "))).text


async def test_two_categories_answer_together_and_all_can_come_back(house: House, ann: Person) -> None:
    await choose(ann, EVENING.name)
    chosen = house.wire.messages[2]
    await ann.press(MORNING.name)
    assert "三条" in (await ann.ask(BUSES, chat=GROUP)).text
    await ann.press(EVENING_ONLY)
    assert "泉州" not in (await ann.ask("/latest", chat=GROUP)).text
    _, edited = await ann.press(ZH.settings_every, message=chosen)
    assert f"✓ {ZH.settings_every}" in edited.labels
    assert "派现" in (await ann.ask("/ask 海川股份派现", chat=GROUP)).text


async def test_the_overview_drops_a_category_by_its_button(ann: Person) -> None:
    await choose(ann, EVENING.name)
    await ann.press(ZH.settings_back)
    _, edited = await ann.press(EVENING_ONLY)
    assert "栏目：全部" in edited.text


async def test_categories_are_found_by_name(house: House, ann: Person) -> None:
    found = await ann.ask("/settings 晨报", chat=GROUP)
    assert found.labels[1:2] == [MORNING.name]
    assert EVENING.name not in found.labels
    _, edited = await ann.press(MORNING.name)
    assert f"✓ {MORNING.name}" in edited.labels
    assert EVENING.name not in edited.labels


async def test_a_button_pressed_twice_sets_the_same(house: House, ann: Person) -> None:
    await choose(ann, EVENING.name)
    message = house.wire.messages[2]
    await ann.press("", data=f"1:gs:{digest(EVENING.slug)}:1:1", message=message)
    state = open_state(house.state, clock=SYSTEM)
    assert (await state.groups.settings_of(GROUP)).categories == {EVENING.slug}
    await state.aclose()


async def test_others_are_told_politely(house: House, bob: Person) -> None:
    assert (await bob.ask("/settings", chat=GROUP)).text == EN.settings_admins
    assert (await bob.ask("/settings")).text == EN.settings_in_groups


async def test_every_press_is_checked(house: House, ann: Person, bob: Person) -> None:
    await ann.ask("/settings", chat=GROUP)
    before = len(house.wire.of("editMessageText"))
    assert alert(await bob.press(ZH.settings_categories)) == EN.settings_admins
    data = f"1:gs:{digest(EVENING.slug)}:1:1"
    assert alert(await bob.press("", data=data, message=house.wire.messages[2])) == EN.settings_admins
    private = house.wire.deliver(2, bob.info, {"text": "x"})
    assert alert(await bob.press("", data=data, message=private)) == EN.settings_admins
    assert len(house.wire.of("editMessageText")) == before
    assert "三条" in (await ann.ask(BUSES, chat=GROUP)).text


async def test_another_admin_may_press_and_one_who_is_none_any_more_may_not(
    house: House, ann: Person
) -> None:
    await ann.ask("/settings", chat=GROUP)
    carl = Person(house, 3)
    assert alert(await carl.press(ZH.settings_hours)) == ""
    house.wire.statuses[GROUP, 3] = "member"
    house.time.elapsed += 61
    assert alert(await carl.press("17:00")) == ZH.settings_admins


async def test_telegram_is_asked_once_a_minute(house: House, ann: Person) -> None:
    await ann.ask("/settings", chat=GROUP)
    await ann.press(ZH.settings_categories)
    assert len(house.wire.of("getChatMember")) == 1


async def test_who_cannot_be_looked_up_is_no_admin(house: House, ann: Person) -> None:
    house.wire.fail("getChatMember", Refused(400, "Bad Request: CHAT_ADMIN_REQUIRED"))
    assert (await ann.ask("/settings", chat=GROUP)).text == ZH.settings_admins
    assert "⚙️" in (await ann.ask("/settings", chat=GROUP)).text


def anonymous(chat: int) -> Json:
    return {"sender_chat": {"id": chat, "type": "supergroup", "title": "Readers"}}


@pytest.mark.parametrize(("chat", "admin"), [(GROUP, True), (OTHER, False)])
async def test_only_who_writes_as_the_group_itself_is_an_anonymous_admin(
    house: House, chat: int, admin: bool
) -> None:
    bot = Person(house, 1087968824)
    calls = await bot.post(GROUP, text="/settings", entities=entities_of("/settings"), **anonymous(chat))
    (shown,) = sent(calls)
    assert (shown.text == ZH.settings_admins) is not admin
    assert house.wire.of("getChatMember") == []


async def test_the_bot_is_silent_in_quiet_hours(house: House, ann: Person, bob: Person) -> None:
    await ann.ask(BUSES, chat=GROUP)
    answer = house.wire.messages[2]
    await be_quiet(ann)
    for said in (BUSES, "@wenda_bot 厦门公交", "/latest", "/help", "/date", "/settings"):
        assert sent(await bob.say(said, chat=GROUP)) == []
    assert await ann.edit(1, "/ask 海川股份") == []
    edits = len(house.wire.of("editMessageText"))
    assert alert(await ann.press("", data="1:q:1", message=answer)) == ZH.settings_quiet_now.format(
        until="19:00"
    )
    assert len(house.wire.of("editMessageText")) == edits
    assert "17:00 至 19:00" in (await ann.ask("/settings", chat=GROUP)).text
    assert "三条" in (await bob.ask(BUSES.removeprefix("/ask "))).text
    assert "三条" in (await bob.ask(BUSES, chat=OTHER)).text
    house.time.elapsed += 3600
    assert "三条" in (await bob.ask(BUSES, chat=GROUP)).text


async def test_quiet_hours_can_be_taken_back(ann: Person) -> None:
    await be_quiet(ann)
    await ann.press(ZH.settings_hours)
    await ann.press(ZH.settings_never)
    assert "三条" in (await ann.ask(BUSES, chat=GROUP)).text


async def test_settings_survive_a_restart(house: House, ann: Person) -> None:
    await choose(ann, EVENING.name)
    await house.restart()
    assert "三条" not in (await ann.ask(BUSES, chat=GROUP)).text


@pytest.mark.parametrize(
    "told", [("migrate_to_chat_id", GROUP, OTHER), ("migrate_from_chat_id", OTHER, GROUP)]
)
async def test_settings_move_with_the_group(house: House, ann: Person, told: tuple[str, int, int]) -> None:
    field, chat, value = told
    await choose(ann, EVENING.name)
    calls = await ann.post(chat, **{field: value})
    calls += await ann.post(chat, **{field: value})
    assert calls == []
    assert "三条" not in (await ann.ask(BUSES, chat=OTHER)).text
    assert "三条" in (await ann.ask(BUSES, chat=GROUP)).text


async def test_settings_move_also_where_only_a_refusal_tells_of_the_move(house: House, ann: Person) -> None:
    await choose(ann, EVENING.name)
    moved = Refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=OTHER)
    house.wire.fail("sendMessage", moved)
    _, sent = await ann.say(BUSES, chat=GROUP)
    assert sent.data["chat_id"] == OTHER
    assert "三条" not in (await ann.ask(BUSES, chat=OTHER)).text
    assert "三条" in (await ann.ask(BUSES, chat=GROUP)).text


async def test_help_in_a_group_names_the_command(ann: Person) -> None:
    assert "/settings" in (await ann.ask("/help", chat=GROUP)).text
    assert "/settings" not in (await ann.ask("/help")).text


async def test_data_that_nobody_made_changes_nothing(house: House, ann: Person) -> None:
    await ann.ask("/settings", chat=GROUP)
    for data in ("1:gs:00000000:1:1", "1:gq:7:7", "1:gq:24:1", "1:gs:x:1:1", "1:gx"):
        assert alert(await ann.press("", data=data, message=house.wire.messages[2])) == ZH.bad_button


async def test_not_more_categories_than_fit_are_chosen(house: House, ann: Person) -> None:
    state = open_state(house.state, clock=SYSTEM)
    full = GroupSettings(frozenset(map(str, range(MOST_CATEGORIES))))
    await state.groups.change(GROUP, full)
    await state.aclose()
    assert alert(await choose(ann, EVENING.name)) == ZH.settings_too_many.format(most=MOST_CATEGORIES)


async def test_with_a_broken_database_questions_are_answered_settings_refused_and_admins_told_once(
    tmp_path: Path,
) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database, however long it is" * 400)
    house = House(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    house.wire.statuses = {(GROUP, 1): "creator"}
    await house.open()
    ann = Person(house, 1)
    for _ in range(2):
        calls = await ann.say(BUSES, chat=GROUP)
        assert "三条" in next(one.text for one in calls if one.data["chat_id"] == GROUP)
    assert (await ann.say("/settings", chat=GROUP))[-1].text == ZH.not_stored
    overview = house.wire.deliver(GROUP, BOT, {"text": "settings"})
    assert alert(await ann.press("", data="1:gh", message=overview)) == ZH.not_stored
    await house.settle()
    (told,) = [one for one in house.wire.of("sendMessage") if one.data["chat_id"] == 9]
    assert "state.sqlite" in told.text
    await house.close()


def test_data_of_settings_comes_back() -> None:
    for data in ("1:g", "1:gc:9", "1:gs:0123abcd:0:0", "1:ga:0", "1:gh", "1:gh:0", "1:gq:23:7", "1:gq"):
        press = decode(data)
        assert press is not None
        assert encode(press) == data
