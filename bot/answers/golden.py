"""Which questions get the right article first, from one generation and from another, as readers would ask.

What editors pinned or hid plays no part: that holds for both. Words alone decide, since the vectors of what
is new are made when it answers already.
"""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.answers.answer import Found
from bot.answers.responder import Responder, Wish
from bot.answers.scoping import Scoping
from bot.errors import EngineError
from bot.search.alias_files import load_aliases
from bot.search.engine import Reader, View
from bot.search.keeper import LexiconKeeper
from bot.search.trial import Golden, Tried

FIRST = Wish(page=1, size=1)


async def tried(
    golden: tuple[Golden, ...],
    after: Reader,
    before: Reader,
    *,
    aliases: Path,
    timezone: ZoneInfo,
    folder: Path,
) -> Tried:
    """folder: of the index, where the old generation's lexicon lies; that of the new one is made here."""
    now = await _right(golden, after, LexiconKeeper(after, aliases=load_aliases(aliases)), timezone)
    try:
        keeper = LexiconKeeper(before, aliases=load_aliases(aliases), folder=folder)
        then = await _right(golden, before, keeper, timezone)
    except EngineError:  # there is none, or it was built in another way
        return Tried(len(golden), None, len(now))
    lost = tuple(one.question for one in golden if one in then - now)
    return Tried(len(golden), len(then), len(now), lost)


async def _right(
    golden: tuple[Golden, ...], reader: Reader, keeper: LexiconKeeper, timezone: ZoneInfo
) -> frozenset[Golden]:
    await keeper.renew()
    lexicon = keeper.current

    def look(view: View) -> frozenset[Golden]:
        responder = Responder(view, lexicon, Scoping(timezone))
        return frozenset(one for one in golden if _is_right(responder, one))

    return await reader.look(look)


def _is_right(responder: Responder, golden: Golden) -> bool:
    answer = responder.ask(golden.question, FIRST, None)
    if not isinstance(answer, Found):
        return False
    first = answer.cards[0]
    merged = responder.view.stand_ins([golden.article])
    return first.article.id in (golden.article, merged.get(golden.article))
