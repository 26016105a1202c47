"""Questions made of articles: the same ones every time, of the article's own words, and each labelled."""

from __future__ import annotations

from bot.answers.evaluate import evaluate
from bot.answers.known_items import KINDS, by_kind, known_items, known_items_of
from bot.posts.post import Article
from bot.search.engines.memory import MemoryEngine
from bot.search.rarity import background
from bot.search.text import normalise
from bot.search.tokens import document, words
from tests.answers.engine import NEWS, an_article, answering

LONG = an_article(
    "long",
    "多地开展冬季清雪行动：环卫工人凌晨上路保障早高峰",
    "昨夜，多地普降大雪。环卫工人凌晨三点开始上路清雪，铲雪车和融雪剂都已就位。短句。",
)


class Rarity(dict[str, float]):
    """Every word is as rare as in Chinese at large."""

    def __missing__(self, word: str) -> float:
        return background(word)


async def engine_of(*articles: Article) -> MemoryEngine:
    engine = MemoryEngine()
    await engine.rebuild(map(document, articles), fingerprint="test")
    return engine


def test_an_article_is_asked_for_in_three_ways() -> None:
    made = known_items([LONG], Rarity())
    assert [question.id for question in made.questions] == [f"{kind}:long" for kind in KINDS]
    assert made.judgements == {f"{kind}:long": {"long": 1} for kind in KINDS}


def test_questions_are_of_the_articles_own_words_without_some() -> None:
    rare, title, sentence = (question.text for question in known_items([LONG], Rarity()).questions)
    text = normalise(f"{LONG.title}\n{LONG.text}")
    assert len(rare.split()) == 3
    assert all(word in text for word in rare.split())
    whole = words(normalise(LONG.title))
    assert 0 < len(title.replace(" ", "")) < len("".join(whole))
    for piece in (*title.split(), *sentence.split()):
        assert piece in text
    assert "短句" not in sentence


def test_the_rarest_words_are_taken_in_the_articles_order() -> None:
    rarity = Rarity({"高峰": 20.0, "凌晨": 18.0, "冬季": 19.0})
    assert known_items([LONG], rarity).questions[0].text == "冬季 凌晨 高峰"


def test_figures_and_question_words_are_no_words_to_remember_an_article_by() -> None:
    article = an_article("a", "谁在2022年为什么发债", "2022年3月4日 5.5% 为什么 谁")
    assert all(not question.id.startswith("words") for question in known_items([article], Rarity()).questions)


def test_too_short_an_article_is_not_asked_for() -> None:
    assert known_items([an_article("a", "快讯", "雪")], Rarity()).questions == ()


async def test_the_same_corpus_gives_the_same_questions() -> None:
    forwards, backwards = await engine_of(*NEWS, LONG), await engine_of(LONG, *reversed(NEWS))
    assert await known_items_of(forwards, most=4) == await known_items_of(backwards, most=4)
    assert await known_items_of(forwards, most=4, seed=1) != await known_items_of(forwards, most=4, seed=2)


async def test_a_new_article_changes_the_sample_by_one_at_most() -> None:
    before = await known_items_of(await engine_of(*NEWS), most=4)
    after = await known_items_of(await engine_of(*NEWS, LONG), most=4)
    old, new = ({next(iter(one)) for one in made.judgements.values()} for made in (before, after))
    assert len(old) == len(new) == 4
    assert len(old - new) <= 1


async def test_a_sample_larger_than_the_corpus_is_all_of_it() -> None:
    made = await known_items_of(await engine_of(*NEWS), most=1000)
    assert {article for one in made.judgements.values() for article in one} == {one.id for one in NEWS}


async def test_measures_are_told_for_each_kind() -> None:
    made = await known_items_of(await engine_of(*NEWS), most=3)
    kinds = by_kind(await evaluate(await answering(NEWS), made.questions, made.judgements))
    assert sum(measures["queries"] or 0 for measures in kinds.values()) == len(made.questions)
    assert set(kinds) <= set(KINDS)
    assert all(measures["success@1"] == 1 for measures in kinds.values())
