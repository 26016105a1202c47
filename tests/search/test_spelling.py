"""Words that differ by one slip share a key, and the slip is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.spelling import Slip, deleted_keys, slip, typed_keys, whole_keys
from bot.search.tables import Pairs, Postings, Words

WORDS = Words.of({"招商银行": 5, "比亚迪": 3, "银行": 9, "𠮷野家": 1})


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("招商行", "missing"),
        ("招商的银行", "extra"),
        ("招高银行", "wrong"),
        ("招银商行", "swapped"),
        ("招商银行", None),
        ("浙高银行", None),
    ],
)
def test_the_slip_is_told(typed: str, kind: Slip | None) -> None:
    assert slip(typed, "招商银行") == kind


words = st.text(st.sampled_from("招商银行比亚迪"), min_size=3, max_size=6)


@given(
    words, st.integers(0, 5), st.sampled_from("招新"), st.sampled_from(["missing", "extra", "wrong", "swap"])
)
def test_every_slip_leaves_a_key_in_place(word: str, place: int, other: str, how: str) -> None:
    place = min(place, len(word) - 2)
    rest = word[place + 1 :]
    typed = {
        "missing": word[:place] + rest,
        "extra": word[:place] + other + word[place:],
        "wrong": word[:place] + other + rest,
        "swap": word[:place] + rest[0] + word[place] + rest[1:],
    }[how]
    characters = np.array([[ord(one) for one in word]], np.uint32)
    keys = {*deleted_keys(characters)[0].tolist(), *whole_keys(characters)[0].tolist()}
    assert keys & set(typed_keys(typed))


@given(words)
def test_a_typed_word_has_the_keys_that_it_has_among_others(word: str) -> None:
    characters = np.array([[ord(one) for one in word]], np.uint32)
    made = [*whole_keys(characters)[0].tolist(), *deleted_keys(characters)[0].tolist()]
    assert list(typed_keys(word)) == made


def test_words_come_back_by_number() -> None:
    assert [WORDS[number] for number in range(len(WORDS))] == ["招商银行", "比亚迪", "银行", "𠮷野家"]
    assert WORDS.counts.tolist() == [5, 3, 9, 1]


def test_postings_find_every_word_of_a_key() -> None:
    postings = Postings.of(WORDS, deleted_keys, shortest=2, longest=3)
    keys = list(typed_keys("比亚"))
    assert postings.find(keys[:1]) == [[1]]
    assert postings.find([123456]) == [[]]
    assert postings.find([]) == []
    assert (postings.first(keys[0]), postings.first(123456), postings.first(2**64 - 1)) == (1, -1, -1)
    assert Postings.of(Words.of({}), deleted_keys, shortest=2, longest=3).find(keys[:1]) == [[]]


def test_pairs_tell_how_many_documents_hold_them_and_what_follows() -> None:
    pairs = Pairs.of({"招商": 4, "招牌": 2, "商": 1, "银行": 7})
    assert pairs.count(["招商", "商招", "银行"]) == [4, 0, 7]
    assert sorted(map(chr, pairs.after("招"))) == ["商", "牌"]
    assert pairs.after("行").tolist() == []
    assert Pairs.of({}).count(["招商"]) == [0]
