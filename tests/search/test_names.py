"""Names and codes are told together by what most articles link."""

from __future__ import annotations

from bot.search.engine import EntityCount
from bot.search.names import names_of


def test_of_several_codes_of_a_name_the_commonest_counts() -> None:
    names = names_of([EntityCount("1", "600030", "中信证券", 9), EntityCount("116", "06030", "中信证券", 4)])
    assert names.codes == {"中信证券": "600030"}
    assert names.names == {"600030": ("中信证券",)}
    assert names.counts == {"中信证券": 13}


def test_a_name_that_few_links_give_to_a_code_is_a_slip() -> None:
    names = names_of([EntityCount("0", "002906", "华阳集团", 9), EntityCount("0", "002906", "业绩", 1)])
    assert names.names["002906"] == ("华阳集团",)
    assert "业绩" not in names.codes


def test_short_and_full_names_of_one_code_belong_together() -> None:
    counted = [
        EntityCount("116", "00700", "腾讯控股", 9),
        EntityCount("116", "00700", "騰訊", 5),
        EntityCount("116", "00700", "微信", 4),
    ]
    names = names_of(counted)
    assert names.others("腾讯") == ("腾讯控股",)
    assert names.others("腾讯控股") == ("腾讯",)
    assert names.others("微信") == names.others("阿里") == ()


def test_boards_and_bare_figures_are_names_of_no_code() -> None:
    names = names_of([EntityCount("90", "BK0493", "新能源", 9), EntityCount("1", "600036", "600036", 9)])
    assert names.codes == {}
    assert names.counts == {"新能源": 9}
