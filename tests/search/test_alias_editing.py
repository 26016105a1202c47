"""A line goes into the alias file and out again, whole, and what a person wrote there stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.search.alias_editing import add_alias, key_of, remove_alias
from bot.search.alias_files import read_aliases
from bot.search.alias_line import AliasLine, AliasRefused

LINE = "降准 = 下调存款准备金率"
WRITTEN = "# 我的别名\n茅台 -> 贵州茅台    # 单向\n\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "aliases.txt"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def test_a_line_is_appended_and_found_by_the_parser(own: Path) -> None:
    assert add_alias(own, f"  {LINE}\n") == AliasLine(LINE, key_of(LINE))
    assert own.read_text(encoding="utf-8") == f"{WRITTEN}{LINE}\n"
    assert read_aliases(own).names["降准"] == ("下调存款准备金率",)
    assert sorted(own.parent.iterdir()) == [own]


def test_the_same_line_is_there_once(own: Path) -> None:
    add_alias(own, LINE)
    assert add_alias(own, LINE).known
    assert own.read_text(encoding="utf-8").count(LINE) == 1


def test_a_line_is_taken_back_and_nothing_else(own: Path) -> None:
    assert remove_alias(own, add_alias(own, LINE).key) == LINE
    assert own.read_text(encoding="utf-8") == WRITTEN
    assert remove_alias(own, key_of(LINE)) == ""


def test_a_file_that_is_not_there_is_made_and_one_without_a_last_break_is_ended(tmp_path: Path) -> None:
    own = tmp_path / "aliases.txt"
    assert remove_alias(own, key_of(LINE)) == ""
    add_alias(own, LINE)
    own.write_text(LINE, encoding="utf-8")
    add_alias(own, "茅台 -> 贵州茅台")
    assert own.read_text(encoding="utf-8") == f"{LINE}\n茅台 -> 贵州茅台\n"


@pytest.mark.parametrize(
    "said", ["", "# nothing", "降准", "a = b", "降准 = # x", "降准 = 降准", "名 = " * 99]
)
def test_what_the_parser_would_complain_about_is_not_written(own: Path, said: str) -> None:
    with pytest.raises(AliasRefused):
        add_alias(own, said)
    assert own.read_text(encoding="utf-8") == WRITTEN


def test_a_line_of_several_is_one(own: Path) -> None:
    assert add_alias(own, "降准 =\n下调存款准备金率").text == LINE


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    other = tmp_path / "gbk.txt"
    other.write_bytes("降准".encode("gbk"))
    with pytest.raises(AliasRefused, match="cannot be read"):
        add_alias(other, LINE)
    with pytest.raises(AliasRefused, match="cannot be written"):
        add_alias(tmp_path / "no" / "aliases.txt", LINE)


@pytest.mark.skipif(os.name != "posix", reason="links the POSIX way")
def test_a_link_to_the_file_stays_one(own: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(own)
    add_alias(link, LINE)
    assert link.is_symlink()
    assert LINE in own.read_text(encoding="utf-8")
