"""Two thousand categories are found by a letter, by a part of the name, and by pinyin."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.category_index import CategoryIndex
from bot.posts.post import Category
from bot.search.engine import CategoryCount

NEWEST = datetime(2022, 3, 14, tzinfo=UTC)
NAMES = {
    "quanzhouwanbao": "泉州晚报",
    "xiamenwanbao": "厦门晚报",
    "fuzhouwanbao": "福州晚报",
    "xinlangcaijing": "新浪财经",
    "cls": "财联社",
    "36kr": "36氪",
    "techcrunch": "TechCrunch",
    "yangquanribao": "阳泉日报",
}


def index(names: dict[str, str]) -> CategoryIndex:
    size = len(names)
    counts = [
        CategoryCount(Category(slug, name), size - place, NEWEST)
        for place, (slug, name) in enumerate(names.items())
    ]
    return CategoryIndex(counts)


def named(found: tuple[CategoryCount, ...]) -> list[str]:
    return [one.category.name for one in found]


def test_every_category_stands_under_the_letters_of_its_first_character() -> None:
    known = index(NAMES)
    assert known.letters == ("C", "F", "Q", "S", "T", "X", "Y", "#")
    assert named(known.under("X")) == ["厦门晚报", "新浪财经"]
    assert named(known.under("S")) == ["厦门晚报"]
    assert named(known.under("#")) == ["36氪"]
    assert known.under("Z") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("泉州晚报", ["泉州晚报"]),
        ("晚报", ["泉州晚报", "厦门晚报", "福州晚报"]),
        ("泉", ["泉州晚报", "阳泉日报"]),
        ("泉州晚報", ["泉州晚报"]),
        ("财", ["财联社", "新浪财经"]),
        ("qzwb", ["泉州晚报"]),
        ("xmwb", ["厦门晚报"]),
        ("wb", ["泉州晚报", "厦门晚报", "福州晚报"]),
        ("quan zhou", ["泉州晚报"]),
        ("wanbao", ["泉州晚报", "厦门晚报", "福州晚报"]),
        ("CLS", ["财联社"]),
        ("crunch", ["TechCrunch"]),
        ("36", ["36氪"]),
        ("火星", []),
        (" ", []),
    ],
)
def test_a_part_a_spelling_and_initials_find_a_category(text: str, names: list[str]) -> None:
    assert named(index(NAMES).holding(text)) == names


def test_what_is_nearly_a_name_is_offered() -> None:
    assert named(index(NAMES).near("泉洲晚报"))[0] == "泉州晚报"


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=8), max_size=5), st.text(max_size=8))
def test_any_names_and_any_text_are_borne(names: dict[str, str], text: str) -> None:
    known = index(names)
    assert {one for letter in known.letters for one in known.under(letter)} == set(known.all)
    assert set(known.holding(text)) <= set(known.all)
