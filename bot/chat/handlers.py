"""What a reader says -> Answerer -> view -> send. No wording, no HTML, no judgement here."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message
from telegram.constants import MessageEntityType
from telegram.ext import filters

from bot.answers.answer import Answer, Categories, Found, Latest
from bot.chat.answered import Shown
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.linked import target_of
from bot.chat.links import ArticleLink, CategoryLink, QuestionLink, decode_payload
from bot.chat.recall import Asked, asker_of
from bot.chat.reply import Reply
from bot.chat.texts import Texts, language_of
from bot.chat.views.alone import article, noted
from bot.chat.views.answers import shown
from bot.chat.views.categories import categories
from bot.chat.views.editing import with_editing
from bot.chat.views.help import about, guide, privacy
from bot.chat.views.latest import latest
from bot.posts.post import Article
from bot.state import questions as asking

CATEGORIES_A_PAGE = 16  # eight rows of two: as much as a phone shows at once
QUIET = Outcome("quiet")


def outcome_of(answer: Answer) -> Outcome:
    """found, latest, categories, nothing:<reason> or help, with the number of hits."""
    name = type(answer).__name__.lower()
    if isinstance(answer, Found | Latest | Categories):
        return Outcome(name, answer.total)
    reason = getattr(answer, "reason", "")
    return Outcome(f"{name}:{reason}" if reason else name)


def has_question(answer: Answer) -> bool:
    """Was there something to search for, which a follow-up could change?"""
    return getattr(answer, "reason", "") not in ("empty", "too_long", "no_terms")


def changed_question(answer: Answer) -> str:
    """What a follow-up made of the question before, "" where a question stood for itself."""
    understood = getattr(answer, "question", None)
    return understood.text if understood and understood.rewritten else ""


def logged(answer: Answer, question: str, texts: Texts) -> asking.Asked:
    """What is written down of a question: not who asked it, nor where."""
    cards = answer.cards if isinstance(answer, Found | Latest) else ()
    article = cards[0].article.id if cards else ""
    return asking.Asked(question, outcome_of(answer).result, article, language_of(texts))


class Conversation:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def question(self, turn: Turn, *, repeated: bool = False) -> Outcome:
        """Any text in a private chat, /ask anywhere, a mention or a reply in a group; `repeated`: on top of
        the answer, as the reader's message does not show it: a link's, which follows no other. An edited
        answer repeats its question, too, since buttons may be told the reader's message as it was."""
        before = self._desk.answered.to(turn.message)
        previous = "" if repeated else self._desk.recall.before(turn.message, before)
        answer = await turn.answers.ask(turn.text, previous=previous)
        changed = changed_question(answer)
        told = changed or (turn.text if repeated or before else "")
        now = await self._put(turn, self._shown(turn, answer, question=told), before)
        if now:
            self._desk.answered.note(turn.message, turn.text, now)
        if has_question(answer):
            asked = Asked(changed or turn.text, previous, now)
            self._desk.recall.note(asker_of(turn.message), asked, instead_of=before)
            self._desk.state.questions.note(logged(answer, asked.question, turn.texts))
        return outcome_of(answer)

    async def edited(self, turn: Turn) -> Outcome:
        """A question that was edited: so is its answer. Telegram also tells of edits that nobody sees."""
        if self._desk.answered.says_the_same(turn.message, turn.text):
            return Outcome("same")
        return await self.question(turn)

    async def latest(self, turn: Turn) -> Outcome:
        answer = await turn.answers.latest(turn.text or None)
        if turn.text or not isinstance(answer, Latest):
            return await self._answer(turn, answer)
        offered = await turn.answers.categories(size=CATEGORIES_A_PAGE)
        await self._send(turn, latest(answer, turn.texts, self._desk.now(), offered=offered))
        return outcome_of(answer)

    async def start(self, turn: Turn) -> Outcome:
        """What a link leads to, or a greeting."""
        match decode_payload(turn.text):
            case ArticleLink() as link:
                return await self._linked_article(turn, link)
            case CategoryLink(wanted):
                return await self._linked_category(turn, wanted)
            case QuestionLink(text):
                return await self.question(replace(turn, text=text), repeated=True)
        return await self._answer(turn, await turn.answers.help())

    async def _linked_article(self, turn: Turn, link: ArticleLink) -> Outcome:
        """The article, or the nearest one with a word that it is another."""
        target = await target_of(link, turn.answers)
        if target.article is None or not await self._admitted(turn, target.article):
            greeting = shown(await turn.answers.help(), turn.texts, self._desk.now(), private=turn.private)
            await self._send(turn, noted(turn.texts.vanished, greeting))
            return Outcome("vanished")
        reply = article(target.article, turn.texts, self._desk.now())
        await self._send(turn, noted(turn.texts.vanished_near, reply) if target.vanished else reply)
        return Outcome("nearest" if target.vanished else "article", 1)

    async def _admitted(self, turn: Turn, linked: Article) -> bool:
        chosen = (await self._desk.settings_of(turn.message.chat)).categories
        return not chosen or linked.category.slug in chosen

    async def _linked_category(self, turn: Turn, wanted: str) -> Outcome:
        """The newest of the category, or all categories with a word that it is gone."""
        if category := await self._desk.category(wanted):
            return await self._answer(turn, await turn.answers.latest(category.slug))
        offered = categories(await turn.answers.categories(size=CATEGORIES_A_PAGE), turn.texts)
        await self._send(turn, noted(turn.texts.category_gone, offered))
        return Outcome("vanished")

    async def help(self, turn: Turn) -> Outcome:
        bot = turn.message.get_bot()
        inline = bot.username if bot.supports_inline_queries else ""
        await self._send(turn, guide(turn.texts, private=turn.private, admin=turn.admin, inline=inline))
        return Outcome("help")

    async def about(self, turn: Turn) -> Outcome:
        await self._send(turn, about(turn.texts, self._desk.version))
        return Outcome("about")

    async def privacy(self, turn: Turn) -> Outcome:
        kept = self._desk.state
        days, votes = kept.questions.keep_days, kept.votes.keep_days
        await self._send(turn, privacy(turn.texts, days, votes, host=self._desk.sends_to))
        return Outcome("privacy")

    async def unknown(self, turn: Turn) -> Outcome:
        """A command that is none; in a group it may be meant for another bot."""
        if not turn.private:
            return QUIET
        await self._send(turn, Reply(turn.texts.unknown_command))
        return Outcome("unknown_command")

    async def no_text(self, turn: Turn) -> Outcome:
        await self._send(turn, Reply(turn.texts.text_only))
        return Outcome("no_text")

    async def _answer(self, turn: Turn, answer: Answer) -> Outcome:
        await self._send(turn, self._shown(turn, answer))
        return outcome_of(answer)

    def _shown(self, turn: Turn, answer: Answer, *, question: str = "") -> Reply:
        reply = shown(answer, turn.texts, self._desk.now(), private=turn.private, question=question)
        asked = question or turn.text
        if not (turn.admin and turn.private and isinstance(answer, Found)):
            return reply
        return with_editing(reply, answer, None, asked, turn.texts)

    async def _send(self, turn: Turn, reply: Reply) -> Message | None:
        return await self._desk.sender.reply(turn.message, reply)

    async def _put(self, turn: Turn, reply: Reply, before: Shown | None) -> Shown | None:
        """Where the answer stands: in place of the one before, if there is one that can be edited."""
        bot = turn.message.get_bot()
        if before and await self._desk.sender.change(bot, before.chat, before.message, reply):
            return before
        sent = await self._send(turn, reply)
        return Shown(sent.chat_id, sent.message_id) if sent else None


class Addressed(filters.MessageFilter):
    """A group message that replies to one of the bot's messages or mentions the bot."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        answered = message.reply_to_message
        if answered and answered.from_user and answered.from_user.id == bot.id:
            return True
        mentions = message.parse_entities([MessageEntityType.MENTION]).values()
        return f"@{bot.username}".lower() in (mention.lower() for mention in mentions)


class OwnCard(filters.MessageFilter):
    """An article that a reader has chosen in inline mode: the bot's own words, no question."""

    def filter(self, message: Message) -> bool:
        return message.via_bot is not None and message.via_bot.id == message.get_bot().id
