"""Ranking by words and meaning: what meaning changes, what it brings, and that without it nothing changes."""

from __future__ import annotations

from bot.answers.answer import Found
from bot.answers.candidates import BROUGHT, CANDIDATES
from bot.search.meaning.sense import Typical
from tests.answers.engine import FARM, FLASH, NEWS, an_article, answering
from tests.answers.senses import TYPICAL, ToldSense

QUESTION = "翎动汽车交付"
FAR, NEAR = TYPICAL.mean, TYPICAL.mean + 6 * TYPICAL.deviation


async def ranked(question: str, sense: ToldSense | None, *, limit: int = 10) -> list[tuple[str, float]]:
    ranking = await (await answering(NEWS, sense=sense)).ranking(question, limit=limit)
    return list(ranking.articles)


async def test_without_meaning_nothing_changes_to_the_last_digit() -> None:
    alone = await ranked(QUESTION, None)
    alike = ToldSense({QUESTION: {"storm": NEAR}}, Typical(0.8, 0.0))
    for sense in (ToldSense({}), ToldSense({QUESTION: {}}), alike):
        assert await ranked(QUESTION, sense) == alone
        answers = [await (await answering(NEWS, sense=one)).ask(QUESTION) for one in (None, sense)]
        assert answers[0] == answers[1]


async def test_of_two_articles_with_the_same_words_the_nearer_comes_first() -> None:
    first, second = [key for key, _ in await ranked(QUESTION, None)][:2]
    told = dict.fromkeys([one.id for one in NEWS], FAR)
    assert (await ranked(QUESTION, ToldSense({QUESTION: told})))[0][0] == first
    assert (await ranked(QUESTION, ToldSense({QUESTION: told | {second: NEAR}})))[0][0] == second


async def test_meaning_brings_what_no_word_finds() -> None:
    question = "大风刮断了多少树木"
    told = dict.fromkeys([one.id for one in NEWS], FAR) | {"harvest": NEAR}
    alone = [key for key, _ in await ranked(question, None)]
    assert "harvest" not in alone
    assert "harvest" in [key for key, _ in await ranked(question, ToldSense({question: told}))]


async def test_what_is_brought_lies_within_the_filter() -> None:
    question = "翎动汽车"
    told = dict.fromkeys([one.id for one in NEWS], NEAR)
    answerer = await answering(NEWS, sense=ToldSense({question: told}))
    found = await answerer.ask(question, category=FLASH.slug)
    assert isinstance(found, Found)
    assert {card.article.category for card in found.cards} == {FLASH}
    farm = answerer.within(frozenset({FARM.slug}))
    candidates = await farm.candidates(question, limit=50)
    assert {hit.article.id for hit in candidates.hits} == {"storm", "harvest"}
    assert all(one.brought for one in candidates.nearness)


async def test_what_lies_behind_the_candidates_is_listed_once() -> None:
    many = [an_article(f"{number:03}", "翎动汽车交付", f"第{number}天", days=number) for number in range(80)]
    told = {f"{number:03}": NEAR - number / 1000 for number in range(80)}
    answerer = await answering(many, sense=ToldSense({QUESTION: told}))
    ranking = await answerer.ranking(QUESTION, limit=100)
    names = [key for key, _ in ranking.articles]
    assert sorted(names) == sorted(told)
    scores = [score for _, score in ranking.articles]
    assert scores == sorted(scores, reverse=True)
    candidates = await answerer.candidates(QUESTION, limit=100)
    assert sum(one.brought for one in candidates.nearness) == BROUGHT
    assert len(candidates.hits) == CANDIDATES + BROUGHT


async def test_a_vector_of_another_passage_than_the_words_found_does_not_hurt() -> None:
    far = an_article("far", "一周要闻", f"{'天气晴朗，无风无雨。' * 60}翎动汽车交付24870辆。")
    short = [an_article(f"{number}", "翎动汽车", "翎动汽车的交付。", days=number) for number in range(9)]
    told = {"far": FAR} | dict.fromkeys([one.id for one in short], NEAR)
    places = []
    for many, names in ((1, told), (4, told), (1, {key: told[key] for key in told if key != "far"})):
        answerer = await answering([far, *short], sense=ToldSense({QUESTION: names}, many=many))
        scores = dict((await answerer.ranking(QUESTION, limit=10)).articles)
        places.append(scores["far"])
    beginning, whole, none = places
    assert beginning == none > whole


async def test_the_meaning_of_codes_figures_and_pinyin_is_not_asked_for() -> None:
    sense = ToldSense({})
    answerer = await answering(NEWS, sense=sense)
    await answerer.prepare()
    for text in ("09618", "24870", "09618.HK 27.20", "saitong jiqiren 10月", "luochuan pingguo"):
        await answerer.ask(text)
    assert sense.begun == []
    await answerer.ask("09618 挂牌")
    assert sense.begun == ["09618 挂牌"]


async def test_a_title_as_it_is_written_finds_its_article_whatever_is_nearer() -> None:
    right, twin = (one for one in NEWS if one.id in ("september", "october"))
    asked = f"{right.title}。"
    told = dict.fromkeys([one.id for one in NEWS], FAR) | {twin.id: NEAR + 0.04}
    assert (await ranked(asked, ToldSense({asked: told})))[0][0] == right.id
    assert (await ranked(asked, None))[0][0] == right.id
