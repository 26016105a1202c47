"""When there is enough evidence for an article, and when an honest nothing is due."""

from __future__ import annotations

import pytest

from bot.answers.answer import Found, Nothing
from bot.answers.evidence import Signs
from bot.search.fusion import SPAN
from tests.answers.engine import an_article, answering
from tests.answers.senses import TYPICAL, ToldSense

NEWS = (
    an_article(
        "plant", "翎动汽车泰国工厂选址罗勇府", "翎动汽车首款海外工厂2027年投产，初期产能2万辆。", days=1
    ),
    an_article("recall", "翎动汽车召回9214辆L7", "后排安全带锁扣的弹簧尺寸有偏差，经销商免费更换。", days=2),
    an_article("margin", "翎动汽车三季度毛利率17.9%", "财务总监说电池采购成本下降，净亏损收窄。", days=3),
    an_article("pigs", "生猪周报：标猪每公斤13.6元", "二次育肥推高了价格，腌腊季支撑需求。", days=4),
)


async def found(text: str, near: dict[str, float] | None = None) -> bool:
    """near: how near articles are in meaning, by id; the others are as far as is usual."""
    told = {one.id: at(near.get(one.id, 0.0)) for one in NEWS} if near is not None else {}
    sense = ToldSense({text: told}) if told else None
    return isinstance(await (await answering(NEWS, sense=sense)).ask(text), Found)


def at(value: float) -> float:
    return TYPICAL.mean + value * SPAN * TYPICAL.deviation


@pytest.mark.parametrize(
    "text", ["翎动汽车为什么召回L7", "海外工厂建在哪里", "翎动三季度毛利率", "标猪多少钱一公斤", "翎动汽车"]
)
async def test_what_the_articles_tell_is_answered(text: str) -> None:
    assert await found(text)


@pytest.mark.parametrize(
    "text", ["翎动汽车董事长辞职", "翎动汽车私有化退市", "翎动汽车自燃事故", "翎动汽车分红派息"]
)
async def test_an_event_that_no_article_tells_of_is_refused_however_known_the_company(text: str) -> None:
    assert not await found(text)


@pytest.mark.parametrize("text", ["上海汽车召回", "锐行科技海外工厂", "600519 召回"])
async def test_an_event_of_somebody_else_is_refused(text: str) -> None:
    assert not await found(text)


@pytest.mark.parametrize("text", ["红烧肉怎么做才不腻", "how to tie a tie", "今天天气怎么样"])
async def test_what_has_nothing_to_do_with_the_articles_is_refused(text: str) -> None:
    answer = await (await answering(NEWS)).ask(text)
    assert isinstance(answer, Nothing)
    assert answer.reason == "uncovered"


LAY = "安全带坏了可以换吗"


@pytest.mark.parametrize("text", [LAY, "肉价为什么贵了"])
async def test_a_near_article_answers_what_it_says_in_other_words(text: str) -> None:
    right = {"recall": 0.9} if text == LAY else {"pigs": 0.9}
    assert not await found(text)
    assert not await found(text, {})
    assert await found(text, right)


@pytest.mark.parametrize("text", ["翎动汽车董事长辞职", "翎动汽车私有化退市", "翎动汽车分红派息"])
async def test_a_known_company_that_is_near_to_any_question_about_it_does_not_answer(text: str) -> None:
    assert not await found(text, {"plant": 0.5, "recall": 0.5, "margin": 0.55})


@pytest.mark.parametrize("text", ["上海汽车召回", "600519 召回"])
async def test_what_is_told_of_somebody_else_does_not_answer_however_near_it_is(text: str) -> None:
    assert not await found(text, {"recall": 0.9})


def signs(
    *,
    lacking: float = 0.1,
    crowded: float = 0.1,
    nameless: float = 0,
    title: float = 0.5,
    concepts: float = 4,
    size: float = 1,
) -> Signs:
    return Signs(
        lacking=lacking, crowded=crowded, nameless=nameless, title=title, concepts=concepts, size=size
    )


def test_each_sign_pulls_its_way() -> None:
    usual = signs().log_odds()
    assert signs(lacking=0.5).log_odds() < usual
    assert signs(crowded=0.5).log_odds() < usual
    assert signs(nameless=1.0).log_odds() < usual
    assert signs(title=1.0).log_odds() > usual
    assert signs(concepts=8).log_odds() > usual
    assert signs(size=2).log_odds() > usual


async def test_what_no_passage_holds_counts_less_where_no_other_article_comes_near() -> None:
    """Two words far apart are an answer when nothing else comes near, and none among equals."""
    apart = f"台风登陆厦门。{'其他的事情说了很多。' * 30}渔船回港避风。"
    alone = await answering([an_article("a", "台风", apart)])
    assert isinstance(await alone.ask("厦门 台风 渔船"), Found)
    rival = an_article("b", "台风", f"台风路过厦门第0天。{'另外的话也有不少。' * 29}大桥封闭0小时。")
    among_equals = await answering([an_article("a", "台风", apart), rival])
    assert isinstance(await among_equals.ask("厦门 台风 渔船"), Nothing)
