"""Looking through the articles: the commands and the buttons for it."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from bot.answers.answer import Categories, Dated, Days, NoDays, NoSecurity, OfSecurity, Security
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.handlers import CATEGORIES_A_PAGE
from bot.chat.page_buttons import SEARCHED, CategoriesPage, DatePage, SecurityPage
from bot.chat.ports import Answers
from bot.chat.recall import Asked, asker_of
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.browsing import dated, of_security
from bot.chat.views.categories import categories

BrowsingPress = CategoriesPage | DatePage | SecurityPage
Browsed = Categories | Dated | NoDays | OfSecurity | NoSecurity


class Browsing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def categories(self, turn: Turn) -> Outcome:
        """/categories, or /categories 晚报: all, or those with this in their names."""
        found = await turn.answers.categories(text=turn.text, size=CATEGORIES_A_PAGE)
        return await self._answer(turn, found)

    async def date(self, turn: Turn) -> Outcome:
        """/date 2022-03-14: the articles of a day; of the newest day where none is named."""
        return await self._answer(turn, await turn.answers.dated(turn.text, now=self._desk.now()))

    async def stock(self, turn: Turn) -> Outcome:
        """/stock 600036 or a name: the articles that link a security, which a follow-up may ask about."""
        answer = await turn.answers.of_security(turn.text)
        if isinstance(answer, OfSecurity):
            name = answer.security.name or answer.security.code
            self._desk.recall.note(asker_of(turn.message), Asked(name, "", None))
        return await self._answer(turn, answer)

    async def pressed(
        self, query: CallbackQuery, message: Message, press: BrowsingPress, asked: str
    ) -> Outcome:
        """Another page, other days, another security, other categories, in the same message.

        asked: the text that the message answers, "" where it is gone.
        """
        texts = self._desk.texts(query.from_user)
        if isinstance(press, CategoriesPage) and press.part == SEARCHED and not asked:
            await self._desk.sender.answer(query, texts.question_gone)
            return Outcome("refused")
        await self._desk.sender.answer(query)
        answer = await self._pressed(await self._desk.answers(message.chat), press, asked)
        wanted = getattr(press, "generation", "")
        renewed = wanted != "" and getattr(answer, "version", wanted) != wanted
        await self._desk.sender.edit(message, self._shown(answer, texts, renewed=renewed))
        return outcome_of(answer)

    async def _pressed(self, answers: Answers, press: BrowsingPress, asked: str) -> Browsed:
        if isinstance(press, CategoriesPage):
            searched = press.part == SEARCHED
            text, letter = (asked, "") if searched else ("", press.part)
            return await answers.categories(text=text, letter=letter, page=press.page, size=CATEGORIES_A_PAGE)
        page, version = press.page, press.generation or None
        if isinstance(press, DatePage):
            return await answers.dated(Days(press.first, press.last), page=page, version=version)
        wanted = Security(press.market, press.code, "")
        return await answers.of_security(wanted, page=page, version=version)

    async def _answer(self, turn: Turn, answer: Browsed) -> Outcome:
        await self._desk.sender.reply(turn.message, self._shown(answer, turn.texts))
        return outcome_of(answer)

    def _shown(self, answer: Browsed, texts: Texts, *, renewed: bool = False) -> Reply:
        if isinstance(answer, Categories):
            return categories(answer, texts)
        if isinstance(answer, Dated | NoDays):
            return dated(answer, texts, self._desk.now(), renewed=renewed)
        return of_security(answer, texts, self._desk.now(), renewed=renewed)


def outcome_of(answer: Browsed) -> Outcome:
    """categories, date or stock, with how many there are; date:unknown or stock:unknown."""
    if isinstance(answer, Categories):
        return Outcome("categories", answer.total)
    kind = "date" if isinstance(answer, Dated | NoDays) else "stock"
    if isinstance(answer, Dated | OfSecurity):
        return Outcome(kind, answer.total)
    return Outcome(f"{kind}:unknown")
