"""What is typed wrong is accompanied by what is meant, and what is typed right is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.aliases import parse_aliases
from bot.search.engine import EntityCount
from bot.search.lexicon import EMPTY_LEXICON
from bot.search.suggest import MOST, MOST_A_TERM, by_term, regrouped
from tests.search.lexicons import a_lexicon, meant, suggested

BANKS = (
    "招商银行公布年报，招商银行的净利润增长。",
    "市场监管总局约谈平台企业，要求整改。",
    "比亚迪发布新款电动汽车，销量创新高。",
    "立法会选举将于周日举行，选民踊跃投票。",
    "尤金袋鼠的体重约八公斤，佩内塔赢得比赛。",
)
LANBAI = EntityCount("0", "009217", "澜柏新能", 3)
SECURITIES = (*BANKS, "澜柏新能上半年净利润大增。", "工行与工商银行是一家。")


@pytest.mark.parametrize(
    ("typed", "part", "right"),
    [
        ("招商银航分红多少", "招商银航", "招商银行"),
        ("比亚敌销量", "比亚敌", "比亚迪"),
        ("立法回选举", "立法回", "立法会"),
        ("招桑银行分红", "招桑银行", "招商银行"),
        ("招商商银行分红", "招商商银行", "招商银行"),
        ("招银商行分红", "招银商行", "招商银行"),
        ("佩内塌赢了", "佩内塌", "佩内塔"),
        ("市场监管总菊", "总菊", "总局"),
        ("佩塔内赢了", "佩塔内", "佩内塔"),
        ("佩内内塔赢了", "佩内内塔", "佩内塔"),
    ],
    ids=[
        *("sound", "end", "middle", "near", "extra", "swapped", "broken", "word"),
        *("broken and swapped", "broken and twice"),
    ],
)
def test_a_slip_is_mended(typed: str, part: str, right: str) -> None:
    assert meant(a_lexicon(*BANKS), typed)[part] == right


def test_what_articles_hold_is_left_alone() -> None:
    for text in BANKS:
        assert suggested(a_lexicon(*BANKS), text.replace("，", "")) == ()


def test_an_unknown_name_is_not_taken_for_another_that_differs_by_a_character() -> None:
    lexicon = a_lexicon(*SECURITIES, entities=[LANBAI, EntityCount("1", "600036", "招商银行", 9)])
    assert "招商银行" not in meant(lexicon, "浙商银行分红").values()
    assert "澜柏新能" not in meant(lexicon, "宏柏新能净利润").values()


@pytest.mark.parametrize("typed", ["兰柏新能", "澜柏薪能", "澜新柏能", "澜柏能", "澜柏柏新能"])
def test_a_securitys_name_is_found_by_sound_and_slips(typed: str) -> None:
    lexicon = a_lexicon(*SECURITIES, entities=[LANBAI])
    assert meant(lexicon, f"{typed}净利润")[typed] == "澜柏新能"


@pytest.mark.parametrize("typed", ["lanbaixinneng", "lanbai xinneng", "lan bai xin neng", "lbxn"])
def test_pinyin_finds_a_name_in_full_and_by_initials(typed: str) -> None:
    lexicon = a_lexicon(*SECURITIES, entities=[LANBAI])
    assert meant(lexicon, f"{typed} 净利润") == {typed: "澜柏新能"}


@pytest.mark.parametrize("typed", ["zhaoshangyinhang", "zsyh", "zhaoshang yinhang"])
def test_pinyin_of_characters_with_two_readings_finds_words(typed: str) -> None:
    assert meant(a_lexicon(*BANKS), typed) == {typed: "招商银行"}


def test_latin_words_that_articles_hold_are_no_pinyin() -> None:
    lexicon = a_lexicon(*BANKS, "zsyh is an index")
    assert meant(lexicon, "zsyh 走势") == {}
    assert meant(lexicon, "indxe") == {"indxe": "index"}


def test_a_name_finds_its_code_and_its_other_name() -> None:
    entities = [EntityCount("1", "601398", "工商银行", 9), EntityCount("1", "601398", "工行", 4)]
    found = {
        one.variant.text: one.variant.why for one in suggested(a_lexicon(entities=entities), "工行 利润")
    }
    assert found == {"工商银行": "name", "601398": "code"}


def test_an_alias_finds_the_others_where_it_is_whole_words() -> None:
    aliases = parse_aliases(["降准 = 下调存款准备金率", "央行 -> 人民银行"], path="")
    lexicon = a_lexicon(*BANKS, aliases=aliases)
    assert meant(lexicon, "央行降准了吗") == {"央行": "人民银行", "降准": "下调存款准备金率"}
    assert meant(lexicon, "下调存款准备金率")["下调存款准备金率"] == "降准"
    assert "央行" not in meant(lexicon, "人民银行").values()


def test_what_only_asks_is_not_mended() -> None:
    assert suggested(a_lexicon(*BANKS), "招商银行的呢", silent="的呢") == ()


def test_in_a_large_corpus_few_documents_are_chance() -> None:
    texts = (*BANKS, *["招商银行公布年报"] * 20, "银航股份")
    assert "招商银航" not in meant(a_lexicon(*texts, documents=20), "招商银航")
    large = a_lexicon(*texts, documents=20_000)
    assert meant(large, "招商银航")["招商银航"] == "招商银行"
    few = (*BANKS, "银航股份")
    assert "招商银航" not in meant(a_lexicon(*few, documents=20_000), "招商银航")
    listed = a_lexicon(*few, entities=[EntityCount("1", "600036", "招商银行", 1)], documents=20_000)
    assert meant(listed, "招商银航")["招商银航"] == "招商银行"


def test_an_empty_lexicon_suggests_nothing() -> None:
    assert suggested(EMPTY_LEXICON, "招商银航") == ()
    assert suggested(a_lexicon(), "招商银航 zsyh") == ()


def test_the_pieces_of_a_mistyped_word_become_one_word() -> None:
    lexicon = a_lexicon(*BANKS)
    suggestions = suggested(lexicon, "比亚敌销量")
    joined = regrouped([(0, "比亚"), (2, "敌"), (3, "销量")], suggestions)
    assert joined == [(0, "比亚敌"), (3, "销量")]
    assert [one.text for one in by_term(suggestions, joined)["比亚敌"]][:1] == ["比亚迪"]


characters = st.text(st.sampled_from("招商银行航比亚迪敌立法会回的zsyh 15，招"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(characters)
def test_any_question_gets_bounded_suggestions_within_it(question: str) -> None:
    lexicon = a_lexicon(*SECURITIES, entities=[LANBAI])
    suggestions = suggested(lexicon, question)
    assert all(0 <= one.start < one.end <= len(question) for one in suggestions)
    assert all(0 < one.variant.share <= 1 and one.variant.text != one.typed for one in suggestions)
    variants = by_term(suggestions, [(0, "招商"), (2, "银行")])
    assert all(len(several) <= MOST_A_TERM for several in variants.values())
    assert len({one.text for several in variants.values() for one in several}) <= MOST
