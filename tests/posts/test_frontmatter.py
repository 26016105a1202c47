from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.frontmatter import split


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tags: ON", "ON"),
        ("tags: 2022", "2022"),
        ("tags: 0x1F", "0x1F"),
        ("tags: #话题新闻", "#话题新闻"),
        ("tags: a #b", "a #b"),
        ("tags: *ST观察", "*ST观察"),
        ("tags: @财经新闻", "@财经新闻"),
        ("tags: a: b新闻", "a: b新闻"),
        ("tags: [x] 新闻", "[x] 新闻"),
        ("tags: 2022-03-14", "2022-03-14"),
        ("tags: 'it''s'", "it's"),
        ('tags: "他说"好""', '他说"好"'),
        ('tags: "C:\\目录"', "C:\\目录"),
        ("tags:  两个空格  的名字", "两个空格  的名字"),
        ("tags: %百分", "%百分"),
        ("tags: ~", "~"),
    ],
)
def test_a_line_keeps_what_the_author_wrote(line: str, expected: str) -> None:
    assert split(f"---\ntitle: 一\n{line}\n---\n文").values["tags"] == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("tags: [甲, 乙]", ["甲", "乙"]),
        ("tags:\n  - 甲\n  - 2022", ["甲", 2022]),
        ("tags:\n- [甲, 乙]\n- 丙", [["甲", "乙"], "丙"]),
        ("# 注\ntags: 甲\n", "甲"),
        ("tags: >\n  折起\n  的行", "折起 的行\n"),
        ('tags: "\\u7532"', "甲"),
        ("tags: 甲\n  乙", "甲 乙"),
        ("tags: {甲: 1}", {"甲": 1}),
    ],
)
def test_yaml_reads_what_is_more_than_lines(block: str, expected: object) -> None:
    front = split(f"---\n{block}\n---\n文")
    assert front.values["tags"] == expected
    assert front.fault is None


@pytest.mark.parametrize(
    ("text", "format_name", "line"),
    [
        ('---\ntitle: 一\nnote: "他说"好""\n---\n文', "YAML", 3),
        ('\n\n---\ntitle: 一\nnote: "他说"好""\n---\n文', "YAML", 5),
        ('+++\ntitle = "一"\nnote = 他说\n+++\n文', "TOML", 3),
        ('{\n"title": "一",\n"note": 他\n}\n文', "JSON", 3),
    ],
)
def test_broken_front_matter_is_told_with_its_line(text: str, format_name: str, line: int) -> None:
    fault = split(text).fault
    assert fault is not None
    assert format_name in fault.problem
    assert fault.line == line


@pytest.mark.parametrize(
    ("text", "body", "body_line"),
    [
        ("---\ntitle: 一\n---\n文", "文", 4),
        ("\ufeff---\ntitle: 一\n---\n文", "文", 4),
        ("\n \n---\ntitle: 一\n---\n\n文", "\n文", 6),
        ("+++\ntitle = '一'\n+++\n文", "文", 4),
        ('{\n  "title": "一", "inner": {\n}\n}\n\n文', "\n文", 5),
        (';;;\n"title": "一"\n;;;\n文', "文", 4),
        ("---\ntitle: 一\n---", "", 3),
        ("---\ntitle: 一\n---\n甲\n\n---\n\n乙", "甲\n\n---\n\n乙", 4),
    ],
)
def test_the_body_begins_after_the_front_matter(text: str, body: str, body_line: int) -> None:
    front = split(text)
    assert front.found
    assert (front.values["title"], front.body, front.body_line) == ("一", body, body_line)


@pytest.mark.parametrize(
    "text", ["文", "", "---", "---\n一段话。\n---\n又一段。", "----- 引 -----\n文", "{甲}"]
)
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    front = split(text)
    assert (front.found, front.body) == (False, text)


def test_keys_are_found_in_any_case_and_know_their_lines() -> None:
    front = split("---\nTitle: 一\nDATE: 2022-05-11\n---\n文")
    assert front.values == {"title": "一", "date": "2022-05-11"}
    assert front.lines == {"title": 2, "date": 3}


@given(st.text(max_size=300))
def test_any_block_is_read_without_an_error(block: str) -> None:
    for text in (block, f"---\n{block}\n---\n文", f"+++\n{block}\n+++\n文", "{" + block + "}\n文"):
        split(text)


@given(st.from_regex(r"[A-Za-z\u4e00-\u9fff，。！？#&*\[\]{}'\"~@%: -]{1,30}", fullmatch=True))
def test_a_quoted_title_is_kept_whole(title: str) -> None:
    assert split(f'---\nlayout: post\ntitle: "{title}"\n---\n文').values["title"] == title
