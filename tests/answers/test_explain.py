"""Why a question is lost: the right article beside the first, and what would help."""

from __future__ import annotations

import pytest

from bot.answers.explain import Explanation, explain
from bot.answers.labelled import Labelled
from bot.errors import UsageError
from bot.posts.post import Article
from tests.answers.engine import NEWS, an_article, answering


async def explained(question: str, *right: str, articles: tuple[Article, ...] = NEWS) -> Explanation:
    judgements = {"q": dict.fromkeys(right, 1)}
    return await explain(await answering(articles), Labelled("q", question), judgements)


async def test_a_question_that_is_won_needs_nothing() -> None:
    one = await explained("翎动汽车10月交付多少辆", "october")
    assert one.right[0].rank == 1
    assert one.winner == one.right[0].card
    assert one.remedies == ("none",)


async def test_a_lost_question_shows_both_sides_part_by_part() -> None:
    one = await explained("翎动汽车10月交付24870辆", "september")
    assert one.winner
    assert one.winner.article.id == "october"
    assert one.right[0].rank == 2
    assert one.winner.why
    assert one.right[0].card
    assert {part.name for part in one.parts} == {part.name for part in one.winner.why.parts}
    lost = [part.lost for part in one.parts]
    assert lost == sorted(lost, reverse=True)
    assert sum(lost) == pytest.approx(one.winner.score - one.right[0].card.score)


async def test_what_the_right_article_lacks_is_told_rarest_first() -> None:
    one = await explained("赛桐机器人罚没 挂牌", "fined")
    assert one.right[0].card
    assert one.right[0].card.why
    assert set(one.lacks) == set(one.right[0].card.why.missing)
    assert {"机器人", "挂牌"} <= set(one.lacks)
    weights = {term.term: term.weight for term in one.right[0].card.why.terms}
    assert [weights[term] for term in one.lacks] == sorted(
        (weights[term] for term in one.lacks), reverse=True
    )
    assert "lacks" in one.remedies


async def test_an_article_that_shares_no_word_is_shown_all_the_same() -> None:
    one = await explained("赛桐机器人挂牌", "harvest")
    assert one.right[0].rank is None
    assert one.right[0].card
    assert one.remedies[:2] == ("unfound", "lacks")


async def test_an_article_that_is_not_there_is_said_to_be_absent() -> None:
    one = await explained("赛桐机器人挂牌", "nowhere")
    assert (one.right[0].card, one.parts, one.remedies) == (None, (), ("absent",))


async def test_the_best_of_several_right_articles_counts() -> None:
    one = await explained("翎动汽车10月交付多少辆", "harvest", "nowhere", "october")
    assert [right.id for right in one.right] == ["october", "harvest", "nowhere"]
    assert one.remedies == ("none",)


async def test_a_twin_that_came_first_is_recognised() -> None:
    twin = an_article("twin", NEWS[1].title, NEWS[1].text, days=40)
    one = await explained("翎动汽车10月交付多少辆", "october", articles=(*NEWS, twin))
    assert one.winner
    assert one.winner.article.id == "twin"
    assert one.remedies == ("twins",)


async def test_a_winner_with_every_word_may_be_right_as_well() -> None:
    one = await explained("翎动汽车再创新高", "september")
    assert one.winner
    assert one.winner.article.id == "october"
    assert {"lacks", "both"} <= set(one.remedies)


async def test_a_right_article_that_readers_never_see_is_said_to_be_refused() -> None:
    one = await explained("翎动火箭发射卫星是否成功", "september", "october")
    assert one.refused
    assert one.right[0].rank == 1
    assert one.remedies == ("refused",)


async def test_a_merged_article_is_the_one_it_went_into() -> None:
    merged = an_article("kept", "寒潮来袭", "江南降温。", also=("gone",))
    one = await explained("寒潮来袭", "gone", articles=(*NEWS, merged))
    assert [right.id for right in one.right] == ["kept"]


async def test_a_question_without_a_judgement_cannot_be_explained() -> None:
    with pytest.raises(UsageError, match="no relevant article"):
        await explained("赛桐机器人挂牌")


async def test_where_nothing_is_found_there_is_no_winner() -> None:
    one = await explained("？！", "october")
    assert one.winner is None
    assert one.refused
    assert one.parts == ()
