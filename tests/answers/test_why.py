"""Why an article stands where it does: every term with where and how, and parts that add up to the score."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.answer import Found, TermMatch, Understood, Why
from bot.answers.why import why
from bot.posts.post import Article, Entity
from bot.search.article_text import Whole
from bot.search.engine import Hit
from bot.search.finding import Wanted
from bot.search.matcher import Match, read_all
from bot.search.parts import Parts
from bot.search.variants import Variant
from tests.answers.engine import NEWS, SECURITIES, an_article, answering

PARTS = Parts(engine=1.0, passage=0.5, order=0.25, close=0.1, pairs=0.5, numbers=1.0, kind=0.0)
ARTICLE = an_article(
    "listed",
    "赛桐机器人登陆港交所",
    "赛桐机器人收报27.20港元。\n招行为其提供贷款，公司拟每10股派发现金红利2元。公司称交付顺利。",
    category=SECURITIES,
    entities=(Entity("116", "09618", "赛桐机器人", "link"),),
)
PASSAGE = "赛桐机器人收报27.20港元。"


def reasons(*asked: Wanted, article: Article = ARTICLE, passage: str = PASSAGE) -> Why:
    [text] = read_all([Whole(article)])
    match = Match(Hit(Whole(article), 1.0), PARTS.score, PARTS, {}, text)
    return why(Understood("?"), asked, match, passage=passage)


def one(wanted: Wanted, *, passage: str = PASSAGE) -> TermMatch:
    return reasons(wanted, passage=passage).terms[0]


def test_a_term_stands_wherever_it_stands() -> None:
    assert one(Wanted("机器人", 1.0)).places == ("title", "passage", "entities")
    assert one(Wanted("公司", 1.0)).places == ("body",)
    assert one(Wanted("沧海证券报", 1.0)).places == ("entities",)


def test_the_passage_is_not_counted_as_body_again() -> None:
    assert one(Wanted("收报", 1.0)).places == ("passage",)
    assert one(Wanted("收报", 1.0), passage="").places == ("body",)


def test_a_code_is_found_by_how_articles_write_it() -> None:
    found = one(Wanted("09618", 1.0, ("9618", "09618", "9618.hk")))
    assert (found.how, found.found, found.places) == ("exact", "09618", ("entities",))


def test_a_code_stands_wherever_one_of_its_writings_stands() -> None:
    wanted = Wanted("09618", 1.0, ("9618", "09618", "9618.hk"))
    article = replace(ARTICLE, title="9618.HK挂牌")
    assert reasons(wanted, article=article).terms[0].places == ("title", "entities")


def test_a_variant_says_what_it_is() -> None:
    variants = (Variant("招行", 0.9, "name"), Variant("招商", 0.5, "typing"))
    found = one(Wanted("招商银行", 1.0, variants=variants))
    assert (found.how, found.found, found.share, found.places) == ("name", "招行", 0.9, ("body",))


def test_what_is_nearly_there_says_as_what() -> None:
    found = one(Wanted("机气人", 1.0))
    assert (found.how, found.found) == ("near", "机器人")
    assert 0 < found.share < 1


def test_what_is_not_there_is_missing() -> None:
    reason = reasons(Wanted("机器人", 3.0), Wanted("寒潮", 1.0))
    assert reason.missing == ("寒潮",)
    assert reason.terms[1] == TermMatch("寒潮", 0.25, "missing")
    assert [term.weight for term in reason.terms] == [0.75, 0.25]


def test_the_parts_add_up_to_the_score() -> None:
    reason = reasons(Wanted("机器人", 1.0))
    assert sum(part.value * part.weight for part in reason.parts) == pytest.approx(PARTS.score)
    assert sum(part.weight for part in reason.parts) == pytest.approx(1.0)


async def test_every_card_of_an_answer_says_why() -> None:
    answer = await (await answering(NEWS)).ask("翎动汽车交付多少辆", category="滚动快讯")
    assert isinstance(answer, Found)
    assert len(answer.cards) == 2
    for card in answer.cards:
        assert card.why
        assert sum(part.value * part.weight for part in card.why.parts) == pytest.approx(card.score)
        assert tuple(term.term for term in card.why.terms) == answer.question.terms
        assert card.why.category == answer.question.category
        assert card.why.category


async def test_a_list_of_nothing_asked_needs_no_reasons() -> None:
    latest = await (await answering(NEWS)).latest()
    assert [card.why for card in latest.cards] == [None] * len(latest.cards)  # type: ignore[union-attr]  # there are articles
