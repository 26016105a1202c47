"""What editors decide over answers from the chat: an article first for a question, or an article nowhere.

What was decided is on disk before it is told, and then handed to what answers.
"""

from __future__ import annotations

import logging
import re

from telegram import Message

from bot.answers.curation import NOTHING_CURATED, Curation
from bot.answers.curation import Pin as Pinning
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.editor_buttons import Decision, Hide, Listed, Pin, Show, Star, Unpin, Unstar
from bot.chat.reader_buttons import name_of
from bot.chat.reference import article_meant, article_named
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import editing as views
from bot.errors import WendaError
from bot.posts.post import Article
from bot.search.trial import Golden
from bot.state.curations import MOST_GOLDEN, MOST_HIDDEN, MOST_PINS

logger = logging.getLogger(__name__)

AGAIN = 30.0  # seconds until a curation that could not be read or handed on is tried again
GIVEN_AS = re.compile(r"(.+?)\s*[=＝]\s*(\S.*)", re.DOTALL)


class Editing:
    """questions: those that reloads are tried by."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.questions: tuple[Golden, ...] = ()

    async def begin(self) -> bool:
        """Hand on what was decided before; whether that could be done."""
        try:
            await self._learn_questions()
            if (decided := await self._curation()) != NOTHING_CURATED:
                await self._desk.answerer.curate(decided)
        except WendaError as error:
            logger.warning("what editors decided is not applied yet: %s", error)
            return False
        return True

    async def go_on(self) -> None:
        """Until it can be done."""
        while not await self.begin():
            await self._desk.clock.sleep(AGAIN)

    async def pin(self, turn: Turn) -> Outcome:
        """`/pin question = article`, or what is pinned."""
        if not turn.text:
            every = await self._desk.state.curations.pins()
            return await self._say(turn, views.pins(every, turn.texts), Outcome("pins", len(every)))
        given = GIVEN_AS.fullmatch(turn.text)
        if not given:
            return await self._say(turn, Reply(turn.texts.pins_none), Outcome("usage"))
        article = await self._meant(given[2])
        if article is None:
            return await self._say(turn, Reply(turn.texts.article_unknown), Outcome("unknown"))
        self._note(turn, "pin", f"{given[1]} = {article.id}")
        return await self._say(turn, await self._pin(given[1], article, turn.texts), Outcome("pin", 1))

    async def golden(self, turn: Turn) -> Outcome:
        """The questions that reloads are tried by."""
        every = await self._desk.state.curations.golden()
        return await self._say(turn, views.golden(every, turn.texts), Outcome("golden", len(every)))

    async def hide(self, turn: Turn) -> Outcome:
        """`/hide article`, or what is hidden."""
        if not turn.text:
            every = await self._desk.state.curations.hidden()
            return await self._say(turn, views.hidden_ones(every, turn.texts), Outcome("hidden", len(every)))
        article = await self._meant(turn.text)
        if article is None:
            return await self._say(turn, Reply(turn.texts.article_unknown), Outcome("unknown"))
        self._note(turn, "hide", article.id)
        return await self._say(turn, await self._hide(article, turn.texts), Outcome("hide", 1))

    async def pressed(self, press: Decision, message: Message, texts: Texts, question: str) -> Outcome:
        """A button that an admin pressed in private. question: that the message answers, "" if gone."""
        match press:
            case Pin(name) | Hide(name) | Star(name):
                return await self._decided(press, name, message, texts, question)
            case Unpin(digest):
                gone = await self._desk.state.curations.unpin(digest)
                await self._hand_on()
                told = views.unpinned(gone, texts)
            case Unstar(digest):
                told = views.unstarred(await self._desk.state.curations.unstar(digest), texts)
                await self._learn_questions()
            case Show(name):
                told = await self._show(name, texts)
            case Listed(what, page):
                await self._desk.sender.edit(message, await self._listed(what, page, texts))
                return Outcome(what)
        await self._desk.sender.reply(message, told)
        return Outcome(type(press).__name__.lower(), 1)

    async def _decided(
        self, press: Pin | Hide | Star, name: str, message: Message, texts: Texts, question: str
    ) -> Outcome:
        article = await article_named(name, question, self._desk.answerer, self._desk.engine)
        if article is None:
            told = Reply(texts.article_unknown)
        elif isinstance(press, Hide):
            told = await self._hide(article, texts)
        elif not question:
            told = Reply(texts.question_gone)
        elif isinstance(press, Star):
            told = await self._star(question, article, texts)
        else:
            told = await self._pin(question, article, texts)
        await self._desk.sender.reply(message, told)
        return Outcome(type(press).__name__.lower(), 1)

    async def _pin(self, question: str, article: Article, texts: Texts) -> Reply:
        if not await self._desk.state.curations.pin(question, article.id, article.title):
            return Reply(texts.edit_full.format(most=MOST_PINS))
        await self._hand_on()
        return views.pinned(question, article, texts)

    async def _star(self, question: str, article: Article, texts: Texts) -> Reply:
        if not await self._desk.state.curations.star(question, article.id, article.title):
            return Reply(texts.edit_full.format(most=MOST_GOLDEN))
        await self._learn_questions()
        return views.starred(question, article, texts)

    async def _hide(self, article: Article, texts: Texts) -> Reply:
        if not await self._desk.state.curations.hide(article.id, article.title):
            return Reply(texts.edit_full.format(most=MOST_HIDDEN))
        await self._hand_on()
        return views.hidden(article, texts)

    async def _show(self, name: str, texts: Texts) -> Reply:
        every = await self._desk.state.curations.hidden()
        known = next((one for one in every if name_of(one.article) == name), None)
        gone = await self._desk.state.curations.show(known.article) if known else None
        await self._hand_on()
        return views.shown_again(gone, texts)

    async def _listed(self, what: str, page: int, texts: Texts) -> Reply:
        if what == "pins":
            return views.pins(await self._desk.state.curations.pins(), texts, page)
        if what == "golden":
            return views.golden(await self._desk.state.curations.golden(), texts, page)
        return views.hidden_ones(await self._desk.state.curations.hidden(), texts, page)

    async def _learn_questions(self) -> None:
        every = await self._desk.state.curations.golden()
        self.questions = tuple(Golden(one.question, one.article) for one in every)

    async def _hand_on(self) -> None:
        """Let all answers follow what is decided now."""
        await self._desk.answerer.curate(await self._curation())

    async def _curation(self) -> Curation:
        pins = await self._desk.state.curations.pins()
        hidden = await self._desk.state.curations.hidden()
        return Curation(
            tuple(Pinning(one.question, one.article) for one in pins),
            frozenset(one.article for one in hidden),
        )

    async def _meant(self, said: str) -> Article | None:
        return await article_meant(said, self._desk.answerer, self._desk.engine)

    async def _say(self, turn: Turn, reply: Reply, outcome: Outcome) -> Outcome:
        await self._desk.sender.reply(turn.message, reply)
        return outcome

    def _note(self, turn: Turn, action: str, detail: str) -> None:
        if turn.reader:
            self._desk.state.audit.note(turn.reader.id, action, detail)
