"""Every sentence that the terminal shows a reader, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.answers.answer import How, Place, Reason
from bot.answers.trends import Unit

Speech = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Texts:
    found: str
    latest: str
    latest_in: str
    page: str
    reasons: Mapping[Reason, str]
    missing: str
    nearest: str
    meant: str
    source: str
    matched: str
    also: str
    folded: str
    asked: str
    meant_by: str
    only: str
    between: str
    newest_first: str
    anchored: str
    outside: str
    newest: str
    relaxed: str
    relaxed_of: str
    why: str
    score: str
    hows: Mapping[How, str]
    found_as: str
    places: Mapping[Place, str]
    nowhere: str
    near: str
    brought: str
    parts: Mapping[str, str]
    quoted: str
    comma: str
    corpus: str
    empty: str
    ask: str
    examples: str
    commands: str
    more: str
    first_page: str
    last_page: str
    categories: str
    unknown_command: str
    trend_mentions: str
    trend_units: Mapping[Unit, str]
    trend_ever: str
    trend_apart: str
    trend_unknown: str
    trend_ask: str
    trend_drawn: str


ENGLISH: Final = Texts(
    found="{total} found",
    latest="Latest of {total}",
    latest_in="Latest of {total} in {category}",
    page="page {page} of {pages}",
    reasons={
        "empty": "The question is empty.",
        "too_long": "The question is too long; ask it in one sentence.",
        "no_terms": "The question names nothing to search for; name a company, a code or a subject.",
        "uncovered": "Nothing found: no article covers what was asked.",
        "no_articles": "There is no article at all.",
        "none_dated": "There is no article of this time.",
        "unknown_category": "There is no such category.",
    },
    missing="No article has: {terms}",
    nearest="Closest:",
    meant="Did you mean: {names}",
    source="source: {source}",
    matched="matched: {terms}",
    also="also as: {ids}",
    folded="{count} more nearly the same:",
    asked="asked: {question}",
    meant_by="searched for {meant} (typed: {typed})",
    only="only {what}",
    between="{first} to {last}",
    newest_first="newest first",
    anchored="counted from the newest article, {newest}",
    outside="no article of {what} answers, so any time counts",
    newest="Newest:",
    relaxed="The closest article lacks {missing}.",
    relaxed_of="No article mentions {all} together; the closest lacks {missing}.",
    why="Why this article",
    score="score {score} = {sum}",
    hows={
        "exact": "exact",
        "near": "nearly",
        "missing": "missing",
        "unit": "the same amount or date",
        "code": "code",
        "alias": "synonym",
        "name": "other name",
        "homophone": "sounds alike",
        "typing": "typing error",
        "pinyin": "pinyin",
    },
    found_as="as {found} ({how}, counts {share})",
    places={"title": "title", "passage": "passage", "body": "text", "entities": "names"},
    nowhere="not in the article",
    near="close in meaning ({similarity})",
    brought="found by its meaning alone, in other words ({similarity})",
    parts={},
    quoted="“{word}”",
    comma=", ",
    corpus="{articles} articles, newest of {newest}",
    empty="No articles yet. Put posts into the corpus folder.",
    ask="Ask in your own words.",
    examples="For example, ask about:",
    commands="/latest [category]   /categories   /help   /quit      a number opens, n and p turn pages",
    more="Enter or n: next page · p: previous page · a number: details",
    first_page="This is the first page.",
    last_page="This is the last page.",
    categories="{total} categories; a number shows its latest articles",
    unknown_command="{command} is no command here. /help shows those there are.",
    trend_mentions=": mentioned by {total}",
    trend_units={
        "day": "by day",
        "week": "by week",
        "month": "by month",
        "quarter": "by quarter",
        "year": "by year",
    },
    trend_ever="at any time {ever}, {days}",
    trend_apart="none has this in one piece; counted are articles with {words}",
    trend_unknown="No article mentions {name}.",
    trend_ask="Name a company, an event or a category, perhaps with a time.",
    trend_drawn="drawn into {file}",
)

CHINESE: Final = Texts(
    found="找到 {total} 篇",
    latest="最新文章，共 {total} 篇",
    latest_in="{category}的最新文章，共 {total} 篇",
    page="第 {page}/{pages} 页",
    reasons={
        "empty": "问题是空的。",
        "too_long": "问题太长，请用一句话来问。",
        "no_terms": "问题里没有可查的词，请写出公司、代码或主题。",
        "uncovered": "没有找到：没有文章谈到所问的内容。",
        "no_articles": "还没有任何文章。",
        "none_dated": "这段时间里没有文章。",
        "unknown_category": "没有这个栏目。",
    },
    missing="文章里没有：{terms}",
    nearest="最接近的文章：",
    meant="您是不是要找：{names}",
    source="来源：{source}",
    matched="匹配：{terms}",
    also="同文：{ids}",
    folded="另有 {count} 篇相近：",
    asked="问的是：{question}",
    meant_by="按{meant}搜索（输入的是{typed}）",
    only="只看 {what}",
    between="{first} 至 {last}",
    newest_first="最新的在前",
    anchored="最新文章是 {newest}，按它来算",
    outside="{what} 没有答得上的文章，已不限时间",
    newest="最新的文章：",
    relaxed="最接近的文章没有提到{missing}。",
    relaxed_of="没有同时提到{all}的文章，最接近的没有提到{missing}。",
    why="为什么是这篇",
    score="得分 {score} = {sum}",
    hows={
        "exact": "原词",
        "near": "近似",
        "missing": "没有",
        "unit": "换算",
        "code": "代码",
        "alias": "同义",
        "name": "别名",
        "homophone": "同音",
        "typing": "错字",
        "pinyin": "拼音",
    },
    found_as="写作{found}（{how}，算 {share}）",
    places={"title": "标题", "passage": "摘句", "body": "正文", "entities": "名称"},
    nowhere="文中没有",
    near="意思相近（{similarity}）",
    brought="用词不同，但意思相近（{similarity}）",
    parts={
        "engine": "检索",
        "passage": "摘句",
        "order": "语序",
        "close": "紧凑",
        "pairs": "字对",
        "numbers": "数字",
        "kind": "类型",
        "meaning": "意思",
    },
    quoted="“{word}”",
    comma="、",
    corpus="共 {articles} 篇文章，最新一篇 {newest}",
    empty="还没有文章，请把文章放进语料文件夹。",
    ask="直接用自己的话提问。",
    examples="比如可以问：",
    commands="/latest [栏目]   /categories   /help   /quit      输入编号看详情，n 和 p 翻页",
    more="回车或 n：下一页 · p：上一页 · 编号：看详情",
    first_page="已经是第一页。",
    last_page="已经是最后一页。",
    categories="共 {total} 个栏目，输入编号看其最新文章",
    unknown_command="没有 {command} 这个命令，/help 列出全部命令。",
    trend_mentions="：{total} 篇提到",
    trend_units={"day": "按天", "week": "按周", "month": "按月", "quarter": "按季度", "year": "按年"},
    trend_ever="不限时间共 {ever} 篇，{days}",
    trend_apart="没有连在一起写的，数的是同时有{words}的文章",
    trend_unknown="没有文章提到{name}。",
    trend_ask="请写公司、事件或栏目，也可以加时间。",
    trend_drawn="已画入 {file}",
)


def texts_for(language: str, locale: str) -> Texts:
    """The texts of a LANGUAGE setting; `auto` follows a locale such as `zh_CN.UTF-8`."""
    chosen = locale if language == "auto" else language
    return CHINESE if chosen.lower().startswith("zh") else ENGLISH
