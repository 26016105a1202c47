"""A category by slug, by name, or by something like its name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.category import find_category, nearest_categories
from bot.posts.post import Category
from bot.search.engine import CategoryCount

NAMES = {
    "yangquanribao": "阳泉日报",
    "quanzhouwanbao": "泉州晚报",
    "shanghaizhengquanbao": "上海证券报",
    "zhongguozhengquanbao": "中国证券报",
    "kuaixun": "滚动快讯",
}
KNOWN = tuple(
    CategoryCount(Category(slug, name), 10, datetime(2026, 1, 1, tzinfo=UTC)) for slug, name in NAMES.items()
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("yangquanribao", "yangquanribao"),
        ("YangQuanRiBao", "yangquanribao"),
        ("阳泉日报", "yangquanribao"),
        ("陽泉日報", "yangquanribao"),
        (" 阳泉 日报 ", "yangquanribao"),
        ("阳泉", "yangquanribao"),
        ("阳泉日报新闻", "yangquanribao"),
        ("阳全日报", "yangquanribao"),
        ("yangqaunribao", "yangquanribao"),
        ("快讯", "kuaixun"),
        ("上海证券", "shanghaizhengquanbao"),
    ],
)
def test_a_category_is_found_by_what_readers_call_it(text: str, slug: str) -> None:
    found = find_category(text, KNOWN)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("text", ["", "  ", "证券报", "体育", "报", "xyz", "？"])
def test_a_name_that_is_far_from_all_or_near_two_means_none(text: str) -> None:
    assert find_category(text, KNOWN) is None


def test_the_nearest_names_are_offered_first() -> None:
    offered = nearest_categories("证券报", KNOWN)
    assert {one.slug for one in offered[:2]} == {"shanghaizhengquanbao", "zhongguozhengquanbao"}
    assert len(nearest_categories("证券报", KNOWN * 3)) == 5


@given(st.text(max_size=80))
def test_any_text_gives_a_known_category_or_none(text: str) -> None:
    found = find_category(text, KNOWN)
    assert found is None or found in [one.category for one in KNOWN]
