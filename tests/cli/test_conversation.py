"""What a line of the reader leads to, with the real answerer over a small corpus in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answer import Card, Categories, Found, Help, Latest, Nothing
from bot.answers.answerer import Answerer
from bot.cli.conversation import Conversation, Remark
from bot.cli.texts import ENGLISH
from bot.posts.post import Article, Category
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document

WORDS = ("海川股份", "东岭电力", "南山机械", "西江化工", "北辰软件", "中原水务", "远山食品")


def article(number: int) -> Article:
    return Article(
        id=f"a{number}",
        path=f"_posts/a{number}.md",
        title=f"{WORDS[number]}公告分红方案",
        date=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number),
        category=Category("yaowen", "要闻") if number % 2 else Category("gonggao", "公告"),
        source="",
        url="",
        summary="",
        text=f"{WORDS[number]}拟向全体股东分红，每10股派{number + 1}元。",
    )


@pytest.fixture
async def talk() -> Conversation:
    engine = MemoryEngine()
    await engine.rebuild([document(article(number)) for number in range(len(WORDS))], fingerprint="test")
    return Conversation(Answerer(engine, timezone=ZoneInfo("UTC"), page_size=3), ENGLISH)


async def test_a_question_is_answered_and_a_number_opens_an_answer(talk: Conversation) -> None:
    found = await talk.hear("海川股份分红多少")
    assert isinstance(found, Found)
    opened = await talk.hear("1")
    assert isinstance(opened, Card)
    assert opened == found.cards[0]
    assert opened.article.id == "a0"


async def test_a_number_without_a_list_is_a_question(talk: Conversation) -> None:
    assert isinstance(await talk.hear("1"), Found | Nothing)


@pytest.mark.parametrize("further", ["n", ""])
async def test_pages_turn_to_both_ends(talk: Conversation, further: str) -> None:
    assert isinstance(await talk.hear("p"), Found | Nothing)  # nothing to turn yet: a question
    await talk.hear("/latest")
    assert talk.has_pages
    assert await talk.hear("p") == Remark(ENGLISH.first_page)
    seen = []
    for _ in range(2):
        page = await talk.hear(further)
        assert isinstance(page, Latest)
        seen.append([card.article.id for card in page.cards])
    assert seen == [["a3", "a2", "a1"], ["a0"]]
    assert await talk.hear(further) == Remark(ENGLISH.last_page)
    back = await talk.hear("p")
    assert isinstance(back, Latest)
    assert back.page == 2


async def test_a_single_page_has_no_other(talk: Conversation) -> None:
    await talk.hear("海川股份分红多少")
    assert not talk.has_pages
    assert await talk.hear("n") == Remark(ENGLISH.last_page)


async def test_a_number_on_a_later_page_is_the_one_shown(talk: Conversation) -> None:
    await talk.hear("/latest")
    await talk.hear("n")
    opened = await talk.hear("4")
    assert isinstance(opened, Card)
    assert opened.article.id == "a3"


async def test_a_number_in_the_categories_shows_its_latest(talk: Conversation) -> None:
    categories = await talk.hear("/categories")
    assert isinstance(categories, Categories)
    latest = await talk.hear("2")
    assert isinstance(latest, Latest)
    assert latest.category == categories.categories[1].category


async def test_latest_takes_a_category_by_name(talk: Conversation) -> None:
    latest = await talk.hear("/latest 公告")
    assert isinstance(latest, Latest)
    assert latest.category == Category("gonggao", "公告")


@pytest.mark.parametrize("line", ["/help", "/start", ""])
async def test_help_is_always_near(talk: Conversation, line: str) -> None:
    assert isinstance(await talk.hear(line), Help)


async def test_a_question_may_be_a_command(talk: Conversation) -> None:
    assert isinstance(await talk.hear("/ask 海川股份分红"), Found)


@pytest.mark.parametrize("line", ["/reload", "/ask", "/"])
async def test_an_unknown_command_is_named(talk: Conversation, line: str) -> None:
    said = await talk.hear(line)
    assert isinstance(said, Remark)
    assert said.text.startswith(line)


@pytest.mark.parametrize("line", ["/quit", " /exit ", "/Q", "exit"])
async def test_the_reader_may_leave(talk: Conversation, line: str) -> None:
    assert await talk.hear(line) is None


def question_of(answer: object) -> tuple[str, bool]:
    assert isinstance(answer, Found | Nothing)
    return answer.question.text, answer.question.rewritten


async def test_a_follow_up_changes_one_thing_of_the_question_before_on_all_its_pages(
    talk: Conversation,
) -> None:
    await talk.hear("海川股份分红多少")
    assert question_of(await talk.hear("那东岭电力呢")) == ("东岭电力分红多少", True)
    await talk.hear("/latest")
    assert question_of(await talk.hear("换成南山机械")) == ("南山机械分红多少", True)
    await talk.hear("？")
    assert question_of(await talk.hear("那北辰软件呢")) == ("北辰软件分红多少", True)
    await talk.hear("2025年分红方案")
    assert question_of(await talk.hear("换成2026年")) == ("2026年分红方案", True)
    assert talk.has_pages
    assert question_of(await talk.hear("n")) == ("2026年分红方案", True)
