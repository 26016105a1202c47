"""A curation as it is applied, to one generation of an index after the other. Pure: nothing waits here.

Two questions are the same where what is searched for is: 请问澜柏新能的净利润是多少？ is 澜柏新能净利润.
"""

from __future__ import annotations

from bot.answers.curation import NOTHING_CURATED, Curation
from bot.answers.hiding import Hiding
from bot.answers.question import LONGEST, understand
from bot.answers.remembered import Remembered
from bot.search.engine import View


class Curated:
    """Never changed: another curation is another one of these."""

    def __init__(self, curation: Curation = NOTHING_CURATED) -> None:
        self._pins = {one_form(pin.question): pin.article for pin in curation.pins}
        self._hidden = Remembered(lambda view: _hidden_in(view, curation.hidden))

    def view(self, whole: View) -> View:
        """The generation without what is hidden."""
        hidden = self._hidden.of(whole)
        return Hiding(whole, hidden) if hidden else whole

    def pinned(self, question: str) -> str:
        """The id of the article that answers it first, "" where none was chosen."""
        return self._pins.get(one_form(question), "") if self._pins else ""


def one_form(question: str) -> str:
    """What is searched for, by the same rules as in any question, without blanks."""
    return "".join(understand(question[:LONGEST]).understood.terms)


def _hidden_in(view: View, hidden: frozenset[str]) -> frozenset[str]:
    """Those of the ids that this generation has, or what they were merged into."""
    if not hidden:
        return hidden
    named = {*hidden, *view.stand_ins(sorted(hidden)).values()}
    return frozenset(view.kept(named))
