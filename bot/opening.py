"""What the answering process of a running bot opens: little code, so that it stands soon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer


def open_answerer(folder: Path, aliases: Path, timezone: ZoneInfo) -> Answerer:
    """An answerer over the local index in `folder`, with the lexicon that whoever refreshes it makes:
    making it here would keep readers waiting."""
    from bot.answers.answerer import Answerer
    from bot.search.alias_files import load_aliases
    from bot.search.engines.opening import open_engine
    from bot.search.keeper import LexiconKeeper

    engine = open_engine("local", folder)
    lexicon = LexiconKeeper(engine, aliases=load_aliases(aliases), folder=folder, makes=False)
    return Answerer(engine, timezone=timezone, lexicon=lexicon)
