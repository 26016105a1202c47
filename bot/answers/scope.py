"""What a question is narrowed to: a time, a category, the newest; and whether it asks for nothing else.

A word that may be a filter may as well be content, and then it must lose no articles. So:

- Days and weeks (昨天, 上周, 近三天) filter, but only where the articles of that time cover the rest of the
  question nearly as well as all articles do. Else they stay content, and the answer says so.
- Months, quarters, years and dates (一季度, 去年, 3月14日) are mostly about figures told later: they stay
  content and only let an article of that time win among equals. Articles seldom name the year they are
  from, so where nothing is found like that, the articles of that time are asked without the word. Whoever
  asks has a month or a date filter: then only articles of that time answer, or none.
- A category filters where its whole name or slug stands in the question, under the same condition; not a
  name that is an everyday word (财经, 基金).
- 最新, 最近, latest put the newest of equals first; 最新消息 and the like say nothing else and are left out.
- A question of nothing but such words (昨天有什么新闻, 泉州晚报最近说了什么, 3月的消息) lists what there is.

What floats with the clock (昨天, 3月) and lies wholly after the newest article is reckoned from that article
instead, whose date is then the `anchor`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.answers.answer import Filtering, TimeRange
from bot.answers.question import Question, placed
from bot.answers.stopwords import STOP_WORDS
from bot.answers.times import TimeWord, find_times
from bot.posts.post import Category
from bot.search.engine import CategoryCount, Filter
from bot.search.rarity import EVERYDAY, background
from bot.search.text import normalise
from bot.search.tokens import HAN_RUN, words

LONGEST_NAME = 60
MONTH = timedelta(days=31)
MOST_NAMES = 1024
ASKING = (
    r"最新(?:消息|动态|进展|新闻|情况)|有(?:什么|啥)新(?:的|消息|动态|进展)?|\b(?:latest news|what'?s new)\b"
)
LATEST = re.compile(
    rf"(?P<asking>{ASKING})|最近(?!一?[次个回])|最新|近期|近日|\b(?:latest|newest|recent(?:ly)?)\b"
)
_NEWS = """
新闻 消息 资讯 文章 报道 快讯 动态 要闻 大事 事情 事 事件 发 发生 发布 发表 内容 更新 东西 新 新的 说 写 讲
出 登 有 没有 没 看 一下 全部 所有 情况 进展
news article articles story stories update updates happened happen anything something new show give list all
"""
NEWS = frozenset(_NEWS.split())
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The question without the words that became filters, and these."""

    text: str
    time: TimeRange | None
    category: Category | None

    def where(self, base: Filter) -> Filter:
        """The filters as an engine takes them, on top of what was set before."""
        slug = self.category.slug if self.category else base.category
        since, until = (self.time.since, self.time.until) if self.time else (base.since, base.until)
        return replace(base, category=slug, since=since, until=until)


