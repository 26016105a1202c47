"""Many texts searched at once tell what each tells on its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.search.finding import Wanted, find, find_all
from bot.search.occurrences import MOST, occurrences
from bot.search.texts import Texts
from bot.search.variants import Variant

ALPHABET = "啊涨万亿一二月a1 5.,%𠮷"
texts = st.lists(st.text(alphabet=ALPHABET, max_size=60), max_size=5)
strings = st.text(alphabet=ALPHABET, min_size=1, max_size=5)


def wanted(term: str, forms: list[str], variants: dict[str, float]) -> Wanted:
    return Wanted(
        term, 1.0, tuple(forms), tuple(Variant(text, share, "alias") for text, share in variants.items())
    )


terms = st.builds(
    wanted,
    strings,
    st.lists(strings, max_size=2),
    st.dictionaries(strings, st.sampled_from([0.5, 0.7, 0.9]), max_size=3),
)


@given(texts, st.lists(strings, max_size=4))
def test_places_are_those_of_each_text(several: list[str], asked: list[str]) -> None:
    made = Texts(several, asked)
    for string in asked:
        owners, starts = made.places(string)
        for number, text in enumerate(several):
            assert starts[owners == number].tolist() == occurrences(string, text)


def test_a_string_everywhere_is_found_a_bounded_number_of_times_in_each_text() -> None:
    for string in ("涨", "啊啊", "5"):
        made = Texts([f"{string} " * 100, "无", f"{string} " * 3, string * 5_000], [string])
        owners = made.places(string)[0].tolist()
        assert [owners.count(one) for one in range(3)] == [MOST, 0, 3]


@given(texts, st.lists(terms, max_size=4))
def test_terms_are_found_as_in_each_text(several: list[str], asked: list[Wanted]) -> None:
    spread = find_all(asked, Texts(several, [string for one in asked for string in one.strings()]))
    for row, text in enumerate(several):
        for column, one in enumerate(asked):
            found = find(one, text)
            mine = spread.starts[(spread.texts == row) & (spread.terms == column)]
            assert spread.shares[row, column] == found.share
            assert sorted(mine.tolist()) == sorted(start for start, _ in found.spans)


@given(texts, st.lists(st.text(alphabet=ALPHABET, min_size=2, max_size=2), max_size=4, unique=True))
def test_pairs_are_held_wherever_they_stand(several: list[str], pairs: list[str]) -> None:
    held = Texts(several, pairs).holding(pairs)
    assert held.tolist() == [[pair in text for pair in pairs] for text in several]
