"""The buttons of alerts fit into Telegram's 64 bytes, come back as they were, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.alert_buttons import (
    About,
    AlertPress,
    DeleteAlert,
    EditAlert,
    ListAlerts,
    Mute,
    Rehearse,
    SetCalm,
    SetCap,
    SetPace,
    Subscribe,
)
from bot.chat.callbacks import decode, encode
from bot.state.schedule import Pace

NUMBERS = st.integers(1, 10**18 - 1)
HOURS = st.integers(0, 23)
ABOUTS = st.one_of(
    st.just(About()),
    st.builds(
        About,
        st.from_regex("[0-9]{0,3}", fullmatch=True),
        st.from_regex("[A-Za-z0-9_.]{1,12}", fullmatch=True),
    ),
    st.builds(About, category=st.from_regex("[0-9a-f]{8}", fullmatch=True)),
)
PACES: list[tuple[Pace, int]] = [("now", 8), ("hourly", 8), *(("daily", hour) for hour in range(24))]
PRESSES = st.one_of(
    st.builds(Rehearse, ABOUTS),
    st.tuples(ABOUTS, st.sampled_from(PACES)).map(lambda two: Subscribe(two[0], *two[1])),
    st.just(ListAlerts()),
    st.builds(EditAlert, NUMBERS),
    st.tuples(NUMBERS, st.sampled_from(PACES)).map(lambda two: SetPace(two[0], *two[1])),
    st.builds(SetCalm, NUMBERS, HOURS, HOURS),
    st.builds(SetCap, NUMBERS, st.integers(1, 99)),
    st.builds(Mute, NUMBERS, st.booleans(), st.booleans()),
    st.builds(DeleteAlert, NUMBERS),
)


@given(PRESSES)
def test_every_button_fits_and_comes_back(press: AlertPress) -> None:
    data = encode(press)
    assert len(data.encode()) <= 64
    assert decode(data) == press


NOBODYS = "a an: an:k1 an:k1. an:c12 as as:x as:d24 ap:0:n ap:7:d aq:7:24:1 aq:7:1 ac:7:0 ac:7:100 am: al:1"


@pytest.mark.parametrize(
    "rest", [*NOBODYS.split(), "au:1:x", "ae:-1", "ay:1", "ae:9999999999999999999", "ax:1 "]
)
def test_data_that_nobody_made_means_nothing(rest: str) -> None:
    assert decode(f"1:{rest}") is None
