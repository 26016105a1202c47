"""A broadcast from /broadcast to its report: previewed, confirmed once, and told to each reader once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.chat.broadcast_buttons import BroadcastPress, CallOff, Halt, SendOut, decode_broadcast, digest_of
from bot.chat.callbacks import decode, encode
from bot.chat.reader_buttons import Hush
from bot.chat.texts import EN, ZH
from tests.chat.alerts import AlertHouse
from tests.chat.people import GROUP, Person
from tests.chat.test_editing import written
from tests.chat.wire import Call, Refused

TEXT = "本周五晚 <停机> 维护\n600000.SH & 其他照常"
ASKED = f"/broadcast {TEXT}"
BOT = 123456
PRESSES = (SendOut("0123456789abcdef"), CallOff(), Halt(10**17))


class BroadcastHouse(AlertHouse):
    async def looked(self) -> None:
        while looks := [one for one in asyncio.all_tasks() if one.get_name() in ("alerts", "broadcast")]:
            await asyncio.wait(looks)

    def letters(self) -> list[Call]:
        """Broadcasts that were sent, previews left out."""
        sent = [one for one in self.wire.of("sendMessage") if one.text.startswith("📢") and one.buttons]
        return [one for one in sent if one.labels[0] in (ZH.broadcast_hush, EN.broadcast_hush)]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[BroadcastHouse]:
    house = BroadcastHouse(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    yield house
    await house.close()


@pytest.fixture
def admin(house: BroadcastHouse) -> Person:
    return Person(house, 9)


@pytest.fixture
def ann(house: BroadcastHouse) -> Person:
    return Person(house, 1)


@pytest.fixture
def bob(house: BroadcastHouse) -> Person:
    return Person(house, 2, lang="en")


async def confirmed(house: BroadcastHouse, admin: Person, count: int, text: str = ASKED) -> list[Call]:
    """What was sent to readers."""
    await admin.say(text)
    before = len(house.letters())
    await admin.press(ZH.broadcast_send.format(count=count))
    await house.looked()
    return house.letters()[before:]


@pytest.mark.parametrize("press", [*PRESSES, Hush()])
def test_a_button_means_what_it_meant(press: BroadcastPress | Hush) -> None:
    assert len(encode(press).encode()) <= 64
    assert decode(encode(press)) == press


@pytest.mark.parametrize("data", ["ws", "ws0123", "wx", "wx0", "wc1", "w", "wx1:2"])
def test_other_data_means_nothing(data: str) -> None:
    assert decode_broadcast(data) is None


async def test_what_was_previewed_reaches_every_reader_once(
    house: BroadcastHouse, admin: Person, ann: Person, bob: Person
) -> None:
    await ann.say("你好")
    await bob.say("hello")
    await bob.say("海川股份", chat=GROUP)
    await admin.say("/help")
    preview, offer = await admin.say(ASKED)
    assert preview.text == "📢 Wenda 的通知\n\n" + TEXT.replace(".", ".\u2060")
    assert offer.labels == [ZH.broadcast_send.format(count=3), ZH.broadcast_cancel]
    before = len(house.letters())
    await admin.press(offer.labels[0])
    await house.looked()
    told = house.letters()[before:]
    assert sorted(one.data["chat_id"] for one in told) == [1, 2, 9]
    by = {one.data["chat_id"]: one for one in told}
    assert by[1].text == preview.text
    assert by[1].labels == [ZH.broadcast_hush]
    assert by[2].text.startswith("📢 Wenda has news\n\n本周五晚 <停机> 维护\n")
    assert by[2].labels == [EN.broadcast_hush]
    report = house.wire.of("editMessageText")[-1]
    assert report.text == ZH.broadcast_done.format(sent=3, all=3)
    assert report.labels == []
    assert [one[:2] for one in await written(house)] == [(9, "broadcast"), (9, "broadcast:ended")]
    assert (await written(house))[1][2] == "sent=3 gone=0 unknown=0 left=0"
    assert await house.wait() == []
    assert house.wire.refusals == []


async def test_a_confirmation_counts_once(house: BroadcastHouse, admin: Person, ann: Person) -> None:
    await ann.say("你好")
    await admin.say("/help")
    await admin.say(ASKED)
    message = dict(admin.newest_with(ZH.broadcast_cancel))
    label = ZH.broadcast_send.format(count=2)
    await admin.press(label, message=message)
    await house.looked()
    sent = len(house.letters())
    assert (await admin.press(label, message=message))[-1].text == ZH.broadcast_used
    await house.looked()
    assert len(house.letters()) == sent


async def test_nothing_else_is_sent_than_what_was_shown(
    house: BroadcastHouse, admin: Person, ann: Person
) -> None:
    await ann.say("你好")
    await admin.say(ASKED)
    message = dict(admin.newest_with(ZH.broadcast_cancel))
    asked = message["reply_to_message"]
    message["reply_to_message"] = asked | {"text": "/broadcast 别的"}
    data = encode(SendOut(digest_of(TEXT)))
    assert (await admin.press("", data=data, message=message))[-1].text == ZH.broadcast_changed
    message["reply_to_message"] = asked | {"text": TEXT}
    assert (await admin.press("", data=data, message=message))[-1].text == ZH.broadcast_changed
    del message["reply_to_message"]
    assert (await admin.press("", data=data, message=message))[-1].text == ZH.broadcast_changed
    house.time.elapsed = 90_000
    message["reply_to_message"] = asked
    assert (await admin.press("", data=data, message=message))[-1].text == ZH.broadcast_changed
    assert len(house.letters()) == 1  # the preview


@pytest.mark.parametrize("press", PRESSES)
async def test_a_stranger_s_forged_confirmation_is_refused_and_written_down(
    house: BroadcastHouse, admin: Person, ann: Person, press: BroadcastPress
) -> None:
    await ann.say(ASKED)
    asked = max(house.wire.messages) - 1
    forged = {**house.wire.messages[max(house.wire.messages)], "reply_to_message": house.wire.messages[asked]}
    if isinstance(press, SendOut):
        press = SendOut(digest_of(TEXT))
    (answer,) = await ann.press("", data=encode(press), message=forged)
    assert answer.data["text"] == ZH.bad_button
    await house.looked()
    assert house.letters() == []
    refused = [(admin, action) for admin, action, _ in await written(house)]
    names = {SendOut: "broadcast", CallOff: "broadcast:cancelled", Halt: "broadcast:stopped"}
    assert refused == [(0, "/broadcast"), (0, names[type(press)])]


async def test_in_a_group_there_is_no_broadcast(house: BroadcastHouse, admin: Person) -> None:
    assert await admin.say(ASKED, chat=GROUP) == []


async def test_it_can_be_cancelled(house: BroadcastHouse, admin: Person, ann: Person) -> None:
    await ann.say("你好")
    await admin.say(ASKED)
    assert (await admin.press(ZH.broadcast_cancel))[-1].text == ZH.broadcast_cancelled
    assert len(house.letters()) == 1


@pytest.mark.parametrize("text", ["/broadcast", "/broadcast \u2066 "])
async def test_without_a_text_it_says_how(house: BroadcastHouse, admin: Person, text: str) -> None:
    assert (await admin.ask(text)).text == ZH.broadcast_usage


async def test_what_no_message_holds_is_refused(house: BroadcastHouse, admin: Person) -> None:
    assert (await admin.ask(f"/broadcast {'长' * 4050}")).text == ZH.broadcast_too_long


async def test_without_readers_there_is_nothing_to_confirm(house: BroadcastHouse, admin: Person) -> None:
    await house.stored.readers.hush(BOT, 9, "zh")
    _, offer, *_ = await admin.say(ASKED)
    assert (offer.text, offer.labels) == (ZH.broadcast_nobody, [])


async def test_who_blocked_the_bot_is_no_reader_any_more(
    house: BroadcastHouse, admin: Person, ann: Person, bob: Person
) -> None:
    await ann.say("你好")
    await bob.say("hello")
    await admin.say(ASKED)
    house.wire.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    await admin.press(ZH.broadcast_send.format(count=3))
    await house.looked()
    report = house.wire.of("editMessageText")[-1].text
    assert report.startswith(ZH.broadcast_done.format(sent=2, all=3))
    assert ZH.broadcast_gone.format(count=1) in report
    assert await house.stored.readers.count(BOT) == 2


async def test_one_that_wants_no_more_gets_no_more_and_may_change_that(
    house: BroadcastHouse, admin: Person, ann: Person
) -> None:
    await ann.say("你好")
    assert len(await confirmed(house, admin, 2)) == 2
    (answer,) = await ann.press(ZH.broadcast_hush)
    assert answer.data["text"] == ZH.broadcast_hushed
    told = await confirmed(house, admin, 1, "/broadcast 第二次")
    assert [one.data["chat_id"] for one in told] == [9]
    (answer,) = await ann.press(ZH.broadcast_hush)
    assert answer.data["text"] == ZH.broadcast_heard
    assert await house.stored.readers.count(BOT) == 2


async def test_it_can_be_stopped_in_the_middle(house: BroadcastHouse, admin: Person) -> None:
    for number in range(100, 140):
        await Person(house, number).say("/about")
    await admin.say(ASKED)
    before = len(house.letters())

    def stop(call: Call) -> None:
        if call.method == "sendMessage" and len(house.letters()) == before + 5:
            going = asyncio.ensure_future(admin.press(ZH.broadcast_stop))
            going.set_name("broadcast")

    house.wire.on_call = stop
    await admin.press(ZH.broadcast_send.format(count=41))
    await house.looked()
    sent = len(house.letters()) - before
    assert 5 <= sent < 41
    report = house.wire.of("editMessageText")[-1]
    assert report.text.startswith(ZH.broadcast_done.format(sent=sent, all=41))
    assert ZH.broadcast_left.format(count=41 - sent) in report.text
    assert report.labels == []


async def test_a_restart_in_the_middle_goes_on_and_nobody_gets_it_twice(
    house: BroadcastHouse, admin: Person
) -> None:
    for number in range(100, 140):
        await Person(house, number).say("/about")
    await admin.say(ASKED)
    before = len(house.letters())

    def kill(call: Call) -> None:
        if call.method == "sendMessage" and len(house.letters()) == before + 10:
            for task in asyncio.all_tasks():
                if task.get_name() == "broadcast":
                    task.cancel()

    house.wire.on_call = kill
    await admin.press(ZH.broadcast_send.format(count=41))
    await house.looked()
    assert 10 <= len(house.letters()) - before < 41
    house.wire.on_call = lambda call: None
    await house.restart()
    await house.wait(130)
    told = [one.data["chat_id"] for one in house.letters()[before:]]
    assert len(told) == len(set(told))
    report = house.wire.of("editMessageText")[-1].text
    lost = 41 - len(told)
    ended = (await written(house))[-1]
    counts = dict(one.split("=") for one in ended[2].split())
    assert (int(counts["gone"]), int(counts["left"])) == (0, 0)
    assert int(counts["sent"]) + int(counts["unknown"]) == 41
    assert int(counts["unknown"]) >= max(1, lost)
    assert report.startswith(ZH.broadcast_done.format(sent=counts["sent"], all=41))


async def test_what_telegram_told_to_wait_for_comes_later_and_once(
    house: BroadcastHouse, admin: Person, ann: Person
) -> None:
    await house.stored.readers.hush(BOT, 9, "zh")
    await ann.say("你好")
    await admin.say(ASKED)
    house.wire.fail("sendMessage", Refused(429, "Too Many Requests: retry after 35", retry_after=35))
    before = len(house.letters())
    await admin.press(ZH.broadcast_send.format(count=1))
    await house.looked()
    assert len(house.letters()) == before + 1  # refused
    await house.wait(60)
    assert len(house.letters()) == before + 2
    assert house.wire.of("editMessageText")[-1].text == ZH.broadcast_done.format(sent=1, all=1)


async def test_a_lost_answer_is_not_sent_again(house: BroadcastHouse, admin: Person, ann: Person) -> None:
    await house.stored.readers.hush(BOT, 9, "zh")
    await ann.say("你好")
    await admin.say(ASKED)
    house.wire.fail("sendMessage", httpx.ReadTimeout("lost"))
    before = len(house.letters())
    await admin.press(ZH.broadcast_send.format(count=1))
    await house.looked()
    await house.wait(7200)
    assert len(house.letters()) == before + 1
    assert ZH.broadcast_unknown.format(count=1) in house.wire.of("editMessageText")[-1].text


async def test_mydata_shows_the_reader_and_forget_deletes(
    house: BroadcastHouse, admin: Person, ann: Person
) -> None:
    await ann.say("你好")
    assert ZH.mydata_readers.format(count=1) in (await ann.say("/mydata"))[-1].text
    await ann.ask("/forget")
    await ann.press(ZH.forget_yes)
    assert (await ann.say("/mydata"))[-1].text.startswith(ZH.mydata_nothing)
    assert await house.stored.readers.count(BOT) == 0
