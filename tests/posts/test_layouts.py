"""Folders of Jekyll, Hugo, Hexo and plain ones: which files are posts, their keys, categories, addresses."""

from __future__ import annotations

import re

import pytest

from bot.posts.parse import article_key
from bot.posts.post import Category
from bot.posts.profile import PLAIN, Profile
from bot.posts.site import Site
from tests.posts.reading import FRONT, post_of, read


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("_posts/2022-03-14-NW202203142307820469.md", "202203142307820469"),
        ("_posts/2022-03-14-202203142307820469.md", "202203142307820469"),
        ("_posts/-202203142307820469.md", "202203142307820469"),
        ("old_post/2022-03-14-202203142307820469.md", "202203142307820469"),
        ("_posts/2021-12-01-init.md", "init"),
        ("_posts/2021-12-1-some-news.markdown", "some-news"),
        ("content/posts/trip/index.md", "trip"),
        ("content/posts/trip/index.zh.md", "trip"),
        ("notes/机房.v2.md", "机房.v2"),
        ("notes/2021-12-01.md", "2021-12-01"),
        ("2022-01-02-crud-003616.md", "crud-003616"),
    ],
)
def test_the_key_is_the_18_digits_or_the_name_without_date_and_suffix(path: str, key: str) -> None:
    assert article_key(path) == key


@pytest.mark.parametrize(
    ("front", "path"),
    [
        ("draft: true\ndate: 2022-05-11", "content/posts/a.md"),
        ("draft: true # later\ndate: 2022-05-11", "content/posts/a.md"),
        ("published: false\ndate: 2022-05-11", "_posts/2022-05-11-a.md"),
        ("layout: category\ncategory: chashan", "category/chashan.html"),
        ("layout: page\npermalink: /about/", "about.md"),
        ("title: 关于\npermalink: /about/", "about.md"),
        ("title: 关于\ndate: 2022-05-11", "source/about/index.md"),
        ("title: 文章", "content/posts/_index.md"),
        ("title: 关于", "content/about/index.md"),
        ("title: 首页", "index.html"),
        ("title: 说明", "docs/README.md"),
    ],
)
def test_drafts_and_pages_are_neither_posts_nor_problems(front: str, path: str) -> None:
    parsed = read(f"---\n{front}\n---\n文", path)
    assert (parsed.post, parsed.problems) == (None, ())


@pytest.mark.parametrize("path", ["README.md", "CODE_OF_CONDUCT.md", "_includes/a.html", "page.html"])
def test_a_page_without_front_matter_is_no_problem(path: str) -> None:
    assert read("<p>文</p>", path).problems == ()


def test_a_post_with_permalink_or_page_layout_is_one_by_its_date() -> None:
    assert post_of("---\nlayout: page\ndate: 2022-05-11\npermalink: /a/\n---\n文", "news/a.md").text == "文"


def test_a_hugo_post() -> None:
    text = (
        '+++\ntitle = "新书屋"\ndate = 2022-05-10T07:32:00+08:00\ntags = ["茶山", "书"]\n'
        'categories = ["文化 生活"]\ndescription = "第**二十**间。"\ndraft = false\n+++\n'
        '茶山镇{{< ref "a.md" >}}新书屋开门。\n'
    )
    post = post_of(text, "content/posts/Book/index.md")
    assert post.title == "新书屋"
    assert post.date is not None
    assert post.date.isoformat() == "2022-05-10T07:32:00+08:00"
    assert post.category == Category("文化 生活", "文化 生活")
    assert (post.tags, post.summary, post.text) == (("茶山", "书"), "第二十间。", "茶山镇新书屋开门。")
    assert post.address == "https://site.example/posts/book/"


def test_a_hugo_post_with_json() -> None:
    text = (
        '{\n  "title": "新书屋",\n  "date": "2022-05-10",\n'
        '  "categories": ["文化"],\n  "slug": "book"\n}\n\n文'
    )
    post = post_of(text, "content/news/a.md")
    assert (post.title, post.category, post.text) == ("新书屋", Category("文化", "文化"), "文")
    assert post.address == "https://site.example/news/book/"


def test_a_hexo_post() -> None:
    text = (
        "---\ntitle: 新书屋\ndate: 2022-05-10 08:00:00\ncategories:\n- [文化, 书]\n- 生活\n"
        "tags: [茶山]\n---\n文<!-- more -->\n\n更多"
    )
    post = post_of(text, "source/_posts/Book.md")
    assert (post.category, post.tags, post.text) == (Category("文化", "文化"), ("茶山",), "文\n更多")
    assert post.address == "https://site.example/2022/05/10/Book/"


