from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.posts.reading import FRONT, post_of, text_of

WORDS = st.text("甲乙丙丁银行证券，。！？；：、“”（）《》·…—～0123456789abcXYZ%", min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>人民<a href='#'>银行</a></p>", "人民银行"),
        ("人民[银行](http://bank.example)和**证券**", "人民银行和证券"),
        ("<p>甲</p><p>乙<br>丙<br/>丁</p><center>戊</center>", "甲\n乙\n丙\n丁\n戊"),
        ("# 小标题\n\n甲\n\n- 乙\n- 丙\n", "小标题\n甲\n乙\n丙"),
        ("<ul><li>甲</li><li>乙</ul>", "甲\n乙"),
        ("甲<!-- 注 -->乙", "甲乙"),
        ("<p>甲</p><!-- 没有结束", "甲"),
        ("<style>p{}</style><script>var a = '<p>乙</p>'</script><p>甲</p>", "甲"),
        ('<p>甲</p><p style="display: none">乙</p><div hidden>丙<p hidden>丁</p></div>', "甲"),
        ("<p>甲&amp;lt;&#x4E59;&copy;</p>", "甲&lt;乙©"),
        ("<p>甲\u3000\u3000乙&nbsp;&nbsp;丙\u200b丁</p>\n\n\n<p>\u3000</p>", "甲 乙 丙丁"),
        ("净利润<5亿元，同比>3成 & 持平", "净利润<5亿元，同比>3成 & 持平"),
        ("<华岭>与《乙》", "<华岭>与《乙》"),
        ("甲\n\n    四个空格的乙", "甲\n四个空格的乙"),
        ("<div>\n\n    <p>缩进的甲</p>\n\n</div>", "缩进的甲"),
        ("甲乙丙，\n丁戊。\n己", "甲乙丙，丁戊。\n己"),
        ("A line that goes on\nin the next one.", "A line that goes on in the next one."),
        ("```\n甲 = 1\n乙 = 2\n```", "甲 = 1\n乙 = 2"),
        ("<p>第 3 季度 (未审计) 增 5% 左右 ，</p>", "第3季度(未审计) 增5%左右，"),
        ("记者 李青 报道", "记者 李青 报道"),
        ("[注]: 数据来自公司\n\n[乙]:丙", "[注]: 数据来自公司\n[乙]:丙"),
        ("1. 甲\n2. 乙\n10) 丙", "1. 甲\n2. 乙\n10) 丙"),
        ("2*3*4与 __init__ 与 a_b_c", "2*3*4与 __init__ 与 a_b_c"),
        ("4615mm*1875mm*1715mm，车牌NA***5、黑A1X02*、黑A7R1Z*两台", None),
        ("iX1*、i4 *纯电动*在全球，参考*网络", None),
        ("张**、李**两人，@不***外 认为", None),
        ("*注：金额为*税前", None),
        ("**“重点”**的*词* 与 a *very* good **bold** one", "“重点”的*词* 与 a very good bold one"),
        ("* 甲\n* 乙\n\n***\n\n丙", "甲\n乙\n丙"),
        ("电影<Breaking Away>就是<i>在</i>这里<nothing>拍的", "电影<Breaking Away>就是在这里<nothing>拍的"),
        ("家人👨\u200d👩\u200d👧\u200d\u200d与\u200d猫", "家人👨\u200d👩\u200d👧\u200d与猫"),
        ("`a*b*c <T>`", "a*b*c <T>"),
        ("~~不划掉~~ 10~20", "~~不划掉~~ 10~20"),
    ],
)
def test_the_text_is_what_a_reader_reads(body: str, expected: str | None) -> None:
    assert text_of(body) == (body if expected is None else expected)


@pytest.mark.parametrize(
    "body",
    [
        "| 名称 | 涨幅 |\n|---|---|\n| 甲 | 1% |\n| 乙 | 2% |",
        "<table><thead><tr><th>名称</th><th>涨幅</th></tr></thead><tbody><tr><td>甲</td><td>1%</td></tr>"
        "<tr><td>乙</td><td>2%</td></tr></tbody></table>",
        "<table><tr><th>名称<th>涨幅<tr><td><p>甲</p></td><td><p>1%</p></td></tr>\n<tr><td>乙<td>2%</table>",
    ],
)
def test_a_table_is_one_row_a_line(body: str) -> None:
    assert text_of(body) == "名称 | 涨幅\n甲 | 1%\n乙 | 2%"


def test_a_cell_with_several_lines_stays_in_its_row() -> None:
    assert text_of("<table><tr><td>甲<br>乙</td><td>丙</td></tr></table>丁") == "甲 乙 | 丙\n丁"


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("茶山镇新书屋开门", "前\n茶山镇新书屋开门\n后"),
        ("Image", "前后"),
        ("图片1", "前后"),
        ("K图 002999_0", "前后"),
        ("新书屋开门.jpg", "前后"),
        ("", "前后"),
    ],
)
def test_a_picture_gives_its_caption_if_a_person_wrote_it(alt: str, expected: str) -> None:
    assert text_of(f'<p>前<img src="a.jpg" alt="{alt}">后</p>') == expected


def test_a_caption_below_the_picture_is_told_once() -> None:
    assert text_of('<img src="a" alt="新书屋开门"><p>新书屋开门</p>') == "新书屋开门"


