"""Of two processes that converse as the same bot over the same folder, the second one ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import WendaError
from bot.single import single


def test_the_second_one_says_who_goes_on_and_ends(tmp_path: Path) -> None:
    said: list[str] = []
    with (
        single(tmp_path / "index", "123", said.append),
        pytest.raises(
            WendaError, match=f"process {os.getpid()} converses as this bot, and goes on"
        ) as refused,
        single(tmp_path / "index", "123", said.append, patience=0.0),
    ):
        raise AssertionError("two at once")
    assert said == [f"process {os.getpid()} converses as this bot already; waiting until it ends"]
    assert "BOT_TOKEN" in refused.value.hint


def test_another_bot_or_another_folder_is_let_in_and_so_is_the_next_one(tmp_path: Path) -> None:
    said: list[str] = []
    with (
        single(tmp_path / "index", "123", said.append),
        single(tmp_path / "index", "124", said.append),
        single(tmp_path / "other", "123", said.append),
    ):
        pass
    with single(tmp_path / "index", "123", said.append):
        assert said == []


def test_a_folder_that_cannot_be_written_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "index-state").write_text("a file")
    with single(tmp_path / "index", "123", print), single(tmp_path / "index", "123", print):
        assert (tmp_path / "index-state").is_file()
