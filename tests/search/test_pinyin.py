"""Characters that sound alike have one key, whichever of their readings a word means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.pinyin import (
    Codes,
    initial_keys,
    letter_keys,
    letters_key,
    loosened,
    sound_keys,
    sounds,
    spoken_keys,
)


def codes(*words: str) -> Codes:
    return np.array([[ord(one) for one in word] for word in words], np.uint32)


def keys_of(word: str) -> set[int]:
    return set(sound_keys(sounds(), codes(word))[0].tolist())


def test_a_character_has_its_commonest_readings_first() -> None:
    read = sounds()
    assert [read.syllables[one] for one in read.of("行")] == ["xing", "hang"]
    assert [read.syllables[one] for one in read.of("绿")] == ["lv", "lu"]
    assert read.of("a") == read.of("𠮷") == ()


@pytest.mark.parametrize(
    ("one", "other", "alike", "near"),
    [
        ("航", "行", True, False),
        ("岚", "南", False, True),
        ("张", "脏", False, True),
        ("大", "小", False, False),
    ],
)
def test_sounds_are_the_same_or_easily_taken_for_each_other(
    one: str, other: str, alike: bool, near: bool
) -> None:
    assert (sounds().alike(one, other), sounds().near(one, other)) == (alike, near)


@pytest.mark.parametrize(
    ("syllable", "loose"), [("zhang", "zan"), ("nong", "lon"), ("shi", "si"), ("hai", "hai"), ("n", "l")]
)
def test_what_is_easily_confused_is_loosened_to_one(syllable: str, loose: str) -> None:
    assert loosened(syllable) == loose


def test_words_that_may_sound_alike_share_a_key() -> None:
    assert keys_of("招商银行") & keys_of("招商银航")
    assert keys_of("招商银行") & keys_of("招桑银行")
    assert not keys_of("招商银行") & keys_of("浙商银行")
    assert keys_of("a股") == set()


def test_keys_say_whose_they_are() -> None:
    keys, owners = sound_keys(sounds(), codes("银行", "a股", "银航"))
    assert set(owners.tolist()) == {0, 2}
    assert len(keys) == len(owners)


@given(st.text("行银航乐a", min_size=1, max_size=8))
def test_a_typed_word_has_the_keys_that_it_has_among_others(word: str) -> None:
    assert sorted(spoken_keys([sounds().merged_of(one) for one in word])) == sorted(
        sound_keys(sounds(), codes(word))[0].tolist()
    )


@pytest.mark.parametrize("typed", ["zhaoshangyinhang", "zhaoshangyinxing"])
def test_typed_pinyin_has_the_key_of_the_word(typed: str) -> None:
    assert letters_key(typed) in letter_keys(sounds(), codes("招商银行"))[0].tolist()


def test_typed_initials_have_the_key_of_the_word() -> None:
    keys = initial_keys(sounds(), codes("招商银行"))[0].tolist()
    assert letters_key("zsyh") in keys
    assert letters_key("zsyy") not in keys


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=7))
def test_the_key_of_a_word_is_that_of_its_joined_syllables(word: str) -> None:
    read = [sounds().of(one) for one in word]
    keys, owners = letter_keys(sounds(), codes(word))
    if all(read):
        assert letters_key("".join(sounds().syllables[one[0]] for one in read)) == keys[0]
    else:
        assert not len(owners)
