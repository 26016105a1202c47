from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.categories import UNCATEGORIZED
from bot.posts.merge import MIN_COMPARED, NO_DATE, clashes, group, merge, text_digest, title_from
from bot.posts.post import Category, Post
from bot.posts.site import Site
from tests.posts.reading import FRONT, post_of

SITE = Site()
LONG = (
    "茶山镇第二十间新书屋今日开门藏书两千册夜里十点关门周末有人讲故事"
    "孩子们排起长队店主说书架是木匠李青一个人打的用了三个月"
)
DAY = datetime(2022, 5, 11, 1, 30, tzinfo=UTC)
BLANK = Post(
    path="_posts/2022-05-11-202205110000000001.md",
    key="202205110000000001",
    title="",
    date=None,
    category=None,
    tags=(),
    source="",
    link="",
    address="",
    summary="",
    digest="",
    text="",
    entities=(),
)
NW_PATH = "_posts/2022-05-11-NW202205110000000001.md"
POSTS = st.builds(
    replace,
    st.just(BLANK),
    path=st.sampled_from(
        [BLANK.path, NW_PATH, "_posts/-202205110000000001.md", "old_post/2022-05-11-202205110000000001.md"]
    ),
    title=st.sampled_from(["", "甲", "乙"]),
    date=st.sampled_from([None, DAY, datetime(2022, 5, 10, 16, tzinfo=UTC)]),
    category=st.sampled_from([None, Category("a", "甲"), Category("b", "乙")]),
    source=st.sampled_from(["", "甲报", "乙报"]),
    link=st.sampled_from(["", "http://a.example/1", "http://b.example/NewsShare.html?infoCode=1"]),
    address=st.sampled_from(["", "https://site.example/a"]),
    digest=st.sampled_from(["", "摘要"]),
    text=st.sampled_from(["", "短", LONG]),
)


