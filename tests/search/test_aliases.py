"""The alias file is plain text, and a wrong line spoils no other."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.search.alias_files import OWN, SHIPPED, load_aliases, read_aliases
from bot.search.aliases import LONGEST, MOST_LINES, Aliases, parse_aliases


def names(*lines: str) -> dict[str, tuple[str, ...]]:
    return dict(parse_aliases(lines, path="").names)


def test_each_name_of_a_line_finds_the_others() -> None:
    assert names("降准 = 下调存款准备金率 = 下调准备金率") == {
        "降准": ("下调存款准备金率", "下调准备金率"),
        "下调存款准备金率": ("降准", "下调准备金率"),
        "下调准备金率": ("降准", "下调存款准备金率"),
    }


def test_an_arrow_leads_one_way() -> None:
    assert names("茅台 -> 贵州茅台") == {"茅台": ("贵州茅台",)}


def test_comments_and_blank_lines_do_not_count() -> None:
    assert names("", "# 央行 = 银行", "  ", "央行 = 人民银行  # 常用", "C# = CSharp") == {
        "央行": ("人民银行",),
        "人民银行": ("央行",),
        "c#": ("csharp",),
        "csharp": ("c#",),
    }


def test_names_are_written_as_questions_are_read() -> None:
    assert names("ＧＤＰ ＝ 國內生產總值") == {"gdp": ("国内生产总值",), "国内生产总值": ("gdp",)}


def test_several_lines_of_one_name_add_up() -> None:
    assert names("央行 = 人民银行", "央行 = 中央银行")["央行"] == ("人民银行", "中央银行")


def test_a_wrong_line_is_named_and_the_others_count() -> None:
    lines = [
        "降准",
        "央行 = 人民银行",
        "甲 = 乙方",
        "央行 = 央行",
        "= 降息",
        f"降息 = {'长' * (LONGEST + 1)}",
    ]
    aliases = parse_aliases(lines, path="list.txt")
    assert set(aliases.names) == {"央行", "人民银行"}
    assert [one.line for one in aliases.problems] == [1, 3, 4, 5, 6]
    assert all(one.path == "list.txt" and one.hint for one in aliases.problems)


def test_endless_files_are_cut() -> None:
    aliases = parse_aliases(["#"] * (MOST_LINES + 5), path="")
    assert [one.line for one in aliases.problems] == [MOST_LINES + 1]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_lines_give_aliases_and_problems(lines: list[str]) -> None:
    aliases = parse_aliases(lines, path="x")
    assert all(name not in others for name, others in aliases.names.items())
    assert len(aliases.problems) <= len(lines)


def test_two_lists_go_together() -> None:
    first, second = (parse_aliases([line], path="") for line in ("央行 = 人民银行", "央行 -> 中央银行"))
    assert (first | second).names == {"央行": ("人民银行", "中央银行"), "人民银行": ("央行",)}


def test_the_shipped_list_has_nothing_wrong_and_no_name_twice() -> None:
    shipped = load_aliases()
    assert shipped.problems == ()
    assert len(shipped.names) >= 150
    lines = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if "=" in line]
    assert sum(len(line.split("=")) for line in lines) == len(shipped.names)


def test_the_default_file_may_be_absent_but_not_one_that_was_named(tmp_path: Path) -> None:
    assert read_aliases(OWN) == Aliases({})
    missing = read_aliases(tmp_path / "none.txt")
    assert [one.line for one in missing.problems] == [1]
    folder = read_aliases(tmp_path)
    assert len(folder.problems) == 1
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in read_aliases(binary).problems[0].problem


def test_an_editors_file_adds_to_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("\ufeff央行 = 央妈\n", encoding="utf-8")
    assert load_aliases(own).names["央行"] == ("人民银行", "中国人民银行", "央妈")
