"""Inline mode: articles to choose from in any chat."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.answers.answer import Nothing, Understood
from bot.answers.answerer import Answerer
from bot.chat.inline import decode_offset
from bot.chat.links import to_article, to_question
from bot.chat.reply import Button
from bot.chat.texts import EN, ZH
from bot.chat.views.inline import inline_results
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from tests.chat.people import ARTICLES, GROUP, NOW, SHANGHAI, House, Person, article
from tests.chat.wire import BOT, Call, Refused

MANY = [article(n, f"泉州出口简报第{n}期", f"前两月出口增长{n}%。") for n in range(10, 75)]


async def answered(person: Person, query: str, offset: str = "") -> dict[str, Any]:
    (call,) = await person.inline(query, offset)
    assert call.method == "answerInlineQuery"
    return call.data


async def test_a_question_is_answered_with_cards_that_lead_to_source_and_bot(ann: Person) -> None:
    data = await answered(ann, "海川股份派发现金红利多少")
    (one,) = data["results"]
    assert one["title"] == ARTICLES[0].title
    assert one["description"].startswith("泉州晚报 · 今天 17:00\n海川股份公告")
    content = one["input_message_content"]
    assert "<b>" in content["message_text"]
    assert content["link_preview_options"]["url"] == ARTICLES[0].url
    ((source, more),) = one["reply_markup"]["inline_keyboard"]
    assert (source["text"], source["url"].partition("#")[0]) == (ZH.read, ARTICLES[0].url)
    assert more == {
        "text": ZH.ask_more,
        "url": f"https://t.me/wenda_bot?start={to_question('海川股份派发现金红利多少')}",
    }
    assert data["button"] == {
        "text": ZH.inline_found.format(total=1),
        "start_parameter": to_question("海川股份派发现金红利多少"),
    }


async def test_nothing_asked_yet_gets_the_newest(ann: Person) -> None:
    data = await answered(ann, " ")
    assert data["results"][0]["title"] == ARTICLES[0].title
    assert len(data["results"]) == 10
    assert data["button"]["text"] == ZH.inline_latest
    start = data["results"][0]["reply_markup"]["inline_keyboard"][0][1]["url"]
    assert start == f"https://t.me/wenda_bot?start={to_article(ARTICLES[0])}"


async def test_only_what_tells_no_language_is_personal(ann: Person, bob: Person) -> None:
    chinese = await answered(bob, "海川股份派发现金红利")
    assert not chinese.get("is_personal")
    assert chinese["cache_time"] == 300
    assert chinese["button"]["text"] == ZH.inline_found.format(total=1)
    for query in ("", "hcgf"):
        assert (await answered(ann, query))["is_personal"]
    assert (await answered(bob, ""))["button"]["text"] == EN.inline_latest
    assert (await answered(bob, ""))["cache_time"] == 60


async def test_with_one_language_for_all_nothing_is_personal() -> None:
    house = House(language="en")
    await house.open()
    data = await answered(Person(house, 1), "")
    assert not data.get("is_personal")
    assert data["button"]["text"] == EN.inline_latest
    await house.close()


@pytest.mark.parametrize("query", ["泉州出口简报", ""])
async def test_pages_follow_each_other_up_to_fifty(query: str) -> None:
    house = House()
    await house.open(MANY)
    ann, offset, seen = Person(house, 1), "", []
    for _ in range(5):
        data = await answered(ann, query, offset)
        seen += [one["id"] for one in data["results"]]
        offset = data.get("next_offset", "")
    assert offset == ""
    assert len(seen) == len(set(seen)) == 50
    await house.close()


async def test_a_page_is_read_from_the_generation_of_the_one_before() -> None:
    house = House()
    await house.open(MANY)
    ann = Person(house, 1)
    first = await answered(ann, "")
    before = await answered(ann, "", first["next_offset"])
    newest = replace(ARTICLES[0], id="202203140000000099")
    await house.engine.update([document(newest)])
    after = await answered(ann, "", first["next_offset"])
    assert before["results"] == after["results"]
    assert (await answered(ann, ""))["results"][1]["id"] == first["results"][0]["id"]
    await house.close()


async def test_a_page_that_is_no_more_is_empty(ann: Person) -> None:
    data = await answered(ann, "海川股份派发现金红利多少", "3")
    assert data["results"] == []
    assert not data.get("next_offset")


@pytest.mark.parametrize("offset", ["1", "0", "6", "x", "2:", "2:a:8", "2:" + "g" * 25, "٢", "2\n", "2" * 65])
async def test_an_offset_of_another_origin_gets_nothing(ann: Person, offset: str) -> None:
    assert decode_offset(offset) is None
    assert (await answered(ann, "海川股份", offset))["results"] == []


async def test_an_honest_no_offers_what_comes_closest(ann: Person) -> None:
    none = await answered(ann, "量子火箭移民计划")
    assert none["results"] == []
    assert none["button"]["text"] == ZH.inline_nothing
    lacking = await answered(ann, "海川股份火箭移民")
    assert lacking["button"]["text"] == "没有同时提到 股份、火箭、移民 的文章，最接近的没有提到 移民、火箭。"
    no = Nothing(Understood("海川"), "uncovered", ("海川",), ARTICLES[:1])
    near = inline_results(no, ZH, NOW, question="海川")
    assert [one.title for one in near.results] == [ARTICLES[0].title]
    assert near.button == Button(ZH.inline_near, start=to_question("海川"))


async def test_a_long_query_is_cut_and_its_cards_lead_to_the_article(ann: Person) -> None:
    data = await answered(ann, "海川股份派发现金红利多少" + "，请问一下" * 60)
    assert data["button"]["start_parameter"] == "start"
    assert len(data["results"]) == 1
    long = await answered(ann, "海川股份公告2021年度拟每10股派发现金红利2元股东大会")
    start = long["results"][0]["reply_markup"]["inline_keyboard"][0][1]["url"]
    assert start == f"https://t.me/wenda_bot?start={to_article(ARTICLES[0])}"


async def test_the_same_article_has_the_same_id_in_every_answer(house: House, ann: Person) -> None:
    asked = (await answered(ann, "海川股份分红"))["results"][0]["id"]
    await house.engine.update([document(replace(ARTICLES[0], title="改过的标题"))])
    assert (await answered(ann, ""))["results"][0]["id"] == asked


async def test_before_the_first_index_and_too_fast_say_so_to_this_reader_only() -> None:
    house = House()
    await house.start()
    ann = Person(house, 1)
    early = await answered(ann, "海川")
    assert (early["results"], early["cache_time"], early["is_personal"]) == ([], 0, True)
    assert early["button"]["text"] == ZH.not_ready
    for _ in range(29):
        await ann.inline("海川")
    fast = await answered(ann, "海川")
    assert (fast["button"]["text"], fast["cache_time"], fast["is_personal"]) == (ZH.too_fast, 0, True)
    await house.close()


async def test_an_answer_that_comes_too_late_is_nobodys_mistake(house: House, ann: Person) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    house.wire.fail("answerInlineQuery", Refused(400, late))
    assert len(await ann.inline("海川股份分红")) == 1
    assert house.wire.of("sendMessage") == []


class Slow(Answerer):
    """Answers when it may."""

    def __init__(self, engine: MemoryEngine) -> None:
        super().__init__(engine, timezone=SHANGHAI)
        self.may_answer = asyncio.Event()
        self.asked: list[str] = []

    async def ask(self, text: str, **options: Any) -> Any:
        self.asked.append(text)
        await self.may_answer.wait()
        return await super().ask(text, **options)


async def test_of_the_queries_of_one_who_types_on_only_the_newest_is_searched_for() -> None:
    engine = MemoryEngine()
    slow = Slow(engine)
    house = House(engine=engine, answerer=slow)
    await house.open()
    ann = Person(house, 1)
    typing = [asyncio.ensure_future(ann.inline(query)) for query in ("海川", "海川股", "海川股份分红")]
    await house.settle()
    slow.may_answer.set()
    await asyncio.gather(*typing)
    assert slow.asked == ["海川", "海川股份分红"]
    calls: list[Call] = house.wire.of("answerInlineQuery")
    told = [(len(one.data["results"]), one.data["cache_time"]) for one in calls]
    assert told == [(1, 300), (0, 0), (1, 300)]
    await house.close()


class Broken(Answerer):
    async def ask(self, text: str, **options: Any) -> Any:
        raise KeyError(text)


async def test_an_unexpected_error_is_told_to_who_asked() -> None:
    engine = MemoryEngine()
    house = House(engine=engine, answerer=Broken(engine, timezone=SHANGHAI))
    await house.open()
    told, alarm = await Person(house, 1).inline("海川股份分红")
    assert told.data["button"]["text"] == ZH.failure
    assert told.data["is_personal"]
    assert alarm.data["chat_id"] == 9
    await house.close()


async def test_help_tells_of_it_where_it_is_switched_on(ann: Person) -> None:
    assert "@wenda_bot" in (await ann.ask("/help")).text


@pytest.mark.parametrize("chat", [0, GROUP])
async def test_a_card_that_was_chosen_is_no_question(ann: Person, chat: int) -> None:
    await ann.ask("/ask 海川股份", chat=chat)
    assert await ann.post(chat, 2, text="海川股份派发现金红利", via_bot=BOT) == []


async def test_an_answer_that_was_lost_on_the_way_is_given_again(house: House, ann: Person) -> None:
    house.wire.fail("answerInlineQuery", NetworkError("reset"))
    assert len(await ann.inline("海川股份派发现金红利")) == 2