@pytest.mark.parametrize(
    ("front", "path", "category"),
    [
        ("categories: [甲, 乙]", "_posts/2022-05-11-a.md", "甲 甲"),
        ("category: 甲", "_posts/2022-05-11-a.md", "甲 甲"),
        ("categories: 甲 乙", "_posts/2022-05-11-a.md", "甲 乙 甲 乙"),
        ("categories: donghubao\ntags: 东湖报新闻", "_posts/2022-05-11-a.md", "donghubao 东湖报"),
        ("categories: donghubao\ntags: [东湖报新闻]", "_posts/2022-05-11-a.md", "donghubao 东湖报"),
        ("categories: emnews\ntags: 东财滚动新闻", "_posts/2022-05-11-a.md", "emnews 东财滚动新闻"),
        ("categories: sitenews\ntags: 站长消息", "_posts/2022-05-11-a.md", "sitenews 站长消息"),
        ("categories: tech\ntags: [甲, 乙新闻]", "_posts/2022-05-11-a.md", "tech tech"),
        ("title: 一", "culture/_posts/2022-05-11-a.md", "culture culture"),
    ],
)
def test_the_category_is_a_slug_and_a_name(front: str, path: str, category: str) -> None:
    found = post_of(f"---\n{front}\n---\n文", path).category
    assert found is not None
    assert f"{found.slug} {found.name}" == category


def test_another_site_takes_no_names_from_tags() -> None:
    text = "---\ncategories: donghubao\ntags: 东湖报新闻\n---\n文"
    site = Site(profile=PLAIN)
    assert post_of(text, "_posts/2022-05-11-a.md", site=site).category == Category("donghubao", "donghubao")


def test_another_site_brings_its_own_habits_and_nothing_else_changes() -> None:
    profile = Profile(
        name="harbour",
        key=re.compile(r"(h\d+)$"),
        navigation=re.compile(r"^« "),
        source_line=re.compile(r"来源：(\S{1,20})$"),
        tag_suffix="频道",
    )
    text = (
        "---\ntitle: 一\ncategories: gang\ntags: 港口频道\n---\n"
        "开航。\n\n来源：海棠报\n\n<http://a.example/1>\n\n« 上一篇"
    )
    post = post_of(text, "_posts/2022-05-11-open-h12.md", site=Site(profile=profile))
    assert (post.key, post.text, post.source, post.link) == ("h12", "开航。", "海棠报", "http://a.example/1")
    assert post.category == Category("gang", "港口")


@pytest.mark.parametrize(
    ("front", "path", "address"),
    [
        ("categories: AnBao", "_posts/2022-05-11-NW1.md", "/anbao/2022/05/11/NW1.html"),
        ("categories: 'a b  c'", "_posts/2022-05-11-x.md", "/a/b/c/2022/05/11/x.html"),
        ("categories: [a b, c]", "_posts/2022-05-11-x.md", "/a%20b/c/2022/05/11/x.html"),
        ("title: 一", "_posts/2022-05-11-新闻.md", "/2022/05/11/%E6%96%B0%E9%97%BB.html"),
        ("date: 2022-05-10 20:00:00 +0000", "_posts/2022-05-10-x.md", "/2022/05/11/x.html"),
        ("permalink: /p/:year/:title/", "_posts/2022-05-11-x.md", "/p/2022/x/"),
        ("permalink: /p/:unknown/", "_posts/2022-05-11-x.md", ""),
        ("permalink: http://bad.example/", "_posts/2022-05-11-x.md", ""),
        ("title: 一", "_posts/-202205110000000001.md", ""),
        ("title: 一", "old_post/2022-05-11-x.md", ""),
        ("date: 2022-05-11", "notes/x.md", ""),
    ],
)
def test_the_address_follows_the_rule_of_the_site(front: str, path: str, address: str) -> None:
    expected = f"https://site.example{address}" if address else ""
    assert post_of(f"---\n{front}\n---\n文", path).address == expected


def test_without_a_site_there_is_no_address() -> None:
    assert post_of(FRONT + "文", site=Site()).address == ""


@pytest.mark.parametrize(
    ("body", "title", "text"),
    [
        ("# 新书屋 #\n\n开门。", "新书屋", "开门。"),
        ("<h1>新<b>书屋</b></h1><p>开门。</p>", "新书屋", "开门。"),
        ("开门。\n\n# 后面", "", "开门。\n后面"),
    ],
)
def test_a_text_without_front_matter_is_a_post_with_a_problem(body: str, title: str, text: str) -> None:
    parsed = read(body, "notes/2022-05-11-a.md")
    assert parsed.post is not None
    assert (parsed.post.title, parsed.post.text) == (title, text)
    assert [problem.problem for problem in parsed.problems] == ["no front matter"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "the file is empty"),
        ("\ufeff \n", "the file is empty"),
        ("---\nlayout: post\n---\n\n", "neither title nor text"),
        ('---\ntitle: ""\n---\n<p></p>', "neither title nor text"),
    ],
)
def test_a_file_that_holds_nothing_is_a_problem_and_no_post(text: str, problem: str) -> None:
    parsed = read(text)
    assert parsed.post is None
    assert [found.problem for found in parsed.problems] == [problem]
