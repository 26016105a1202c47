"""Calls go side by side, over as few connections as are needed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.request import BaseRequest, RequestData

from bot.chat.lanes import Lanes, connections


class Lane(BaseRequest):
    """Answers when it may; counts what it was asked."""

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.calls: list[str] = []
        self.state = "new"

    @property
    def read_timeout(self) -> float:
        return 7.0

    async def initialize(self) -> None:
        self.state = "open"

    async def shutdown(self) -> None:
        self.state = "closed"

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **options: Any
    ) -> tuple[int, bytes]:
        self.calls.append(url)
        await self.may_answer.wait()
        if url == "broken":
            raise ConnectionError(url)
        return 200, url.encode()


@pytest.fixture
def three() -> list[Lane]:
    return [Lane(), Lane(), Lane()]


async def test_calls_at_once_take_a_lane_each_and_the_next_the_least_busy(three: list[Lane]) -> None:
    request = Lanes(three)
    under_way = [asyncio.ensure_future(request.do_request(str(number), "POST")) for number in range(5)]
    await asyncio.sleep(0)
    assert [lane.calls for lane in three] == [["0", "3"], ["1", "4"], ["2"]]
    for lane in three:
        lane.may_answer.set()
    assert await asyncio.gather(*under_way) == [(200, str(number).encode()) for number in range(5)]


async def test_calls_one_after_the_other_stay_on_the_first_also_after_a_failure(three: list[Lane]) -> None:
    request = Lanes(three)
    for lane in three:
        lane.may_answer.set()
    with pytest.raises(ConnectionError):
        await request.do_request("broken", "POST")
    await request.do_request("a", "POST")
    await request.do_request("b", "POST")
    assert [lane.calls for lane in three] == [["broken", "a", "b"], [], []]


async def test_all_lanes_open_and_close_together(three: list[Lane]) -> None:
    request = Lanes(three)
    assert request.read_timeout == 7.0
    async with request:
        assert {lane.state for lane in three} == {"open"}
    assert {lane.state for lane in three} == {"closed"}


async def test_the_real_lanes_have_the_timeouts_they_were_given() -> None:
    calls, waiting = connections(2, timeout=20.0, connect_timeout=10.0)
    async with calls, waiting:
        assert calls.read_timeout == waiting.read_timeout == 20.0
