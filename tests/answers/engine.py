"""Small corpora in the engine that is obviously right, for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.answerer import Answerer
from bot.posts.post import Article, Category, Entity
from bot.search.engines.memory import MemoryEngine
from bot.search.meaning.sense import Sense
from bot.search.tokens import document

FIRST_DAY = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
FLASH = Category("kuaixun", "滚动快讯")
SECURITIES = Category("canghaizhengquanbao", "沧海证券报")
FARM = Category("tianyenongxun", "田野农讯")


def an_article(
    key: str,
    title: str,
    text: str = "",
    *,
    days: float = 0,
    category: Category = FLASH,
    summary: str = "",
    entities: tuple[Entity, ...] = (),
    also: tuple[str, ...] = (),
) -> Article:
    return Article(
        id=key,
        path=f"_posts/{key}.md",
        title=title,
        date=FIRST_DAY + timedelta(days=days),
        category=category,
        source="",
        url="",
        summary=summary,
        text=text,
        entities=entities,
        also=also,
    )


NEWS = (
    an_article(
        "september",
        "翎动汽车9月交付21305辆 首次突破两万",
        "翎动汽车公布，9月交付新车21305辆，同比增长52%。\n公司预计全年交付超过22万辆。",
        days=1,
    ),
    an_article(
        "october",
        "翎动汽车10月交付24870辆 创新高",
        "翎动汽车公布，10月交付新车24870辆，再创新高。\n其中出口1204辆。",
        days=31,
    ),
    an_article(
        "storm",
        "“木莲”过境厦门：倒树4100棵",
        "台风“木莲”10月5日22时50分在漳浦登陆。全市倒伏树木4100余棵。没有人员伤亡。",
        days=5,
        category=FARM,
    ),
    an_article(
        "fined",
        "操纵两只小盘股 岩桐私募被罚没1.37亿元",
        "监管部门通报，岩桐私募及其实际控制人操纵两只小盘股。私募被罚没1.37亿元。",
        days=9,
        category=SECURITIES,
    ),
    an_article(
        "harvest",
        "洛川苹果开秤价创五年新高",
        "果农屈安民说，今年的苹果每斤4.2元。\n他卖掉了一半，另一半存进气调库。",
        days=12,
        category=FARM,
        summary="洛川苹果今年每斤4.2元。",
    ),
    an_article(
        "listed",
        "赛桐机器人登陆港交所",
        "赛桐机器人(09618.HK)在港交所主板挂牌，收报27.20港元。",
        days=15,
        category=SECURITIES,
        entities=(Entity("116", "09618", "赛桐机器人", "link"),),
    ),
)


async def answering(
    articles: Sequence[Article], *, page_size: int = 5, sense: Sense | None = None
) -> Answerer:
    engine = MemoryEngine()
    await engine.rebuild(map(document, articles), fingerprint="test")
    return Answerer(engine, timezone=ZoneInfo("Asia/Shanghai"), page_size=page_size, sense=sense)