@given(st.lists(POSTS, min_size=1, max_size=4, unique_by=lambda post: post.path), st.randoms())
def test_the_order_of_twins_does_not_matter(posts: list[Post], random: object) -> None:
    shuffled = list(posts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis publishes no type for it
    assert merge(shuffled, SITE) == merge(posts, SITE)


@given(st.lists(POSTS, min_size=1, max_size=6), st.randoms())
def test_the_order_of_posts_does_not_matter_to_their_groups(posts: list[Post], random: object) -> None:
    numbered = [replace(post, path=f"{at}{post.path}", key=str(at % 3)) for at, post in enumerate(posts)]
    shuffled = list(numbered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis publishes no type for it
    assert group(shuffled) == group(numbered)


def test_twins_give_each_what_they_know_best() -> None:
    plain = replace(
        BLANK, title="甲", date=DAY, category=Category("emnews", "东财滚动新闻"), digest="摘要", text="短"
    )
    medium = replace(
        BLANK, path=NW_PATH, title="乙", date=DAY, category=Category("a", "甲报"), source="甲报", text=LONG
    )
    article = merge([medium, plain], SITE)
    assert (article.title, article.category.name, article.source) == ("甲", "甲报", "甲报")
    assert (article.summary, article.text, article.path) == ("摘要", LONG, NW_PATH)


def test_a_time_of_day_is_better_than_a_day() -> None:
    midnight = datetime(2022, 5, 10, 16, tzinfo=UTC)  # in Shanghai
    undated = replace(BLANK, path="_posts/-202205110000000001.md", title="无", date=midnight)
    assert merge([undated, replace(BLANK, title="甲", date=DAY)], SITE).date == DAY
    assert merge([undated, replace(BLANK, title="甲", date=DAY)], SITE).title == "甲"


@pytest.mark.parametrize(
    ("links", "address", "url"),
    [
        (["http://a.example/NewsShare.html?x=1", "http://b.example/2"], "", "http://b.example/2"),
        (
            ["http://a.example/NewsShare.html?x=1", ""],
            "https://s.example/1",
            "http://a.example/NewsShare.html?x=1",
        ),
        (["http://b.example/2", "http://a.example/NewsShare.html?x=1"], "", "http://b.example/2"),
        (["", ""], "https://s.example/1", "https://s.example/1"),
        (["", ""], "", ""),
    ],
)
def test_the_first_publication_is_the_best_link(links: list[str], address: str, url: str) -> None:
    plain = replace(BLANK, link=links[1], address=address)
    assert merge([plain, replace(BLANK, path=NW_PATH, link=links[0])], SITE).url == url


def test_an_article_that_says_nothing_about_itself_gets_neutral_values() -> None:
    article = merge([replace(BLANK, text="第一句话。第二句话。")], SITE)
    assert (article.title, article.category, article.date) == ("第一句话", UNCATEGORIZED, NO_DATE)


def test_no_post_is_no_article() -> None:
    with pytest.raises(ValueError, match="no post"):
        merge([], SITE)


def test_a_title_from_a_long_sentence_is_bounded() -> None:
    assert title_from("甲" * 500) == "甲" * 60
    assert title_from("甲\n乙。") == "甲"


def test_other_sites_merge_by_text() -> None:
    one = replace(BLANK, path="a.md", key="a", text=LONG, date=DAY)
    other = replace(BLANK, path="b.md", key="b", text=f" {LONG[:9]}，{LONG[9:]}！", date=None)
    third = replace(BLANK, path="c.md", key="c", text=LONG + "后续")
    groups = group([third, other, one])
    assert [[post.key for post in twins] for twins in groups] == [["a", "b"], ["c"]]
    article = merge(groups[0], SITE)
    assert (article.id, article.also) == ("a", ("b",))


def test_groups_that_a_later_post_connects_become_one() -> None:
    other = LONG[::-1]
    posts = [
        replace(BLANK, path="1", key="a", text=LONG),
        replace(BLANK, path="2", key="b", text=other),
        replace(BLANK, path="3", key="b", text=LONG),
        replace(BLANK, path="4", key="c", text=other),
    ]
    assert [[post.path for post in twins] for twins in group(posts)] == [["1", "2", "3", "4"]]


def test_short_texts_are_not_compared() -> None:
    assert text_digest(replace(BLANK, text="早间公告，" * 5)) == b""
    short = [replace(BLANK, path=name, key=name, text="早间公告") for name in "ab"]
    assert len(group(short)) == 2


@given(st.text("甲乙丙丁戊银行证券0123abc", min_size=MIN_COMPARED, max_size=90), st.data())
def test_the_digest_of_a_text_does_not_see_blanks(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    blank = data.draw(st.sampled_from([" ", "\n", "\u3000", "，", "\u00a0"]))
    digest = text_digest(replace(BLANK, text=text))
    assert len(digest) == 16
    assert text_digest(replace(BLANK, text=text[:at] + blank + text[at:])) == digest
    assert text_digest(replace(BLANK, text=text + "己")) != digest


def test_posts_that_share_only_a_name_are_told() -> None:
    one = replace(BLANK, path="_posts/2022-05-01-weekly.md", key="weekly", text=LONG, date=DAY)
    other = replace(
        one, path="_posts/2022-05-08-weekly.md", text=LONG[::-1], date=datetime(2022, 5, 8, tzinfo=UTC)
    )
    assert [problem.path for problem in clashes([one, other], SITE)] == ["_posts/2022-05-08-weekly.md"]
    assert clashes([one, replace(one, path="old_post/2022-05-01-weekly.md")], SITE) == ()
    assert clashes([replace(one, path=BLANK.path), replace(other, path=NW_PATH)], SITE) == ()


def test_values_survive_pickling() -> None:
    post = post_of(FRONT + "甲(002456)")
    article = merge([post], SITE)
    assert pickle.loads(pickle.dumps((post, article, SITE))) == (post, article, SITE)
