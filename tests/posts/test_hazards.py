"""Every known hazard of the site is a file in `hazards/`; here is what each must become.

The folder is read once, as a user's corpus is, so that a bad file also shows that it stops nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from bot.posts.folder import Corpus, load
from bot.posts.post import Article
from tests.posts.reading import NOW, SITE

FOLDER = Path(__file__).parent / "hazards"


@cache
def corpus() -> Corpus:
    return load([FOLDER], SITE, now=NOW)


def article(serial: int | str) -> Article:
    key = f"20220511{serial:010d}" if isinstance(serial, int) else serial
    return next(article for article in corpus().articles if article.id == key)


def clock(article: Article) -> str:
    return article.date.astimezone(SITE.timezone).strftime("%Y-%m-%d %H:%M:%S")


def codes(article: Article) -> list[str]:
    return [f"{entity.mention} {entity.market}.{entity.code} {entity.name}" for entity in article.entities]


@dataclass(frozen=True)
class Row:
    hazard: str
    serial: int | str
    what: str
    expected: object


def link(serial: int) -> str:
    return f"http://finance.example/news/1354,20220511{serial:010d}.html"


def share(serial: int) -> str:
    return f"http://share.example/html_News/NewsShare.html?infoCode=NW20220511{serial:010d}"


def own(serial: int) -> str:
    return f"https://site.example/emnews/2022/05/11/20220511{serial:010d}.html"


ROWS = [
    Row("H1 no title: the first sentence", 1, "title", "据云岭电机公告，第三条产线将于七月投产"),
    Row("H1 no date: the day of the key", 1, "date", "2022-05-11 00:00:00"),
    Row("H1 no url", 1, "url", ""),
    Row("H2 the dated twin gives the title", 2, "title", "青禾生物新疫苗进入二期试验"),
    Row("H2 the dated twin gives the date", 2, "date", "2022-05-11 00:19:55"),
    Row("H2 the dated twin gives the link", 2, "url", link(2)),
    Row("H2 the twin with a source line gives the source", 2, "source", "远山日报"),
    Row("H3 the medium's twin gives the category", 3, "category", "quanshangdonghu 券商东湖"),
    Row("H3 the plain twin gives the link", 3, "url", link(3)),
    Row("H3 the plain twin gives the digest", 3, "summary", "海棠港务四月吞吐量同比增长一成。"),
    Row("H3 the plain twin gives the links", 3, "codes", ["link 1.601999 海棠港务"]),
    Row(
        "H3 the fullest twin gives the text",
        3,
        "text",
        "海棠港务四月吞吐量同比增长一成。\n内贸箱占了大半。\n公司预计五月持平。",
    ),
    Row("H3 the path is that of the text", 3, "path", "_posts/2022-05-11-NW202205110000000003.md"),
    Row("H4 the copy in the archive is the same article", 4, "date", "2022-05-11 10:46:18"),
    Row("H4 the post on the site is preferred", 4, "path", "_posts/2022-05-11-202205110000000004.md"),
    Row("H4 all old forms of navigation go", 4, "text", "北渡银行今起下调两年期存款利率10个基点。"),
    Row("H5 a blank line before the front matter", 5, "title", "远帆汽车四月销量公布"),
    Row("H5 an autolink without navigation is the tail", 5, "text", "远帆汽车四月售出新车三千辆。"),
    Row("H6 a clock without zone is the site's", 6, "date", "2022-05-11 01:47:15"),
    Row("H7 a date with a zone", 7, "date", "2022-05-11 11:46:43"),
    Row("H8 quotes inside a title", 8, "title", '董事长称"转型"已完成'),
    Row("H9 a category with blanks is one", 9, "category", "nanhaishibao  wanquAPP 南海时报  湾区APP"),
    Row("H10 category pages are not believed", 10, "category", "chashanribao 茶山日报"),
    Row("H11 slugs that differ in case stay apart", 11, "category", "TechWave TechWave"),
    Row("H11 slugs that differ in case stay apart", 1111, "category", "Techwave Techwave"),
    Row("H12 a wrong link is told as a link, not as truth", 12, "codes", ["link 0.002999 华岭集团"]),
    Row("H13 one name in two markets", 13, "codes", ["link 116.06999 中渡证券", "link 1.600999 中渡证券"]),
    Row("H14 data pages are no entities", 14, "codes", ["link 116.00999 中星国际", "link 0.399999 成长板指"]),
    Row("H14 data pages leave their word", 14, "text", "中星国际涨6%，成长板指翻红，业绩预告临近。"),
    Row("H15 words that links cut are whole", 15, "text", "人民银行与中渡证券签约。"),
    Row("H15 the source line that a link cuts", 15, "source", "江南证券报"),
    Row("H16 empty spans leave nothing", 16, "text", "新能源车企远帆交付提速，远帆称订单充足。"),
    Row(
        "H16 a span with an address is a repeat",
        16,
        "codes",
        ["link 90.BK0997 新能源", "link 106.YFAN 远帆", "repeat 106.YFAN 远帆"],
    ),
    Row(
        "H17 the digest is told once",
        17,
        "text",
        "今日(5月11日)，三大指数午后集体走高，成长板指涨超3%。\n分析师说，成交额是关键。",
    ),
    Row(
        "H17 and is the summary",
        17,
        "summary",
        "今日（5月11日），三大指数午后集体走高，成长板指涨超3%。（江南证券报）",
    ),
    Row("H17 its bracket names the source", 17, "source", "江南证券报"),
    Row("H18 an empty digest", 18, "summary", ""),
    Row("H18 an empty digest leaves no mark", 18, "text", "松江重工今起停牌。"),
    Row("H19 a digest of two lines", 19, "summary", "两部门发文支持冷链物流。补助按车计算。"),
    Row(
        "H19 both lines are told once",
        19,
        "text",
        "两部门发文支持冷链物流。补助按车计算。\n文件自六月起施行。",
    ),
    Row("H20 an empty autolink: the site's own address", 20, "url", own(20)),
    Row("H20 leaves no mark", 20, "text", "某地发布暴雨蓝色预警。"),
    Row("H21 the body is the title", 21, "text", "能源局召开四月并网调度会"),
    Row("H22 an empty body", 22, "text", ""),
    Row("H22 is still found by its title", 22, "title", "只有标题的一条"),
    Row("H23 a missing id does not make twins", "2022-05-11-NWNone", "title", "编号缺失之一"),
    Row("H23 a missing id does not make twins", "2022-05-12-NWNone", "title", "编号缺失之二"),
    Row("H24 full-width spaces", 24, "text", "双桥水务公布水价方案。\n居民 用水分三档。"),
    Row("H25 stray blanks", 25, "text", "远帆汽车融资2052万美元，估值3亿(约合人民币20亿元)。下一步"),
    Row("H26 entities once", 26, "text", "《<海湾公约>修正案》今日生效，A&B 两类物质停产，1吨也不行。"),
    Row("H26 in the title too", 26, "title", "公约修正案生效 & 影响"),
    Row("H27 one 新闻 of two", 27, "category", "meitiancaixinxinwen 每天财讯新闻"),
    Row(
        "H28 pictures give their captions",
        28,
        "text",
        "一季度数据见下表。\n图片来源：公司公告\n双桥水务新厂区俯瞰",
    ),
    Row("H29 a chart gives its code", 29, "codes", ["chart 106.YFAN ", "chart 0.002999 "]),
    Row("H29 and no text", 29, "text", "公司没有回应。"),
    Row(
        "H30 topics stay paragraphs",
        30,
        "text",
        "校园招聘不必只看学历\n用人单位应看本领。\n老街夜市重新开张\n摊主们盼来客流。",
    ),
    Row("H31 counters are articles of their own", 31, "title", "北向资金净流入超40亿"),
    Row("H31 counters are articles of their own", 3131, "title", "北向资金净流入达80亿"),
    Row("H32 a misspelt name stays", 32, "text", "名字写错的公司和林微钠今日涨停。"),
    Row("H33 title and text need not agree", 33, "text", "四月出口同比增长384.9%。"),
    Row("H34 the date orders, not the id", 34, "date", "2022-05-11 10:46:18"),
    Row("H34 the date orders, not the id", "202205119000000034", "date", "2022-05-11 10:39:11"),
    Row("H35 after midnight is the same day", 35, "date", "2022-05-11 00:19:55"),
    Row("H37 half a file", 37, "text", "白鹭药业公告，拟回购股份。\n回购价不超过每股二十元，"),
    Row("H37 half a front matter", 3737, "title", "只写了头的文件"),
    Row("H38 no copy in the archive", 38, "text", "没有存档的一条。"),
    Row("H39 title and digest as text", 39, "text", "只有摘要的媒体稿\n白鹭药业拟回购股份，金额未定。"),
    Row("H39 a share link is better than none", 39, "url", share(39)),
    Row(
        "H40 Markdown and Liquid eat nothing",
        40,
        "text",
        "*ST白鹭、*ST双桥和S*ST松江今日复牌，涨幅在5~10%或15~20%，代号_甲_与[乙]；{{翻倍}}、{%、三类。\n"
        "2022. 第一季\n1) 首条",
    ),
    Row("H41 YAML's bad post is read by line", 41, "title", "标签坏了"),
    Row("H42 scripts are no text", 42, "text", "正文还在。\n链接"),
    Row("H42 only web addresses are links", 42, "url", own(42)),
    Row("H43 line ends of two characters", 43, "text", "第一段。\n第二段。"),
    Row("H43 line ends of two characters", 43, "url", link(43)),
]


def seen(found: Article, what: str) -> object:
    if what == "date":
        return clock(found)
    if what == "codes":
        return codes(found)
    if what == "category":
        return f"{found.category.slug} {found.category.name}"
    return getattr(found, what)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.hazard} ({row.what})")
def test_a_hazard_becomes_what_the_author_meant(row: Row) -> None:
    assert seen(article(row.serial), row.what) == row.expected


def test_what_an_editor_should_mend_is_listed_with_its_line() -> None:
    found = [
        (problem.path.rsplit("/", 1)[-1], problem.line, problem.problem) for problem in corpus().problems
    ]
    assert found == [
        ("-202205110000000001.md", 3, "no title"),
        ("-202205110000000001.md", 4, "the date '+0800' cannot be read"),
        ("-202205110000000002.md", 3, "no title"),
        ("-202205110000000002.md", 4, "the date '+0800' cannot be read"),
        (
            "2022-05-11-202205110000000008.md",
            3,
            "the front matter is no valid YAML: did not find expected key",
        ),
        ("2022-05-11-202205110000000022.md", 8, "the body is empty"),
        ("2022-05-11-202205110000000037.md", 8, "the file ends within a character"),
        (
            "2022-05-11-202205110000000041.md",
            6,
            "the front matter is no valid YAML: did not find expected alphabetic or numeric character",
        ),
        ("2022-05-11-202205110000003737.md", 1, "the front matter has no closing `---`"),
        ("2022-05-11-202205110000003737.md", 5, "the body is empty"),
    ]


def test_pages_of_the_site_are_neither_posts_nor_problems() -> None:
    assert (corpus().posts, len(corpus().articles)) == (50, 47)
    assert not [problem for problem in corpus().problems if "category/" in problem.path]


def test_no_article_keeps_any_tail_or_tag() -> None:
    for found in corpus().articles:
        assert not any(mark in found.text for mark in ("返回", "<p", "<http", "文章来源", "&nbsp"))


def test_dates_are_aware() -> None:
    assert all(isinstance(found.date, datetime) and found.date.tzinfo for found in corpus().articles)
