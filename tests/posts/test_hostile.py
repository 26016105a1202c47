"""Texts that are made to cost much. No clock: work that grows too fast would run past any patience."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.content import MAX_BODY
from tests.posts.reading import FRONT, post_of, problems_of, read

MANY = 100_000
BODIES = {
    "quotes": ">" * MANY,
    "nested blocks": "<div>" * MANY,
    "nested words": "<b>" * MANY,
    "nested tables": "<table><tr><td>" * MANY,
    "nested lists": "<ul><li>" * MANY,
    "nested hidden": "<div hidden>" * 300 + "甲",
    "nested code": "<pre>" * 300 + "甲",
    "unclosed tags": "<p " * MANY,
    "unclosed cells": "<td" * MANY,
    "unclosed comments": "<!--" * MANY,
    "unclosed charts": "<!-- EM_StockImg_Start -->" * (MANY // 4),
    "pictures": '<img alt="图片说明文字">' * (MANY // 4),
    "links": '<a data-code="1,600000">甲</a>' * (MANY // 4),
    "chart addresses": "GetPic.aspx?" * MANY,
    "open brackets": "(" * MANY,
    "open sources": "（文章来源：" * MANY,
    "open square brackets": "[" * MANY,
    "link targets": "[a]: b\n" * MANY,
    "navigation": "[返回\n" * MANY,
    "open braces": "{{a" * MANY,
    "open tags": "{% a " * MANY,
    "open comments": "{% comment %}" * (MANY // 4),
    "blanks": " " * MANY + "甲",
    "wide blanks": "\u3000" * MANY + "甲",
    "stars": "*ST" * MANY,
    "numbers": "1. \n" * MANY,
    "entities": "&" * MANY,
    "one line": "股" * 2**20,
    "a long digest": "> " + "".join(chr(0x4E00 + at % 9000) for at in range(MANY)) + "\n\n" + "甲乙" * MANY,
}
BLOCKS = {
    "brackets": "x: " + "[" * 60_000,
    "braces": "x: " + "{a: " * 15_000,
    "dashes": "- " * 30_000,
    "colons": "a: " * 20_000,
    "indents": "\n".join(" " * at + "a:" for at in range(340)),
    "quotes": 'title: "' + '"' * 60_000,
    "hashes": "title: a" + " #" * 30_000,
    "digits": "date: " + "1" * 60_000 + "\nx: [1]",
    "blanks": "title: a" + " " * 60_000 + "b",
    "aliases": "a0: &a0 []\n"
    + "\n".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]" for at in range(1, 40))
    + "\ntitle: *a39\ntags: *a39\ndate: *a39\ndraft: *a39\nlayout: *a39\npermalink: *a39\ncategories: *a39",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_read_in_bounded_work(name: str) -> None:
    assert len(read(FRONT + BODIES[name]).problems) <= 3


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("fences", ["---\n{}\n---\n文", "+++\n{}\n+++\n文", "{\n{}\n}\n文"])
def test_a_hostile_front_matter_is_read_in_bounded_work(name: str, fences: str) -> None:
    assert len(read(fences.replace("{}", BLOCKS[name])).problems) <= 4


def test_tags_that_nest_too_deep_are_a_problem_and_leave_their_text() -> None:
    parsed = read(FRONT + "<div>" * 3000 + "甲</p>乙")
    assert parsed.post is not None
    assert parsed.post.text == "甲\n乙"
    assert [problem.problem for problem in parsed.problems] == ["tags nest too deep"]


def test_a_body_without_end_is_cut_and_told_with_its_line() -> None:
    text = FRONT + "股\n" * (MAX_BODY // 2) + "尾"
    assert problems_of(text) == [(8 + MAX_BODY // 2, f"more than {MAX_BODY} characters")]


@pytest.mark.parametrize(
    "text",
    [
        '{\n"title": "甲\\ud800\\u0001\\u0007乙", "summary": "\\ud800丙", "tags": ["\\udfff丁"]\n}\n文',
        '---\ntitle: "甲\\x01\\a乙"\nsummary: "\\x07丙"\ntags: ["\\x08丁"]\n---\n文',
        "---\ntitle: 甲\ud800乙\nsummary: 丙\ntags: 丁\n---\n文",
    ],
)
def test_characters_that_no_text_has_come_in_by_no_door(text: str) -> None:
    post = post_of(text)
    assert (post.title, post.summary, post.tags) == ("甲乙", "丙", ("丁",))


def test_html_names_no_control_character() -> None:
    assert post_of(FRONT + "<p>甲&#27;[31m&#0;&#127;乙</p>").text.replace("\ufffd", "") == "甲[31m乙"


@given(st.text(max_size=400), st.sampled_from(["a.md", "_posts/2022-05-11-a.html", "-.md", "index.md"]))
def test_any_text_is_read_without_an_error(text: str, path: str) -> None:
    for whole in (text, FRONT + text, f"---\n{text}\n---\n"):
        read(whole, path)


PIECES = (
    *("<p>", "</p>", "<td", "<table>", "<b>", "<!--", "-->", "<a href=", ">", "*", "_", "`", "[", "](", ")"),
    *("{{", "}}", "{%", "%}", "&", "&#", "\n", "\n\n", "    ", "|", "|-|", "甲"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_broken_markup_is_read_without_an_error(parts: list[str]) -> None:
    read(FRONT + "".join(parts))
