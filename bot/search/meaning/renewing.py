"""An indexer after whose work the vectors of what is new are made."""

from __future__ import annotations

from bot.search.apart import Apart
from bot.search.engine import Status
from bot.search.meaning.builder import Builder
from bot.search.report import IndexReport, OnProgress, Outlook, silent
from bot.search.trial import Golden


class Renewing:
    """The same as the indexer."""

    def __init__(self, indexer: Apart, builder: Builder) -> None:
        self._indexer, self._builder = indexer, builder

    async def refresh(
        self,
        on_progress: OnProgress = silent,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        golden: tuple[Golden, ...] = (),
    ) -> IndexReport:
        """See `Indexer.refresh`."""
        report = await self._indexer.refresh(on_progress, rebuild=rebuild, automatic=automatic, golden=golden)
        if report.added or report.changed or report.removed or not self._builder.state.version:
            await self._builder.renew()
        return report

    async def rollback(self) -> Status:
        """See `Indexer.rollback`."""
        status = await self._indexer.rollback()
        await self._builder.renew()
        return status

    async def outdated(self) -> str:
        """See `Indexer.outdated`."""
        return await self._indexer.outdated()

    async def outlook(self) -> Outlook:
        """See `Indexer.outlook`."""
        return await self._indexer.outlook()

    async def aclose(self) -> None:
        await self._builder.aclose()
        await self._indexer.aclose()
