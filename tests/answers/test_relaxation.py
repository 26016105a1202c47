"""What was asked for and no article has is said, when it is much of the question."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.answer import Found
from bot.answers.relaxation import relaxed, telling_terms, together
from bot.search.article_text import Whole
from bot.search.engine import Hit
from bot.search.finding import Wanted
from bot.search.matcher import Match
from bot.search.parts import Parts
from tests.answers.engine import NEWS, an_article, answering

PARTS = Parts(engine=1.0, passage=1.0, order=1.0, close=1.0, pairs=1.0, numbers=1.0, kind=1.0)
DELIVERY = (Wanted("交付", 4.0), Wanted("召回", 5.0), Wanted("翎动", 3.0))


def lacking(*missing: str) -> Match:
    return Match(Hit(Whole(an_article("a", "题")), 1.0), 1.0, PARTS, dict.fromkeys(missing, 0.0))


def telling(asked: Sequence[Wanted]) -> frozenset[str]:
    return telling_terms(asked, among=[one.term for one in asked])


def said(*matches: Match, asked: Sequence[Wanted] = DELIVERY) -> tuple[str, ...]:
    return relaxed(asked, matches)


def test_what_the_best_lacks_is_said_rarest_first() -> None:
    assert said(lacking("召回")) == ("召回",)
    assert said(lacking("交付", "召回")) == ("召回", "交付")


def test_nothing_is_said_where_all_is_there_or_nothing_was_found() -> None:
    assert said(lacking()) == ()
    assert said() == ()


def test_nothing_is_said_when_another_article_has_all_of_it() -> None:
    assert said(lacking("召回"), lacking()) == ()
    assert said(lacking("召回"), lacking("交付")) == ("召回",)


def test_at_most_three_are_said() -> None:
    asked = [Wanted(term, 5.0) for term in ("召回", "交付", "迫降", "清算")]
    assert len(said(lacking("召回", "交付", "迫降", "清算"), asked=asked)) == 3


def test_small_and_everyday_parts_of_a_question_do_not_tell() -> None:
    assert telling([Wanted("召回", 1.0), Wanted("交付", 9.0)]) == {"交付"}
    assert telling([Wanted("问题", 5.0), Wanted("交付", 5.0)]) == {"交付"}
    assert telling([Wanted("翎", 5.0), Wanted("哪几种", 5.0), Wanted("交付", 5.0)]) == {"交付"}


def test_names_and_codes_tell_sooner() -> None:
    asked = [
        Wanted("上海", 1.5),
        Wanted("600036", 1.5, ("600036",)),
        Wanted("召回", 1.5),
        Wanted("交付", 8.0),
    ]
    assert telling(asked) == {"上海", "600036", "交付"}


def test_without_any_term_nothing_tells() -> None:
    assert telling([]) == frozenset()


def test_what_no_article_has_together_is_named_with_what_the_best_has() -> None:
    assert together(DELIVERY, [lacking("召回")], ["召回"]) == ("交付", "召回", "翎动")
    assert together(DELIVERY, [lacking("召回"), lacking("翎动")], ["召回"]) == ("交付", "召回", "翎动")


def test_it_is_not_said_of_what_another_article_has_together() -> None:
    asked = [*DELIVERY, Wanted("清算", 2.0)]
    assert together(asked, [lacking("召回"), lacking("清算")], ["召回"]) == ()


def test_a_single_character_tells_too_little_to_be_named() -> None:
    assert together([Wanted("翎", 4.0), Wanted("召回", 5.0)], [lacking("召回")], ["召回"]) == ()
    assert together(DELIVERY, [lacking()], []) == ()


async def test_an_answer_says_what_it_dropped() -> None:
    answerer = await answering(NEWS)
    answer = await answerer.ask("赛桐机器人登陆港交所 清算")
    assert isinstance(answer, Found)
    assert answer.relaxed == ("清算",)
    whole = await answerer.ask("赛桐机器人登陆港交所")
    assert isinstance(whole, Found)
    assert whole.relaxed == ()
