"""A made corpus, the same everywhere: companies, figures and events put together with a fixed seed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

POSTS = 240
SENTENCES = 9
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

FIRST, SECOND = "澜璟苓汇翎沐岚泓", ("柏", "泰", "安", "岑")
FIELDS = ("新能", "能源", "医药", "燃气", "汽车", "证券")
PLACES = ("厦门", "槟城", "汀洲", "泉州", "成都", "横琴")
EVENTS = (
    "公告，上半年净利润{n}亿元，同比增长{p}%",
    "拟每10股派发现金红利{n}元，股权登记日为{m}月{d}日",
    "在{place}的新厂房开工，总投资{n}亿元，预计两年后投产",
    "收到监管部门的问询函，被要求说明应收账款增加{p}%的原因",
    "与{other}签署战略合作协议，将在{place}共建研究中心",
    "宣布召回{m}月生产的{d}批产品，涉及金额约{n}亿元",
    "董事会同意回购股份，价格不超过每股{n}元",
    "表示，{place}市场的需求好于预期，全年目标不变",
)
SOFT = (
    "业内人士认为，行业竞争仍然激烈，企业需要提高效率。",
    "{place}气象台预计，{m}月{d}日起将有强降雨，请市民注意安全。",
    "分析师指出，原材料价格下跌{p}个百分点，有利于下半年的毛利率。",
    "当地居民说，新的公交线路方便了孩子上学和老人看病。",
    "专家建议，投资者应当理性看待短期波动，不要追涨杀跌。",
)
CATEGORIES = ("yaowen", "gonggao", "gushi", "minsheng")


def companies() -> list[str]:
    return [
        f"{one}{two}{field}" for (one, two), field in zip(product(FIRST, SECOND), FIELDS * 6, strict=False)
    ]


def posts(count: int = POSTS) -> list[tuple[str, str]]:
    """File names with their texts."""
    draw = Random(20260302)
    return [post(draw, number) for number in range(count)]


def post(draw: Random, number: int) -> tuple[str, str]:
    date = START + timedelta(hours=5 * number)
    company = draw.choice(companies())
    title = f"{company}{filled(draw, draw.choice(EVENTS)).partition('，')[0]}第{number}号"
    body = [f"{company}{filled(draw, draw.choice(EVENTS))}。"]
    body += [filled(draw, draw.choice(SOFT + EVENTS)) for _ in range(SENTENCES)]
    head = f"---\nlayout: post\ntitle: {title}\ndate: {date:%Y-%m-%d %H:%M:%S} +0800\n"
    text = f"{head}categories: [{CATEGORIES[number % 4]}]\n---\n\n{'。'.join(body)}\n"
    return f"{date:%Y-%m-%d}-made{number:04}.md", text


def filled(draw: Random, pattern: str) -> str:
    """The sentence with figures, a place and a company drawn for it."""
    return pattern.format(
        n=f"{draw.randrange(1, 900) / 100:.2f}",
        p=draw.randrange(2, 90),
        m=draw.randrange(1, 13),
        d=draw.randrange(1, 28),
        place=draw.choice(PLACES),
        other=draw.choice(companies()),
    )
