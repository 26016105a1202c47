"""A good answer becomes a question that reloads are tried by; a fall is refused unless an admin insists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.chat.callbacks import Overrule, encode
from bot.chat.texts import EN, ZH
from bot.errors import GoldenFell
from bot.search.trial import Golden, Tried
from tests.chat.people import ARTICLES, REPORT, House, Person
from tests.chat.test_admin import finish
from tests.chat.test_editing import written

QUESTION = "海川股份分红多少"
FELL = GoldenFell("fewer", counts=(5, 4, 6), lost=("海川股份<分红>",))


async def test_a_tap_makes_a_question_that_reloads_are_tried_by_until_it_is_taken_back(
    house: House, admin: Person
) -> None:
    assert (await admin.ask("/golden")).text == ZH.golden_none
    await admin.ask(QUESTION)
    _, told = await admin.press(ZH.edit_star)
    assert ARTICLES[0].title in told.text
    listed = await admin.ask("/golden")
    assert listed.text.startswith("⭐ 1 道标准题")
    assert QUESTION in listed.text
    house.indexer.ends_in = replace(REPORT, tried=Tried(1, 0, 1))
    await admin.ask("/reload now")
    await finish(house)
    assert house.indexer.golden == (Golden(QUESTION, ARTICLES[0].id),)
    assert "⭐ 标准题：0 → 1（共 1）" in house.wire.of("editMessageText")[-1].text
    await admin.ask("/golden")
    await admin.press("✕ 1")
    await admin.ask("/reload now")
    await finish(house)
    assert not house.indexer.golden
    assert [action for _, action, _ in await written(house)] == ["star", "/reload", "unstar", "/reload"]


async def test_a_fall_is_refused_with_what_was_lost_and_an_admin_may_insist(
    house: House, admin: Person, ann: Person
) -> None:
    await admin.ask(QUESTION)
    await admin.press(ZH.edit_star)
    house.indexer.ends_in = FELL
    await admin.ask("/reload now")
    await finish(house)
    refused = house.wire.of("editMessageText")[-1]
    assert "从 5 降到 4（共 6）" in refused.text
    assert "• 海川股份<分红>" in refused.text
    assert refused.labels == [ZH.golden_insist, ZH.reload_again]
    message = admin.house.wire.messages[refused.data["message_id"]]
    (answered,) = await ann.press("", data=encode(Overrule()), message=message)
    assert answered.data["text"] == ZH.bad_button
    assert house.indexer.golden
    house.indexer.ends_in = REPORT
    await admin.press(ZH.golden_insist)
    await house.settle()
    assert not house.indexer.golden
    assert house.indexer.asked == ["refresh", "refresh"]
    assert (0, "overrule", "") in await written(house)
    assert (9, "overrule", "") in await written(house)


async def test_to_others_there_is_no_such_command(bob: Person) -> None:
    assert (await bob.ask("/golden")).text == EN.unknown_command


async def test_the_first_reload_after_a_restart_is_tried_as_well(tmp_path: Path) -> None:
    house = House(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    admin = Person(house, 9)
    await admin.ask(QUESTION)
    await admin.press(ZH.edit_star)
    await house.restart()
    await house.prepare()
    assert house.indexer.golden == (Golden(QUESTION, ARTICLES[0].id),)
    await house.close()
