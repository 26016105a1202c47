"""Alerts as readers use them: from 🔔 or /alert to a message of what is new, and how they are changed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.answers.answerer import Answerer
from bot.answers.topics import Topic
from bot.chat.texts import EN, ZH
from bot.errors import TookTooLong
from bot.posts.post import Article, Entity
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from tests.chat.alerts import AlertHouse
from tests.chat.people import ARTICLES, GROUP, MORNING, NOW, SHANGHAI, Person
from tests.chat.wire import Call, Refused

BANK = Entity("1", "600036", "招商银行", "link")


def news(number: int, title: str, text: str, *, at: datetime = NOW) -> Article:
    path = f"_posts/{number}.md"
    return replace(ARTICLES[0], id=f"new{number}", path=path, title=title, text=text, date=at)


DIVIDEND = news(1, "海川股份追加派现", "海川股份公告，追加派现每10股1元。")
BUYBACK = news(2, "海川股份回购", "海川股份公告，本周回购股份一百万股。")
BANKS = replace(news(3, "银行股走强", "银行股今日走强，招商银行领涨。"), entities=(BANK,), category=MORNING)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[AlertHouse]:
    house = AlertHouse(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    yield house
    await house.close()


@pytest.fixture
def ann(house: AlertHouse) -> Person:
    return Person(house, 1)


@pytest.fixture
def bob(house: AlertHouse) -> Person:
    return Person(house, 2, lang="en")


def last(calls: list[Call]) -> Call:
    return calls[-1]


async def subscribe(person: Person, text: str, how: str = ZH.alert_now, *, chat: int = 0) -> Call:
    await person.ask(f"/alert {text}", chat=chat)
    return last(await person.press(how))


async def test_the_rehearsal_tells_what_would_have_come_and_offers_three_paces(
    house: AlertHouse, ann: Person
) -> None:
    await ann.ask("泉州出口增长多少")
    shown = last(await ann.press("🔔"))
    assert shown.method == "sendMessage"
    assert shown.text.startswith("🔔 泉州出口增长多少\n\n过去 7 天会推送 8 篇：\n• 泉州出口简报第2期")
    assert shown.labels == [ZH.alert_now, ZH.alert_hourly, ZH.alert_daily.format(hour=8)]
    saved = last(await ann.press(ZH.alert_now))
    assert ZH.alert_saved.format(pace=ZH.alert_now) in saved.text
    assert house.wire.refusals == []


async def test_what_is_new_and_matches_is_told_once(house: AlertHouse, ann: Person, bob: Person) -> None:
    await subscribe(ann, "海川股份派现")
    await subscribe(bob, "海川股份派现", EN.alert_now)
    told = await house.publish(DIVIDEND, BANKS)
    assert {one.data["chat_id"] for one in told} == {1, 2}
    assert told[0].text.startswith("🔔 海川股份派现\n\n海川股份追加派现\n")
    assert told[0].labels == [ZH.read, ZH.alert_mute, ZH.alert_edit]
    assert told[1].labels == [EN.read, EN.alert_mute, EN.alert_edit]
    assert await house.wait() == []
    await house.restart()
    assert await house.wait() == []
    assert await house.publish(replace(DIVIDEND, text="海川股份公告，追加派现每10股1元，已修订。")) == []


async def test_what_was_there_before_is_not_new_nor_is_what_is_old(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份派现")
    assert await house.wait() == []
    late = replace(DIVIDEND, id="late", date=NOW - timedelta(days=2))
    old = replace(DIVIDEND, id="old", date=NOW - timedelta(days=4))
    (told,) = await house.publish(late, old)
    assert told.text.count("海川股份追加派现") == 1


async def test_whoever_asks_later_is_told_only_of_what_comes_then(
    house: AlertHouse, ann: Person, bob: Person
) -> None:
    await subscribe(ann, "海川股份")
    assert len(await house.publish(DIVIDEND)) == 1
    await subscribe(bob, "海川股份", EN.alert_now)
    assert await house.wait(700) == []
    assert len(await house.publish(BUYBACK)) == 2


async def test_what_came_while_nobody_looked_is_told_after_the_restart(
    house: AlertHouse, ann: Person
) -> None:
    await subscribe(ann, "海川股份派现")
    await house.close()
    await house.engine.update([document(DIVIDEND)])
    before = len(house.wire.of("sendMessage"))
    await house.start()
    assert len(house.wire.of("sendMessage")) == before + 1


async def test_several_at_once_are_one_message(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    (told,) = await house.publish(DIVIDEND, BUYBACK)
    assert "2 篇新文章：" in told.text
    assert told.text.count("• ") == 2


async def test_a_category_and_a_security_are_alerts_too(house: AlertHouse, ann: Person) -> None:
    await house.publish(BANKS)
    await ann.ask("/latest 厦门晨报")
    shown = last(await ann.press("🔔"))
    assert shown.text.startswith("🔔 厦门晨报\n\n过去 7 天会推送 2 篇：")
    await ann.press(ZH.alert_now)
    await ann.ask("/stock 600036")
    shown = last(await ann.press("🔔"))
    assert shown.text.startswith("🔔 招商银行\n\n过去 7 天会推送 1 篇：")
    await ann.press(ZH.alert_now)
    told = await house.publish(replace(BANKS, id="more", title="银行股再涨"))
    assert sorted(one.text.partition("\n")[0] for one in told) == ["🔔 厦门晨报", "🔔 招商银行"]


async def test_nothing_found_can_become_an_alert(house: AlertHouse, ann: Person) -> None:
    await ann.ask("火星移民计划")
    shown = last(await ann.press(ZH.alert_me))
    assert ZH.alert_would_not.format(days=7) in shown.text
    await ann.press(ZH.alert_now)
    (told,) = await house.publish(news(4, "火星移民计划公布", "火星移民计划今日公布。"))
    assert told.text.startswith("🔔 火星移民计划")


async def test_hourly_and_daily_alerts_come_together_when_they_are_due(
    house: AlertHouse, ann: Person, bob: Person
) -> None:
    await subscribe(ann, "海川股份", ZH.alert_hourly)
    await subscribe(bob, "海川股份", EN.alert_daily.format(hour=8))
    house.time.elapsed = 60.0
    assert await house.publish(DIVIDEND) == []
    assert await house.publish(BUYBACK) == []
    (told,) = await house.wait(3600)
    assert (told.data["chat_id"], told.text.count("• ")) == (1, 2)
    (told,) = await house.wait(14 * 3600)
    assert (told.data["chat_id"], told.text.count("• ")) == (2, 2)


async def test_one_tap_mutes_and_alerts_turns_it_on_again(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    (told,) = await house.publish(DIVIDEND)
    (answer,) = await ann.press(ZH.alert_mute)
    assert answer.data["text"] == ZH.alert_muted
    assert await house.publish(BUYBACK) == []
    listed = await ann.ask("/alerts")
    assert listed.labels == [f"海川股份 · {ZH.alert_is_muted}"]
    await ann.press(listed.labels[0])
    await ann.press(ZH.alert_unmute)
    assert await house.wait() == []
    (told,) = await house.publish(replace(DIVIDEND, id="third"))
    assert told.text.count("海川股份追加派现") == 1


async def test_an_alert_is_edited_in_its_place_and_deleted(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    listed = await ann.ask("/alerts")
    assert listed.text.startswith("1 个提醒")
    settings = last(await ann.press(listed.labels[0]))
    assert f"✓ {ZH.alert_now}" in settings.labels
    settings = last(await ann.press("12:00"))
    assert "✓ 12:00" in settings.labels
    settings = last(await ann.press("🌙 22–7"))
    assert "✓ 22–7" in settings.labels
    settings = last(await ann.press(ZH.alert_cap.format(cap=3)))
    assert f"✓ {ZH.alert_cap.format(cap=3)}" in settings.labels
    assert last(await ann.press(ZH.alert_delete)).text == ZH.alerts_none
    assert await house.publish(DIVIDEND) == []
    assert house.wire.refusals == []


async def test_the_settings_under_an_alert_open_in_a_message_of_their_own(
    house: AlertHouse, ann: Person
) -> None:
    await subscribe(ann, "海川股份")
    await house.publish(DIVIDEND)
    assert last(await ann.press(ZH.alert_edit)).method == "sendMessage"
    await ann.press(ZH.alert_delete)
    (answer,) = await ann.press(ZH.alert_mute)
    assert answer.data["text"] == ZH.alert_gone


async def test_saving_the_same_again_changes_its_pace(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    await subscribe(ann, "海川股份", ZH.alert_hourly)
    assert (await ann.ask("/alerts")).labels == [f"海川股份 · {ZH.alert_hourly}"]


async def test_a_chat_has_so_many_alerts_at_most(house: AlertHouse, ann: Person) -> None:
    for number in range(20):
        await subscribe(ann, f"海川股份第{number}次派现")
    await ann.ask("/alert 海川股份回购")
    (answer,) = await ann.press(ZH.alert_now)
    assert answer.data["text"] == ZH.alerts_full.format(most=20)


@pytest.mark.parametrize("text", ["最新消息", "？！"])
async def test_what_is_too_general_is_no_alert(house: AlertHouse, ann: Person, text: str) -> None:
    assert (await ann.ask(f"/alert {text}")).text == ZH.alert_vague.format(name=text)


async def test_without_a_question_alert_says_how(house: AlertHouse, bob: Person) -> None:
    assert (await bob.ask("/alert")).text == EN.alert_usage
    assert (await bob.ask("/alerts")).text == EN.alerts_none


async def test_in_a_group_its_admins_set_alerts_that_come_to_the_group(
    house: AlertHouse, ann: Person, bob: Person
) -> None:
    house.wire.statuses[GROUP, 1] = "administrator"
    assert (await bob.ask("/alert 海川股份", chat=GROUP)).text == EN.alerts_admins
    await ann.ask("/alert 海川股份", chat=GROUP)
    (answer,) = await bob.press(ZH.alert_now)
    assert answer.data["text"] == EN.alerts_admins
    await ann.press(ZH.alert_now)
    (told,) = await house.publish(DIVIDEND)
    assert told.data["chat_id"] == GROUP


async def test_nobody_changes_the_alert_of_another_chat(house: AlertHouse, ann: Person, bob: Person) -> None:
    await subscribe(ann, "海川股份")
    await bob.ask("/alert 海川股份")
    for data in ("1:ax:1", "1:ae:1", "1:am:1"):
        (answer,) = await bob.press("", data=data)
        assert answer.data["text"] == EN.alert_gone
    assert len(await house.publish(DIVIDEND)) == 1


async def test_a_reader_who_blocked_the_bot_is_dropped(house: AlertHouse, ann: Person, bob: Person) -> None:
    await subscribe(ann, "海川股份")
    await subscribe(ann, "泉州出口")
    await subscribe(bob, "海川股份", EN.alert_now)
    house.wire.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    await house.publish(DIVIDEND)
    assert (await ann.ask("/alerts")).text == ZH.alerts_none
    assert len((await bob.ask("/alerts")).labels) == 1


async def test_what_telegram_told_to_wait_for_comes_later_and_once(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    house.wire.fail("sendMessage", Refused(429, "Too Many Requests: retry after 35", retry_after=35))
    assert len(await house.publish(DIVIDEND)) == 1
    assert await house.wait(10) == []
    assert len(await house.wait(40)) == 1
    assert await house.wait(3600) == []


async def test_a_lost_answer_is_not_sent_again(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    house.wire.fail("sendMessage", httpx.ReadTimeout("lost"))
    assert len(await house.publish(DIVIDEND)) == 1
    assert await house.wait(7200) == []


class Stuck(Answerer):
    """Cannot find out whether anything is about Mars."""

    async def matching(
        self, topics: Sequence[Topic], ids: Collection[str], since: datetime
    ) -> tuple[tuple[str, ...], ...]:
        if any("火星" in one.what for one in topics):
            raise TookTooLong("matching took longer than 10 seconds", hint="look at the log")
        return await super().matching(topics, ids, since)


async def test_a_topic_that_takes_too_long_holds_up_no_other() -> None:
    engine = MemoryEngine()
    house = AlertHouse(engine=engine, answerer=Stuck(engine, timezone=SHANGHAI))
    await house.open()
    for number, text in enumerate(("火星移民", "海川股份", "泉州出口"), 1):
        await subscribe(Person(house, number), text)
    (told,) = await house.publish(DIVIDEND)
    assert told.data["chat_id"] == 2
    assert await house.wait(700) == []
    await house.close()


async def test_forget_deletes_alerts_and_what_waits(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份", ZH.alert_hourly)
    await house.publish(DIVIDEND)
    assert "1 个提醒" in (await ann.say("/mydata"))[-1].text
    await ann.ask("/forget")
    await ann.press(ZH.forget_yes)
    assert await house.wait(7200) == []
    assert (await ann.ask("/alerts")).text == ZH.alerts_none


async def test_what_an_editor_hides_meanwhile_is_not_told(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份", ZH.alert_hourly)
    house.time.elapsed = 60.0
    assert await house.publish(DIVIDEND) == []
    assert await house.publish(BUYBACK) == []
    await Person(house, 9).ask(f"/hide {DIVIDEND.id}")
    (told,) = await house.wait(3600)
    assert BUYBACK.title in told.text
    assert DIVIDEND.title not in told.text
