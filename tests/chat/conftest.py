from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.chat.people import House, Person


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """Ten articles and a bot that answers over the false wire; 9 is an admin."""
    house = House()
    await house.open()
    yield house
    await house.close()


@pytest.fixture
def ann(house: House) -> Person:
    return Person(house, 1)


@pytest.fixture
def bob(house: House) -> Person:
    return Person(house, 2, lang="en")


@pytest.fixture
def admin(house: House) -> Person:
    return Person(house, 9)