@dataclass(frozen=True, slots=True)
class Scope:
    """text: the normalised question. named: where the category stands. browses: nothing else is asked.

    asking: what only says that something new is wanted. says_news: it speaks of news, articles or the like.
    insists: the time filters whatever it is.
    """

    text: str
    time: TimeWord | None = None
    anchor: datetime | None = None
    category: Category | None = None
    named: Place = (0, 0)
    latest: bool = False
    asking: tuple[Place, ...] = ()
    browses: bool = False
    says_news: bool = False
    insists: bool = False

    @property
    def range(self) -> TimeRange | None:
        return self.time.time if self.time else None

    def from_newest(self, newest: datetime) -> Scope:
        """The same scope with its time reckoned from the newest article, dated on the reader's clock."""
        if self.time is None:
            return self
        said = (self.time.start, self.time.end)
        found = find_times(without(self.text, [self.named]), newest)
        time = next((one for one in found if (one.start, one.end) == said), None)
        return replace(self, time=time, anchor=newest) if time else self

    def freed(self, filters: Collection[Filtering]) -> Scope:
        """The scope of the question without the words of these filters."""
        time = None if "time" in filters else self.time
        category, named = (None, (0, 0)) if "category" in filters else (self.category, self.named)
        said = [(self.time.start, self.time.end)] if self.time and not time else []
        taken = [*said, *([self.named] if named != self.named else [])]
        text = without(self.text, taken)
        insists = "telling" in filters and time is not None
        return replace(self, text=text, time=time, category=category, named=named, insists=insists)

    def told(self, asked: Question, question: Question, narrowing: Narrowing | None) -> Question:
        """`asked` with what is to be told of the whole question: the filters, or that a time is none."""
        time, category = (narrowing.time, narrowing.category) if narrowing else (None, None)
        narrow = self.time is not None and self.time.narrow
        understood = replace(
            asked.understood,
            text=question.understood.text,
            category=category or question.understood.category,
            time=time,
            anchor=self.anchor if time or narrow else None,
            latest=self.latest,
            outside=self.range if narrow and not time else None,
            offered=self.offered if not time else None,
        )
        return replace(asked, understood=understood, prefer=None if time else self.range)

    @property
    def offered(self) -> TimeRange | None:
        """A month or a date; quarters and years are hardly ever when something was in the news."""
        if self.range is None or self.time is None or self.time.narrow:
            return None
        return self.range if self.range.until - self.range.since <= MONTH else None

    @property
    def may_be_content(self) -> bool:
        """Is it but a month, a year or a date, which articles may tell of?"""
        return self.time is not None and not self.time.narrow and not self.says_news

    @property
    def last_resort(self) -> Narrowing | None:
        """What to try where nothing has the time as a word: 昨天 counts no more, 2026年 filters after all."""
        if self.time is None:
            return None
        text = without(self.text, [*self.asking, (self.time.start, self.time.end)])
        return Narrowing(text, None if self.time.narrow else self.range, None)

    def narrowings(self) -> Iterable[Narrowing]:
        """What may be tried, the strictest first; none where no word may filter."""
        narrow = self.time if self.time and (self.time.narrow or self.insists) else None
        name = normalise(self.category.name) if self.category else ""
        named = self.category if background(name) >= EVERYDAY else None
        tried = ((narrow, named), (None, named), (narrow, None))
        for time, category in tried[::2] if self.insists else tried:
            if time or category:
                taken = [
                    *self.asking,
                    *([(time.start, time.end)] if time else []),
                    *([self.named] if category else []),
                ]
                yield Narrowing(without(self.text, taken), time.time if time else None, category)


def scope_of(text: str, *, now: datetime, known: Sequence[CategoryCount] = ()) -> Scope:
    """What a question is narrowed to. `now` is aware; known: the categories that there are."""
    whole = normalise(text)
    places = placed(whole, words(whole))
    category, named = _category(whole, places, known)
    time = _time(without(whole, [named]), places, now)
    taken = [named, *([(time.start, time.end)] if time else [])]
    found = LATEST.finditer(without(whole, taken))
    latest = [one for one in found if _whole_words(*one.span(), places)]
    rest = words(without(whole, [*taken, *(one.span() for one in latest)]))
    return Scope(
        text=whole,
        time=time,
        category=category,
        named=named,
        latest=bool(latest),
        asking=tuple(one.span() for one in latest if one["asking"]),
        browses=bool(time or category or latest) and all(word in STOP_WORDS | NEWS for word in rest),
        says_news=any(word in NEWS for word in rest),
    )


def without(text: str, places: Iterable[Place]) -> str:
    """The text with blanks in these places, so that all others stay where they are."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _time(text: str, places: Sequence[tuple[int, str]], now: datetime) -> TimeWord | None:
    """The one time of a question; two that are not one range may mean anything."""
    found = [one for one in find_times(text, now) if _whole_words(one.start, one.end, places)]
    return found[0] if len(found) == 1 else None


def _whole_words(start: int, end: int, places: Sequence[tuple[int, str]]) -> bool:
    """Does a piece of the text tear no word, as 今日 would 今日头条?"""
    return not any(at < edge < at + len(word) for at, word in places for edge in (start, end))


def _category(
    text: str, places: Sequence[tuple[int, str]], known: Sequence[CategoryCount]
) -> tuple[Category | None, Place]:
    """The category whose name or slug stands in the text, the longest first, and where."""
    best: tuple[Category | None, Place] = (None, (0, 0))
    for one in known:
        for name in (one.category.name, one.category.slug):
            place = _find(_spelled(name), text)
            if place[1] - place[0] > best[1][1] - best[1][0] and _whole_words(*place, places):
                best = one.category, place
    return best


@lru_cache(maxsize=MOST_NAMES)
def _spelled(name: str) -> str:
    return normalise(name[:LONGEST_NAME]).strip()


def _find(name: str, text: str) -> Place:
    """Where a name stands as a whole; a name needs two Han characters, a slug is one word of its own."""
    start = text.find(name) if len(name) > 1 else -1
    if start < 0:
        return 0, 0
    end = start + len(name)
    if not HAN_RUN.search(name):
        edges = text[start - 1 : start] + text[end : end + 1]
        return (0, 0) if any(one.isascii() and one.isalnum() for one in edges) else (start, end)
    return (start, end) if len("".join(HAN_RUN.findall(name))) > 1 else (0, 0)
