"""Menus and descriptions by chat and language; a failure to set them stops nothing."""

from __future__ import annotations

from telegram.error import NetworkError

from tests.chat.people import House
from tests.chat.wire import Refused


async def test_every_scope_and_language_gets_its_menu(house: House) -> None:
    await house.prepare()
    menus = {
        (call.data["scope"]["type"], call.data.get("language_code", "")): call.data["commands"]
        for call in house.wire.of("setMyCommands")
    }
    assert sorted(menus) == [
        ("all_chat_administrators", ""),
        ("all_chat_administrators", "zh"),
        ("all_group_chats", ""),
        ("all_group_chats", "zh"),
        ("default", ""),
        ("default", "zh"),
    ]
    assert [one["command"] for one in menus["default", "zh"]][:3] == ["ask", "latest", "categories"]
    assert [one["command"] for one in menus["all_chat_administrators", ""]][-1] == "settings"
    assert menus["default", ""][0]["description"] == "Ask a question"
    assert menus["default", "zh"][0]["description"] == "提问"
    assert len(house.wire.of("setMyDescription")) == len(house.wire.of("setMyShortDescription")) == 2


async def test_a_refused_menu_leaves_the_others(house: House) -> None:
    house.wire.fail("setMyCommands", Refused(400, "Bad Request: BOT_COMMAND_INVALID"))
    await house.prepare()
    assert len(house.wire.of("setMyCommands")) == 6


async def test_a_net_that_is_down_does_not_stop_the_bot(house: House) -> None:
    house.wire.fail("setMyCommands", NetworkError("no route"))
    await house.prepare()
    assert len(house.wire.of("setMyCommands")) == 1
