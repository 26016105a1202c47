"""A process that is killed: it casts votes one after the other and says each that is stored."""

from __future__ import annotations

import asyncio
import itertools
import sys

from bot.chat.clock import SYSTEM
from bot.state.state import open_state


async def main(url: str, most: int) -> None:
    state = open_state(url, clock=SYSTEM)
    for number in itertools.islice(itertools.count(1), most):
        await state.votes.cast(number, "q", "a", 1)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    await state.aclose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
