"""Whatever articles and readers write, a message stays within what Telegram takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answers.answer import (
    Card,
    Categories,
    Correction,
    Dated,
    Days,
    Found,
    Help,
    Latest,
    Marked,
    NoSecurity,
    Nothing,
    OfSecurity,
    Security,
    TermMatch,
    Understood,
    Why,
)
from bot.answers.trends import Bar, Headline, NoTrend, Trend
from bot.chat.forms import keyboard
from bot.chat.page_buttons import QuestionPage
from bot.chat.question import WORD_JOINER
from bot.chat.reply import Reply
from bot.chat.texts import EN, ZH, Texts
from bot.chat.views import admin, browsing, status, trend
from bot.chat.views import categories as categories_view
from bot.chat.views import help as views
from bot.chat.views.alone import article
from bot.chat.views.fit import size
from bot.chat.views.found import found
from bot.chat.views.html import keep, marked, one_line, shorten, units, web_address
from bot.chat.views.inline import inline_results
from bot.chat.views.latest import latest
from bot.chat.views.nothing import nothing
from bot.errors import CheckFailed, EngineError
from bot.posts.post import Article, Category, Problem
from bot.posts.pulling import Pull
from bot.search.engine import CategoryCount, Status
from bot.search.report import IndexReport
from tests.chat.people import NOW
from tests.chat.telegram_html import parse
from tests.chat.wire import check_buttons

HOSTILE = [
    "<b>", "</blockquote>", "&", "&lt;", "&#0;", '"', "\n\n", "\0", "\u202e", "\ud800", "👨‍👩‍👧‍👦", "é́",
    "@anyone ", "#tag ", "/start ", "a.com ", "$USD ", "中文标题", "12.3%", "，", " ", "<a href='x'>", "tg://user?id=1",
]  # fmt: skip
scraps = st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join)
lines = scraps | st.text(max_size=40) | st.tuples(scraps, st.integers(1, 400)).map(lambda of: of[0] * of[1])
addresses = st.sampled_from(
    ["", "https://a.example/x?y=1&z=<2>", "javascript:alert(1)", "http://", "https://a b.com", "http://[::1",
     "https://例子.测试/路径", "https://a.example:99999/", "https://u@a.example/",
     "https://a.example/" + "é" * 2000]
)  # fmt: skip
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
categories = st.builds(Category, lines, lines)
articles = st.builds(Article, lines, lines, lines, moments, categories, lines, addresses, lines, lines)
spans = st.lists(st.tuples(st.integers(-2, 900), st.integers(-2, 900)), max_size=12).map(tuple)
sentences = st.builds(Marked, lines, spans)
places = st.lists(st.sampled_from(["title", "passage", "body", "entities"]), max_size=4).map(tuple)
hows = st.sampled_from(["exact", "near", "missing", "alias", "pinyin"])
reasons = st.builds(
    Why,
    st.lists(st.builds(TermMatch, lines, st.just(0.1), hows, lines, places=places), max_size=9).map(tuple),
    st.just(()),
)
cards = st.builds(
    Card,
    st.integers(1, 9999),
    articles,
    st.just(0.5),
    lines,
    sentences,
    also=st.sampled_from([(), ("a",) * 99]),
    why=st.just(None) | reasons,
    folded=st.just(()) | st.tuples(articles).map(lambda of: 4 * of),
)
words = st.lists(lines, max_size=5).map(tuple)
pages = st.lists(cards, min_size=1, max_size=8).map(tuple)
counts = st.lists(st.builds(CategoryCount, categories, st.integers(1, 10**9), moments), max_size=120)
texts = st.sampled_from([ZH, EN])
LETTERS = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "#")


def assert_telegram_takes(reply: Reply) -> None:
    parsed = parse(reply.html)
    assert len(parsed.text.strip()) >= 1
    assert parsed.units <= 4000
    assert len(parsed.entities) + len(re.findall(r"[@#$]\w", outside_links(reply.html))) <= 100
    assert len(reply.html.encode()) <= 32_000
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e\ud800-\udfff]", parsed.text)
    for entity in parsed.entities:
        assert entity.kind != "a" or re.match(r"https?://[^\s/]+\.", entity.url)
    keys = keyboard(reply.rows, "wenda_bot")
    check_buttons(keys.to_dict()["inline_keyboard"] if keys else [])
    assert all(units(one.label) <= 64 for row in reply.rows for one in row)


def outside_links(html: str) -> str:
    """The text in which Telegram looks for mentions and the like."""
    return parse(re.sub(r"<(a|code)\b[^>]*>.*?</\1>", " ", html, flags=re.DOTALL)).text


def crowded(rank: int) -> Card:
    """An article that mentions somebody in every second character."""
    mentions = "@a" * 2000
    one = Article(str(rank), "p", f"第{rank}篇", NOW, Category("c", mentions), mentions, "", "", mentions)
    return Card(rank, one, 0.5, mentions, Marked(mentions, ((0, 2),)))


@pytest.mark.parametrize("count", [1, 5, 8])
def test_a_page_full_of_mentions_keeps_its_titles(count: int) -> None:
    shown = tuple(crowded(rank) for rank in range(1, count + 1))
    reply = found(Found(Understood("x"), shown, count), ZH, NOW)
    assert_telegram_takes(reply)
    assert "第1篇" in reply.html
    assert_telegram_takes(article(shown[0].article, ZH, NOW))


def test_a_long_page_says_less_of_each_article_rather_than_leaving_one_out() -> None:
    long = replace(crowded(1).article, title="标题" * 100, category=Category("c", "栏目"), source="")
    shown = tuple(Card(rank, long, 0.5, "", Marked("长句" * 100)) for rank in range(1, 31))
    reply = found(Found(Understood("x"), shown, 30), ZH, NOW)
    assert_telegram_takes(reply)
    assert all(f"{rank}. " in parse(reply.html).text for rank in range(1, 31))


def test_a_page_of_too_many_categories_offers_what_fits() -> None:
    one = CategoryCount(Category("c", "栏目"), 1, NOW)
    assert_telegram_takes(
        categories_view.categories(Categories((one,) * 120, 1975, 2, 17, letters=LETTERS), ZH)
    )


@given(counts, st.sampled_from(["", "Q", "#"]), st.just("") | lines, st.booleans(), texts)
def test_categories(
    counted: Sequence[CategoryCount], letter: str, text: str, near: bool, texts: Texts
) -> None:
    answer = Categories(tuple(counted), 1975, 2, 90, letter, LETTERS, text, near)
    assert_telegram_takes(categories_view.categories(answer, texts))


securities = st.builds(
    Security, st.sampled_from(["", "0", "999"]), st.text("Az09_.", min_size=1, max_size=12), lines, words
)


@given(pages, st.lists(securities, min_size=5, max_size=5), texts)
@example((crowded(1),) * 8, [Security("0", "1", "@a" * 30, ("@a" * 30,) * 5)] * 5, ZH)
def test_articles_of_days_and_of_securities(
    shown: tuple[Card, ...], known: Sequence[Security], texts: Texts
) -> None:
    day = Days.month_of(NOW.date())
    dated = Dated(day, shown, 50_000, 9998, 9999, day, day, "generation-of-24-letters")
    assert_telegram_takes(browsing.dated(dated, texts, NOW, renewed=True))
    one, *shared = known
    odd = (one.name,) * len(shown)
    linked = OfSecurity(one, shown, odd, 50_000, 9998, 9999, tuple(shared), "generation-of-24-letters")
    assert_telegram_takes(browsing.of_security(linked, texts, NOW, renewed=True))
    assert_telegram_takes(browsing.of_security(NoSecurity(one.name, tuple(shared)), texts, NOW))


@given(pages, securities, lines, words, texts, st.booleans())
@example((crowded(1),) * 8, Security("0", "1", "@a" * 30), "@a" * 60, ("@a" * 30,) * 3, ZH, True)
def test_trends(
    shown: tuple[Card, ...],
    one: Security,
    text: str,
    apart: tuple[str, ...],
    texts: Texts,
    of_security: bool,
) -> None:
    day = NOW.date()
    bars = (Bar(Days(day, day), 50_000),) * 40
    told = tuple(Headline(card.article, day, at, folded=9) for at, card in enumerate(shown))
    known = one if of_security else None
    answer = Trend(
        text, "day", bars, Days(day, day), 9, 99, day, day, told, known, apart=apart, asked=True, anchor=NOW
    )
    drawn = trend.trend(answer, texts, NOW, picture=b"PNG")
    assert parse(drawn.html).units <= 1024
    for reply in (drawn, trend.trend(answer, texts, NOW)):
        assert_telegram_takes(reply)
    assert_telegram_takes(trend.trend(NoTrend(text, (one,) * 6), texts, NOW))


@given(pages, lines, texts, st.sampled_from([1, 9999]), words)
def test_found(
    shown: tuple[Card, ...], question: str, texts: Texts, page: int, dropped: tuple[str, ...]
) -> None:
    mended = tuple(Correction(word, word) for word in dropped)
    understood = Understood(question, category=Category("a", question), corrections=mended, latest=True)
    answer = Found(understood, shown, 50_000, page, 9999, dropped, dropped)
    for here in (None, QuestionPage(page, "gen-8", shown[-1].rank, why=True)):
        assert_telegram_takes(found(answer, texts, NOW, question=question, here=here))


@given(pages, categories, texts, counts)
def test_latest(
    shown: tuple[Card, ...], category: Category, texts: Texts, counted: Sequence[CategoryCount]
) -> None:
    offered = Categories(tuple(counted), len(counted))
    assert_telegram_takes(latest(Latest(category, shown, 8), texts, NOW, offered=offered))
    assert_telegram_takes(article(shown[0].article, texts, NOW))


@given(lines, st.lists(lines, max_size=30).map(tuple), st.lists(articles, max_size=20).map(tuple), texts)
def test_nothing(question: str, missing: tuple[str, ...], nearest: tuple[Article, ...], texts: Texts) -> None:
    names = tuple(article.category for article in nearest)
    for reason in ("uncovered", "unknown_category"):
        answer = Nothing(Understood(question), reason, missing, nearest, names)
        assert_telegram_takes(nothing(answer, texts, NOW, question=question))


@given(pages, lines, texts)
def test_inline_results(shown: tuple[Card, ...], question: str, texts: Texts) -> None:
    near = tuple(card.article for card in shown)
    for answer in (
        Found(Understood(question), shown, 50),
        Latest(None, shown, 8),
        Nothing(Understood(question), "uncovered", (), near),
    ):
        given = inline_results(answer, texts, NOW, question=question)
        assert given.button
        assert re.fullmatch("[A-Za-z0-9_-]{1,64}", given.button.start)
        for one in given.results:
            assert 1 <= len(one.id.encode()) <= 64
            assert one.title.strip()
            assert (one.title + one.description).encode()
            assert_telegram_takes(one.message)


@given(st.lists(lines, max_size=9).map(tuple), texts)
def test_help(examples: tuple[str, ...], texts: Texts) -> None:
    assert_telegram_takes(views.welcome(Help(9, NOW, examples), texts, NOW, private=True))


@given(lines, lines, texts)
def test_admin(path: str, error: str, texts: Texts) -> None:
    report = IndexReport(1, 1, 1, 1, (Problem(path, 1, error, error),) * 99, 1.0, error)
    assert_telegram_takes(admin.report(report, texts))
    assert_telegram_takes(
        admin.report(report, texts, [Pull(Path(path), 3), Pull(Path(path), 0, "slow", error)] * 9)
    )
    for failed in (EngineError(error, hint=path), CheckFailed(error), CheckFailed(error, loss=(9, 1))):
        told = admin.failure(failed, texts)
        assert_telegram_takes(told)
        assert_telegram_takes(admin.unattended(told, texts))
    index = Status(10**9, None, error, version=path, previous=error)
    assert_telegram_takes(admin.way_back(index, 10**9, texts))
    assert_telegram_takes(admin.way_back(index, None, texts))
    assert_telegram_takes(admin.gone_back(index, texts))
    assert_telegram_takes(status.status(index, status.Running(None, 0.0, "1.2.3"), texts, NOW))
    assert_telegram_takes(admin.alarm(admin.Alarm(error, path, error, error, 10**9, NOW), texts, NOW))


@given(pages)
def test_every_article_of_a_page_is_shown(shown: tuple[Card, ...]) -> None:
    text = parse(latest(Latest(None, shown, 8), ZH, NOW).html).text
    quiet = all(size(one_line(card.article.title)).entities == 0 for card in shown)
    assert not quiet or all(f"{card.rank}. " in text for card in shown)


@given(lines, st.integers(2, 300))
def test_shortened_texts_are_short_and_begin_alike(text: str, limit: int) -> None:
    text = one_line(text)
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text or text.startswith(short.removesuffix("…"))
    assert keep(text, limit) == text or units(text) > limit


@given(sentences, st.integers(20, 300))
@example(Marked("前" * 500 + "命中" + "后" * 500, ((500, 502),)), 100)
def test_a_marked_sentence_is_short_and_shows_its_first_match(sentence: Marked, limit: int) -> None:
    parsed = parse(marked(sentence, limit).replace(WORD_JOINER, ""))
    assert parsed.units <= limit
    if sentence.spans == ((500, 502),):
        assert [entity.text for entity in parsed.entities] == ["命中"]


def test_a_stock_code_does_not_become_a_link() -> None:
    assert size(marked(Marked("海川股份(600000.SH)涨停"), 100)).entities == 0
    assert size("海川股份(600000.SH)涨停").entities == 1


def test_a_long_text_is_cut_at_a_border_and_never_within_a_character() -> None:
    assert shorten("第一句话说完了。第二句话还没有说完", 12) == "第一句话说完了…"
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 14) == "👨‍👩‍👧‍👦…"


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://a.example/x?y=1&z=2#f", True),
        ("http://例子.测试/路径", True),
        ("https://a.example:8443/", True),
        ("ftp://a.example/", False),
        ("javascript:alert(1)", False),
        ("https://localhost/", False),
        ("https://user@a.example/", False),
        ("https://a.example:x/", False),
        ("https://a b.example/", False),
        ("//a.example/x", False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, taken: bool) -> None:
    assert bool(web_address(url)) == taken
