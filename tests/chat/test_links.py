"""Links into the bot: what goes out leads back, also when what it led to is gone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.callbacks import digest
from bot.chat.links import (
    ArticleLink,
    CategoryLink,
    Link,
    QuestionLink,
    decode_payload,
    to_article,
    to_category,
    to_question,
)
from bot.chat.texts import EN, ZH
from bot.posts.post import Category
from bot.search.tokens import document
from tests.chat.people import ARTICLES, EVENING, GROUP, House, Person
from tests.chat.people import article as an_article

PAYLOAD = re.compile("[A-Za-z0-9_-]{1,64}")
NUMBERED = ARTICLES[0]
NAMED = replace(ARTICLES[9], id="厦门新开三条公交线的消息", also=("公交",))
SLUG = replace(ARTICLES[1], id="exports-of-quanzhou")
texts = st.text(max_size=60) | st.text("海川股份分红多少 abc123？", max_size=60)
ids = st.from_regex(r"[0-9]{18}|[A-Za-z0-9_-]{1,70}", fullmatch=True) | st.text(min_size=1, max_size=80)


@given(ids, texts)
def test_a_link_to_an_article_leads_to_its_id_or_to_the_digest_of_it(name: str, title: str) -> None:
    payload = to_article(replace(NUMBERED, id=name, title=title))
    assert PAYLOAD.fullmatch(payload)
    link = decode_payload(payload)
    assert isinstance(link, ArticleLink)
    assert link.id == name or (link.id, link.digest) == ("", digest(name))


@given(texts)
def test_a_link_to_a_question_says_all_of_it_or_there_is_none(text: str) -> None:
    payload = to_question(text)
    said = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    assert payload == "" or PAYLOAD.fullmatch(payload)
    assert decode_payload(payload) == (QuestionLink(said) if payload else None)


@given(st.text(), st.text())
def test_a_link_to_a_category_leads_to_its_digest(slug: str, name: str) -> None:
    assert decode_payload(to_category(Category(slug, name))) == CategoryLink(digest(slug))


@given(st.from_regex(r"[acnqt]_[A-Za-z0-9_-]{0,70}", fullmatch=True) | st.text(max_size=70))
def test_a_payload_of_another_origin_is_bounded_or_nothing(payload: str) -> None:
    link = decode_payload(payload)
    assert link is None or len(repr(link)) < 200


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("c_0123abcd", CategoryLink("0123abcd")),
        ("a_202203140000000001", ArticleLink("202203140000000001")),
        ("a_some-name_1", ArticleLink("some-name_1", "some name 1")),
        ("n_202203140000000001", ArticleLink("202203140000000001")),
        ("c_0123ABCD", None),
        ("a_", None),
        ("a_../x", None),
        ("a_1\n", None),
        ("q_", None),
        ("q_!", None),
        ("q_gA", None),
        ("q_YQ", QuestionLink("a")),
        ("q_YR", None),
        ("q_IGE", None),
        ("n_202203140000000001" + "YWFh" * 11, ArticleLink("202203140000000001", "a" * 33)),
        ("n_202203140000000001" + "YWFh" * 12, None),
        ("n_202203140000000001gA", None),
        ("start", None),
        ("", None),
    ],
)
def test_a_payload_names_something_or_nothing(payload: str, link: Link | None) -> None:
    assert decode_payload(payload) == link


def test_twenty_three_characters_of_chinese_fit() -> None:
    assert len(to_question("问" * 23)) == 64
    assert to_question("问" * 24) == ""


async def test_links_lead_to_articles_of_every_kind_of_name(house: House, ann: Person) -> None:
    await house.engine.update([document(SLUG), document(NAMED)])
    for one in (NUMBERED, SLUG, NAMED):
        sent = await ann.ask(f"/start {to_article(one)}")
        assert sent.text.startswith(one.title)
        assert sent.buttons[0] == {"text": ZH.read, "url": one.url}
    assert (await ann.ask("/start a_202203140000000001")).text.startswith(NUMBERED.title)


async def test_a_link_to_an_article_that_was_merged_leads_to_the_other(house: House, ann: Person) -> None:
    merged = replace(NUMBERED, id="202203140000000077")
    await house.engine.update([document(replace(NUMBERED, also=(merged.id,)))], removed=[NUMBERED.id])
    assert (await ann.ask(f"/start {to_article(merged)}")).text.startswith(NUMBERED.title)


async def test_a_link_to_an_article_that_is_gone_offers_the_nearest(
    house: House, ann: Person, bob: Person
) -> None:
    gone = an_article(77, "海川股份分红方案调整", "旧闻")
    nearest = await ann.ask(f"/start {to_article(gone)}")
    assert nearest.text.startswith(f"{ZH.vanished_near}\n\n{NUMBERED.title}")
    lost = await bob.ask(f"/start {to_article(replace(gone, title=''))}")
    assert lost.text.startswith(f"{EN.vanished}\n\n{EN.welcome}")


async def test_a_link_to_a_category_that_is_gone_offers_the_others(ann: Person) -> None:
    assert (await ann.ask(f"/start {to_category(EVENING)}")).text.startswith("🆕 泉州晚报")
    gone = await ann.ask(f"/start {to_category(Category('gone', ''))}")
    assert gone.text.startswith(ZH.category_gone)
    assert "泉州晚报 · 9" in gone.labels


async def test_a_payload_that_leads_nowhere_gets_the_greeting(ann: Person) -> None:
    assert (await ann.ask("/start nonsense")).text.startswith(ZH.welcome)


@pytest.mark.parametrize("chat", [0, GROUP])
async def test_a_link_to_a_question_is_answered_with_pages_that_turn(
    house: House, ann: Person, chat: int
) -> None:
    sent = await ann.ask(f"/start@wenda_bot {to_question('泉州出口简报')}", chat=chat)
    assert sent.text.startswith("🔎 泉州出口简报\n")
    await house.restart()
    _, edited = await ann.press("›")
    assert edited.text.startswith("🔎 泉州出口简报\n")
    assert "2/2" in edited.labels


async def test_a_shared_article_is_a_link_into_the_bot(ann: Person) -> None:
    sent = await ann.ask(f"/start {to_article(NUMBERED)}")
    (share,) = [one for one in sent.buttons if one["text"] == ZH.share]
    assert share["url"].startswith(
        f"https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fwenda_bot%3Fstart%3Dn_{NUMBERED.id}"
    )
