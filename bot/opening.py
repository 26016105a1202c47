"""What the processes behind the conversing one open: little code, so that they stand soon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.search.meaning.choice import OFF, Choice

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer
    from bot.search.engine import Reader
    from bot.search.trial import Golden, Tried


async def try_golden(
    golden: tuple[Golden, ...],
    after: Reader,
    before: Reader,
    *,
    aliases: Path,
    timezone: ZoneInfo,
    folder: Path,
) -> Tried:
    """See `golden.tried`. Called in the process that refreshes, which alone loads what computes."""
    from bot.answers.golden import tried

    return await tried(golden, after, before, aliases=aliases, timezone=timezone, folder=folder)


def open_answerer(folder: Path, aliases: Path, timezone: ZoneInfo, choice: Choice = OFF) -> Answerer:
    """An answerer over the local index in `folder`, with the lexicon and the vectors that others make beside
    it: making them here would keep readers waiting."""
    from bot.answers.answerer import Answerer
    from bot.search.alias_files import load_aliases
    from bot.search.engines.opening import open_engine
    from bot.search.keeper import LexiconKeeper
    from bot.search.meaning.opening import open_sense

    engine = open_engine("local", folder)
    lexicon = LexiconKeeper(engine, aliases=load_aliases(aliases), folder=folder, makes=False)
    sense = open_sense(choice, folder)
    return Answerer(engine, timezone=timezone, lexicon=lexicon, sense=sense, aliases=aliases)
