"""How it stands with meaning in a running bot: in the process that answers, and in that of the vectors."""

from __future__ import annotations

from bot.answers.apart import AnswererApart
from bot.search.meaning.builder import Builder
from bot.search.meaning.progress import MeaningStatus


class RunningMeaning:
    """model: as its owner calls it. host: of another's machine on which it runs, else ""."""

    def __init__(self, model: str, host: str, answerer: AnswererApart, builder: Builder) -> None:
        self._model, self.host, self._answerer, self._builder = model, host, answerer, builder

    async def status(self) -> MeaningStatus:
        """Raises EngineError where the answering process cannot say."""
        trouble = await self._answerer.trouble()
        made = self._builder.state
        return MeaningStatus(self._model, made.building, trouble or made.trouble)
