"""What a reader gets: the right article first, its sentence marked, pages, twins once, an honest nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Card, Found, Latest, Nothing
from bot.answers.answerer import Answerer
from bot.posts.post import Article
from tests.answers.engine import FARM, NEWS, SECURITIES, an_article, answering


async def found(
    answerer: Answerer, text: str, *, page: int = 1, limit: int | None = None, category: str | None = None
) -> Found:
    answer = await answerer.ask(text, page=page, limit=limit, category=category)
    assert isinstance(answer, Found), answer
    return answer


async def nothing(answerer: Answerer, text: str, *, category: str | None = None) -> Nothing:
    answer = await answerer.ask(text, category=category)
    assert isinstance(answer, Nothing), answer
    return answer


def marked(card: Card) -> list[str]:
    return [card.sentence.text[start:end] for start, end in card.sentence.spans]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("翎动汽车10月交付了多少辆？", "october"),
        ("翎动9月交付量", "september"),
        ("岩桐私募为什么被罚", "fined"),
        ("岩銅私募被罰多少", "fined"),
        ("厦门台风木莲倒了多少树", "storm"),
        ("洛川苹果多少钱一斤", "harvest"),
        ("09618", "listed"),
        ("9618.HK", "listed"),
        ("赛桐机器人在哪里上市", "listed"),
    ],
)
async def test_the_right_article_comes_first(text: str, key: str) -> None:
    answer = await found(await answering(NEWS), text)
    assert answer.cards[0].article.id == key


async def test_the_answering_sentence_is_shown_and_marked() -> None:
    card = (await found(await answering(NEWS), "翎动汽车10月交付多少辆")).cards[0]
    assert card.sentence.text == "翎动汽车公布，10月交付新车24870辆，再创新高。"
    assert marked(card) == ["翎动汽车", "10月交付", "辆"]


async def test_a_typing_error_is_marked_where_it_was_meant() -> None:
    article = an_article("a", "宣誓仪式", "第七届香港立法会议员宣誓仪式在1月3日举行。")
    card = (await found(await answering([article]), "香港立法會議元宣誓仪式")).cards[0]
    assert "宣誓仪式" in "".join(marked(card))


async def test_the_articles_own_summary_goes_before_the_passage() -> None:
    answerer = await answering(NEWS)
    assert (await found(answerer, "洛川苹果")).cards[0].summary == "洛川苹果今年每斤4.2元。"
    assert "24870辆" in (await found(answerer, "翎动汽车10月交付")).cards[0].summary


async def test_matched_terms_and_what_was_understood_are_told() -> None:
    answer = await found(await answering(NEWS), "请问岩桐私募为什么被罚")
    assert answer.question.terms == ("岩", "桐", "私募", "罚")
    assert answer.cards[0].matched == ("岩", "桐", "私募", "罚")


async def test_scores_fall_from_one_card_to_the_next_and_ranks_count_up() -> None:
    cards = (await found(await answering(NEWS), "翎动汽车交付")).cards
    assert [card.rank for card in cards] == [1, 2]
    assert 1 >= cards[0].score >= cards[1].score > 0


async def test_of_equal_articles_the_newest_comes_first() -> None:
    older = an_article("b", "寒潮来袭", "江南降温十度。", days=1)
    newer = an_article("a", "寒潮来袭", "华北降温九度。", days=2)
    cards = (await found(await answering([older, newer]), "寒潮")).cards
    assert [card.article.id for card in cards] == ["a", "b"]


async def test_twins_are_folded_into_one_card() -> None:
    twin = an_article("twin", NEWS[1].title, NEWS[1].text, days=31.01, also=("older",))
    answer = await found(await answering([*NEWS, twin]), "翎动汽车10月交付")
    assert answer.cards[0].article.id == "twin"
    assert answer.cards[0].also == ("older", "october")
    assert [article.id for article in answer.cards[0].folded] == ["october"]
    assert [card.article.id for card in answer.cards] == ["twin", "september"]


# What is not there


async def test_a_company_that_no_article_holds_is_not_answered_with_another() -> None:
    answer = await nothing(await answering(NEWS), "比亚迪10月交付多少辆")
    assert answer.reason == "uncovered"
    assert answer.missing == ("比亚迪",)
    assert answer.nearest[0].id == "october"


async def test_a_place_that_only_another_article_holds_is_not_answered_with_this_one() -> None:
    answerer = await answering([*NEWS, an_article("fruit", "海南芒果上市", "芒果装车。")])
    assert (await found(answerer, "厦门台风登陆")).cards[0].article.id == "storm"
    assert (await nothing(answerer, "海南台风登陆")).missing == ("海南",)


@pytest.mark.parametrize(
    "text",
    [
        "今天天气怎么样",
        "世界杯冠军是谁",
        "怎么做红烧肉",
        "苹果手机和特斯拉降价",
        "你是谁",
        "量子纠缠实验",
        "监管部门推荐的减肥食谱",
    ],
)
async def test_a_foreign_question_gets_an_honest_nothing(text: str) -> None:
    answer = await nothing(await answering(NEWS), text)
    assert answer.reason == "uncovered"
    assert len(answer.nearest) <= 3


async def test_a_stock_code_is_never_given_for_another() -> None:
    answer = await nothing(await answering(NEWS), "600519 在港交所主板挂牌")
    assert answer.missing == ("600519",)


async def test_a_question_of_stop_words_finds_a_title_of_them_and_nothing_else() -> None:
    article = an_article("song", "是什么", "一首新歌发布。")
    other = an_article("other", "新歌发布", "记者问这是什么歌。")
    assert (await found(await answering([article, other]), "是什么")).cards[0].article.id == "song"
    await nothing(await answering([other]), "是什么")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), (" \n\t", "empty"), ("？！…", "no_terms"), ("🎉", "no_terms"), ("问" * 301, "too_long")],
)
async def test_what_cannot_be_searched_says_why(text: str, reason: str) -> None:
    assert (await nothing(await answering(NEWS), text)).reason == reason


async def test_an_empty_corpus_says_so() -> None:
    answerer = await answering([])
    assert (await nothing(answerer, "翎动汽车")).reason == "no_articles"
    latest = await answerer.latest()
    assert isinstance(latest, Nothing)
    assert latest.reason == "no_articles"


# Pages


async def test_pages_hold_every_article_once_and_go_on_counting() -> None:
    articles = [
        an_article(f"n{number}", f"寒潮第{number}报", f"寒潮到达第{number}站。") for number in range(12)
    ]
    answerer = await answering(articles)
    pages = [await found(answerer, "寒潮", page=page) for page in (1, 2, 3)]
    assert [(page.page, page.pages, page.total) for page in pages] == [(1, 3, 12), (2, 3, 12), (3, 3, 12)]
    cards = [card for page in pages for card in page.cards]
    assert [card.rank for card in cards] == list(range(1, 13))
    assert {card.article.id for card in cards} == {article.id for article in articles}


async def test_a_page_that_does_not_exist_gives_the_last() -> None:
    answerer = await answering(NEWS, page_size=1)
    assert await found(answerer, "翎动汽车交付", page=99) == await found(answerer, "翎动汽车交付", page=2)
    assert await answerer.latest(page=99) == await answerer.latest(page=6)
    assert await answerer.latest(page=-1) == await answerer.latest(page=1)


async def test_limit_sets_how_many_are_on_a_page() -> None:
    answer = await found(await answering(NEWS), "翎动汽车交付", limit=1)
    assert (len(answer.cards), answer.pages, answer.total) == (1, 2, 2)


# Categories


async def test_a_category_narrows_the_question() -> None:
    answerer = await answering([*NEWS, an_article("farmfine", "私募买果园被罚", "私募。", category=FARM)])
    answer = await found(answerer, "私募被罚", category="田野")
    assert answer.question.category == FARM
    assert [card.article.id for card in answer.cards] == ["farmfine"]


async def test_an_unknown_category_offers_the_nearest() -> None:
    answerer = await answering(NEWS)
    answer = await nothing(answerer, "私募被罚", category="体育")
    latest = await answerer.latest("沧海晚报社会")
    assert answer.reason == "unknown_category"
    assert isinstance(latest, Nothing)
    assert latest.reason == "unknown_category"
    assert latest.categories[0] == SECURITIES


async def test_the_latest_of_a_category_are_its_newest() -> None:
    answer = await (await answering(NEWS)).latest("沧海证券")
    assert isinstance(answer, Latest)
    assert answer.category == SECURITIES
    assert [card.article.id for card in answer.cards] == ["listed", "fined"]
    assert {card.score for card in answer.cards} == {0.0}
    assert all(card.summary for card in answer.cards)


async def test_categories_come_in_pages_or_all_at_once() -> None:
    answerer = await answering(NEWS)
    every = await answerer.categories()
    second = await answerer.categories(page=2, size=2)
    assert (every.total, every.pages, len(every.categories)) == (3, 1, 3)
    assert second.categories == every.categories[2:]
    assert (second.page, second.pages) == (2, 2)


async def test_help_tells_how_much_there_is_and_names_the_newest() -> None:
    told = await (await answering(NEWS)).help()
    assert told.articles == len(NEWS)
    assert told.newest == NEWS[1].date
    assert told.examples[0] == NEWS[1].title


# Order, measuring, hostile input


async def test_the_order_of_posts_does_not_matter() -> None:
    shuffled = list(NEWS)
    random.Random(7).shuffle(shuffled)
    text = "翎动汽车交付"
    assert await (await answering(NEWS)).ask(text) == await (await answering(shuffled)).ask(text)


async def test_a_ranking_neither_folds_nor_refuses() -> None:
    twin = replace(NEWS[1], id="twin")
    answerer = await answering([*NEWS, twin])
    ranking = await answerer.ranking("比亚迪10月交付多少辆", limit=10)
    assert [name for name, _ in ranking.articles][:2] == ["october", "twin"]
    assert len((await answerer.ranking("翎动汽车交付", limit=1)).articles) == 1


async def test_scores_go_on_falling_behind_the_second_stage() -> None:
    articles = [an_article(f"n{number:03}", "寒潮", f"寒潮{'降温' * number}。") for number in range(80)]
    ranked = (await (await answering(articles)).ranking("寒潮", limit=100)).articles
    scores = [score for _, score in ranked]
    assert len({name for name, _ in ranked}) == 80
    assert scores == sorted(scores, reverse=True)


HOSTILE = [
    "翎" * 10_000,
    "a" * 300,
    "\u202e厦门\u202c台风\u200f",
    "\x00\x1b[31m厦门\ud800",
    "👨‍👩‍👧‍👦台风🌀",
    "' OR 1=1; -- <b>厦门</b> {0} %s \\",
    "e\u0301" * 150,
    "((((((((((((厦门",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_questions_are_answered_like_any(text: str) -> None:
    answerer = await answering(NEWS)
    assert isinstance(await answerer.ask(text, category=None), Found | Nothing)
    assert isinstance(await answerer.latest(text), Latest | Nothing)
    assert await answerer.ranking(text, limit=5) == await answerer.ranking(text, limit=5)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_articles_are_shown_like_any(text: str) -> None:
    article = an_article("bad", f"台风{text}", f"{text}台风{text}\n{text}")
    card = (await found(await answering([article]), "台风")).cards[0]
    assert all(0 <= start < end <= len(card.sentence.text) for start, end in card.sentence.spans)


texts = st.text(alphabet="翎动汽车交付10月台风厦门是什么9618.HK，。？\n aé台臺", max_size=40)
corpora = st.lists(st.tuples(texts, texts), max_size=6)


def articles_of(corpus: list[tuple[str, str]]) -> list[Article]:
    return [an_article(str(number), title, text) for number, (title, text) in enumerate(corpus)]


@given(corpora, texts)
async def test_every_answer_is_well_formed(corpus: list[tuple[str, str]], text: str) -> None:
    answer = await (await answering(articles_of(corpus), page_size=2)).ask(text)
    if isinstance(answer, Nothing):
        assert len(answer.nearest) <= 3
        return
    assert [card.rank for card in answer.cards] == list(range(1, len(answer.cards) + 1))
    assert all(0 <= card.score <= 1 for card in answer.cards)
    for card in answer.cards:
        flat = [place for span in card.sentence.spans for place in span]
        assert flat == sorted(set(flat))
        assert all(0 <= place <= len(card.sentence.text) for place in flat)
        assert card.sentence.text in card.article.text


RATES = (
    an_article("cut", "央行降准", "人民银行决定下调存款准备金率0.5个百分点，自十二月八日起施行。"),
    an_article("profit", "砺川重工上半年业绩", "公司上半年实现净利润68300万元，营业收入12.1亿元。", days=1),
    an_article("bank", "苍山银行发布年报", "苍山银行二〇二二年净利润2.1亿元，不良率百分之一点二。", days=2),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("降准50个基点", "cut"),
        ("12-08 存款准备金率", "cut"),
        ("12月8日降准", "cut"),
        ("净利润6.83亿", "profit"),
        ("净利润2.1亿", "bank"),
        ("2022年净利润", "bank"),
        ("不良率1.2%", "bank"),
        ("营业收入12.1亿元", "profit"),
    ],
)
async def test_a_figure_is_found_in_every_writing(text: str, key: str) -> None:
    answer = await found(await answering(RATES), text)
    assert answer.cards[0].article.id == key
    assert set(answer.question.terms) == set(answer.cards[0].matched)


@pytest.mark.parametrize("text", ["9618", "9618.HK", "hk09618", "０９６１８", "0９618 ＨＫ"])
async def test_a_hong_kong_code_is_found_however_short_it_is_typed(text: str) -> None:
    answerer = await answering(NEWS)
    await answerer.prepare()
    assert (await found(answerer, text)).cards[0].article.id == "listed"


async def test_a_short_number_that_is_no_code_stays_a_number() -> None:
    answerer = await answering(NEWS)
    await answerer.prepare()
    assert (await nothing(answerer, "1234")).question.codes == ()
