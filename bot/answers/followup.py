"""A follow-up that changes one thing of the question before: 那招商银行呢, 只看证券时报, what about X?

Only a text of one of these forms is one, and only where it names nothing but a time, a category, a name or an
event: with anything more, or with a word that asks, it is a question of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce

from bot.answers.slots import Known, Slot, Slots, slots_of
from bot.search.text import align
from bot.search.tokens import words

LONGEST = 100  # characters of a question before and after it was changed
LONGEST_FORM = 40
MOST_EVENTS = 3
BEGINS = frozenset(("那", "那么", "还有", "而"))
_SLOT = r"[\s:,]*(?P<slot>.{1,24}?)"
_ARTICLES = "[上里中]?的?(?:文章|消息|新闻|报道)?"
_END = r"[\s?!.,;~…。、]*"
CHANGES = (
    rf"{_SLOT}的?呢",
    rf"(?:换成|换为|换作|改成|改为|改看|如果是|要是|假如是){_SLOT}(?:的?(?:呢|怎么样|如何)|的话呢?)?",
    rf"(?:(?:and|so|but|ok|then)[\s,]+)?(?:what|how) about {_SLOT}",
    rf"(?:make it|change (?:it|that) to|switch to) {_SLOT}(?: instead)?",
    rf"{_SLOT} instead",
)
WITH_THAT = (rf"{_SLOT}(?:怎么样|怎样|如何|咋样)呢?",)
NARROWS = (
    rf"[只仅](?:看|查|搜|找)(?:一下)?{_SLOT}{_ARTICLES}(?:呢|吧|就行|就好)?",
    rf"[只仅]要{_SLOT}的(?:文章|消息|新闻|报道)?(?:呢|吧|就行|就好)?",
    rf"(?:show |see )?(?:only|just) (?:from |for |of |about )?{_SLOT}",
)
_NO_EVENTS = """
他 她 它 他们 她们 它们 别人 其他 其它 其他人 另外 自己 人家 别的 然后 后来 结果 现在 接下来 接着 今后
以后 之后 以前 之前 此外 不 真的 还有 you me us him her them then else more nothing kidding
"""
NO_EVENTS = frozenset(_NO_EVENTS.split())
BETWEEN = frozenset("的和与及、 ")
RECENTLY = re.compile("最近|近期|近来|近日|recently|lately")
YEAR = re.compile(r"(?:[12]\d{3}|[今去前]) ?年")
WITHOUT_YEAR = re.compile(
    r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九]) ?月|第?[1-4一二三四] ?季度|前三季度|[上下]半年"
)


@dataclass(frozen=True, slots=True)
class Form:
    """What a follow-up puts into the question, as typed. narrows: it is added, where it is an event."""

    slot: str
    narrows: bool


def form_of(text: str) -> Form | None:
    """The form of a follow-up, or None. What it names is not looked at."""
    if not 0 < len(text) <= LONGEST_FORM:
        return None
    aligned = align(text.strip())
    said, typed = aligned.text, text.strip()
    first = next(iter(words(said)), "")
    begin = len(first) if first in BEGINS and said.startswith(first) else 0
    for patterns, narrows in (((*CHANGES, *(WITH_THAT if begin else ())), False), (NARROWS, True)):
        for pattern in patterns:
            if found := re.compile(pattern + _END).fullmatch(said, begin):
                start, end = found.span("slot")
                return Form(typed[aligned.origin[start] : aligned.origin[end]], narrows)
    return None


def rewritten(previous: str, text: str, known: Known) -> str | None:
    """The question before with what the follow-up names put in its place; None for any other text.

    Example: "招商银行去年净利润多少", "那工商银行呢" -> "工商银行去年净利润多少". A time or a name that the
    question lacks is added to it; an event (净利润) takes the place of all that is no name, time or category.
    Where nothing was asked before, 只看证券时报 asks for that category.
    """
    form = form_of(text)
    if form is None or len(previous.strip()) > LONGEST:
        return None
    new = slots_of(form.slot, known)
    if not _changes_one_thing(new):
        return None
    if not previous.strip():
        return form.slot if form.narrows and new.of("category") else None
    events = new.of("event")
    if events:
        said = new.cut(events[0].start, events[-1].end)
        changed = _with_event(slots_of(previous, known), said, keeps=form.narrows)
    else:
        changed = reduce(lambda before, slot: _with(before, new, slot, known), new.slots, previous)
    return changed if changed and len(changed) <= LONGEST else None


def _changes_one_thing(new: Slots) -> bool:
    """Nothing asked; events alone, or a name or a category, and a time, each at most once."""
    kinds = [slot.kind for slot in new.slots]
    if new.asks or not kinds:
        return False
    if set(kinds) == {"event"}:
        return _is_event(new)
    others = [kind for kind in kinds if kind != "time"]
    return "event" not in kinds and kinds.count("time") <= 1 and len(others) <= 1


def _is_event(new: Slots) -> bool:
    """A few words without a figure, and nothing but 的, 和 and the like between them."""
    said = [new.said(slot) for slot in new.slots]
    whole = new.cut(new.slots[0].start, new.slots[-1].end)
    if len(said) > MOST_EVENTS or len("".join(said)) < 2 or not NO_EVENTS.isdisjoint(said):
        return False
    between = reduce(lambda text, word: text.replace(word, "", 1), said, whole)
    return BETWEEN.issuperset(between) and not any(map(str.isdigit, whole))


def _with(previous: str, new: Slots, slot: Slot, known: Known) -> str:
    """The question with one slot put in."""
    said, before = new.said(slot), slots_of(previous, known)
    match slot.kind:
        case "time":
            return _with_time(before, said)
        case "category":
            return _in_place_of(before, before.of("category")[:1], said)
        case _:
            return _in_place_of(before, _same_kind(before, slot), said)


def _with_time(before: Slots, said: str) -> str:
    """A year alone leaves month and quarter as they are: 2022年3月 and 2023年 make 2023年3月."""
    times = before.of("time")
    if times and YEAR.fullmatch(said.strip()):
        only = before.aligned.text[times[0].start : times[0].end]
        if year := YEAR.match(only):
            return _put(before, times[0].start, times[0].start + year.end(), said)
        if WITHOUT_YEAR.match(only):
            return _put(before, times[0].start, times[0].start, said)
    if times:
        return _put(before, times[0].start, times[-1].end, said)
    if recent := RECENTLY.search(before.aligned.text):
        return _put(before, *recent.span(), said)
    return _in_place_of(before, (), said)


def _same_kind(before: Slots, slot: Slot) -> tuple[Slot, ...]:
    """The name that gives way: the first that is sure of the same kind, else a guessed one, else any."""
    names = before.of("company", "place")
    same = [one for one in names if one.kind == slot.kind]
    sure = [one for one in same if one.sure]
    return tuple([*sure, *same, *names][:1])


def _in_place_of(before: Slots, old: tuple[Slot, ...], said: str) -> str:
    if old:
        return _put(before, old[0].start, old[0].end, said)
    return f"{said} {before.typed.strip()}"


def _put(before: Slots, start: int, end: int, said: str) -> str:
    origin = before.aligned.origin
    return f"{before.typed[: origin[start]]}{said}{before.typed[origin[end] :]}"


def _with_event(before: Slots, said: str, *, keeps: bool) -> str | None:
    if keeps:
        return f"{before.typed.strip()} {said}"
    kept = [before.said(slot) for slot in before.slots if slot.kind != "event"]
    return " ".join([*kept, said]) if kept else None