def test_a_live_chart_leaves_no_word() -> None:
    chart = "<!-- EM_StockImg_Start --><p><a data-code='YFAN|106|7'>看行情</a></p><!-- EM_StockImg_End -->"
    assert text_of(f"{chart}<p>甲</p>") == "甲"


def test_a_title_keeps_the_blanks_between_its_clauses() -> None:
    assert post_of(FRONT.replace("标题", "快讯！  甲公司 3 连板") + "文").title == "快讯！ 甲公司 3 连板"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% include ad.html %}甲{{ site.title | upcase }}", "甲"),
        ("{%- if page.a -%}甲{%- endif -%}", "甲"),
        ("甲{% comment %}乙{% endcomment %}丙", "甲丙"),
        ('甲{{< figure src="a.png" caption="新书屋开门" >}}', "甲新书屋开门"),
        ('{{% notice tip %}}甲{{% /notice %}}{{< youtube "x1" >}}', "甲"),
        ("{{增长}}、{{、{%、}} 都是字", "{{增长}}、{{、{%、}} 都是字"),
    ],
)
def test_template_tags_go_and_the_authors_braces_stay(body: str, expected: str) -> None:
    assert text_of(body) == expected


def test_html_files_are_not_read_as_markdown() -> None:
    assert text_of("<p>*甲*</p>\n# 乙", "_posts/2022-05-11-a.html") == "*甲*\n# 乙"


@pytest.mark.parametrize(
    "tail",
    [
        "\n\n<http://news.example/a>\n\n[返回甲](//site.example/a.html)｜[返回首页](//site.example/)",
        "\n\n<http://news.example/a>\n\n[返回甲](../a/)\n\n[返回首页](../)\n",
        "\n<http://news.example/a>",
        "\n\n<http://news.example/a>\n\n[返回甲](//site.ex",
    ],
)
def test_the_tail_gives_the_link_and_goes(tail: str) -> None:
    post = post_of(FRONT + "<p>甲。</p>" + tail)
    assert (post.text, post.link) == ("甲。", "http://news.example/a")


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "ftp://a.example/b", "http://", "data:text/html,x"]
)
def test_only_web_addresses_are_links(address: str) -> None:
    post = post_of(f"{FRONT}甲。\n\n<{address}>\n\n[返回首页](/)")
    assert (post.text, post.link) == ("甲。", "")


@pytest.mark.parametrize(
    ("digest", "body", "text"),
    [
        (
            "茶山镇第二十间新书屋今日开门，藏书两千册，夜里十点关门，周末有人讲故事。",
            "<p>茶山镇第二十间新书屋今日开门，藏书 2000 册，夜里十点关门，周末有人讲故事。</p>",
            None,
        ),
        ("（茶山镇）新书屋，今日开门。", "<p>茶山镇新书屋今日开门！</p><p>乙</p>", None),
        (
            "茶山镇新书屋今日开门，读者早早排队。",
            "<p>茶山镇新书屋今日开门的消息传开以后，桥也修好了。</p>",
            "茶山镇新书屋今日开门，读者早早排队。\n茶山镇新书屋今日开门的消息传开以后，桥也修好了。",
        ),
        ("茶山镇新书屋今日开门。", "<p>别的内容。</p>", "茶山镇新书屋今日开门。\n别的内容。"),
        ("茶山镇新书屋今日开门。", "", "茶山镇新书屋今日开门。"),
    ],
)
def test_a_digest_is_text_only_where_the_body_does_not_say_it(
    digest: str, body: str, text: str | None
) -> None:
    post = post_of(f"{FRONT}> {digest}\n\n{body}")
    assert post.digest == digest
    assert post.text == (text if text is not None else text_of(body))


def test_a_source_key_of_the_front_matter_is_better_than_the_bracket_of_a_digest() -> None:
    text = "甲公司今日停牌。（江南证券报）"
    assert post_of(FRONT + text).source == "江南证券报"
    assert post_of(FRONT.replace("layout: post", "source: 东湖报") + text).source == "东湖报"


@pytest.mark.parametrize("bracket", ["（完）", "（记者 李青）", "（002999）", "（图）", "（责编：李青）"])
def test_not_every_bracket_at_the_end_is_a_source(bracket: str) -> None:
    assert post_of(f"{FRONT}甲公司今日停牌。{bracket}").source == ""


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_normal_text_survives_as_paragraphs_and_as_html(paragraphs: list[str]) -> None:
    expected = "\n".join(paragraphs)
    # A leading digit and dot, dash or bracket would be Markdown; every paragraph begins with Han.
    plain = "\n\n".join(f"文{paragraph}" for paragraph in paragraphs)
    html = "".join(f"<p>文{paragraph}</p>" for paragraph in paragraphs)
    wanted = "".join(expected.split("\n"))
    for body in (plain, html):
        text = text_of(body)
        assert text.count("\n") == len(paragraphs) - 1
        assert "".join(line.removeprefix("文") for line in text.split("\n")) == wanted


@given(st.text("甲*_~ST[]`#1.-（", max_size=40))
def test_live_markdown_loses_no_letter(body: str) -> None:
    letters = [letter for letter in body if letter in "甲ST1（"]
    text = text_of(f"文{body}")
    assert [letter for letter in text if letter in "甲ST1（"] == letters
    assert text.count("_") == body.count("_")
    assert text.count("~") == body.count("~")
