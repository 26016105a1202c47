"""How often something was mentioned → what a terminal shows: a bar for each day, week or longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.trends import Bar, Headline, NoTrend, Trend
from bot.cli.layout import Indented, printable
from bot.cli.style import Style
from bot.cli.texts import Texts

WIDEST = 30
INDENT = 4
FULL, REST = "█", " ▏▎▍▌▋▊▉"  # eighths of a cell


def trend_view(answer: Trend | NoTrend, style: Style) -> RenderableType:
    if isinstance(answer, NoTrend):
        return Group(*_unknown(answer, style))
    return Group(*_head(answer, style), Text(), *_bars(answer), *_headlines(answer, style))


def _unknown(answer: NoTrend, style: Style) -> Iterator[RenderableType]:
    texts = style.texts
    name = printable(answer.text)
    yield Indented(Text(texts.trend_unknown.format(name=name) if name else texts.trend_ask))
    if answer.nearest:
        names = texts.comma.join(f"{printable(one.name)} {printable(one.code)}" for one in answer.nearest)
        yield Indented(Text(texts.meant.format(names=names)))


def _head(answer: Trend, style: Style) -> Iterator[RenderableType]:
    texts = style.texts
    code = f" {answer.security.code}" if answer.security else ""
    name = printable(f"{answer.name}{code}")
    yield Indented(Text.assemble((name, "bold"), texts.trend_mentions.format(total=answer.total)))
    span = _between(answer.span.first, answer.span.last, texts)
    yield Indented(Text(f"{span} · {texts.trend_units[answer.unit]}", style="dim"))
    if answer.anchor:
        yield Indented(Text(texts.anchored.format(newest=style.moment(answer.anchor)), style="dim"))
    if answer.apart:
        words = printable(texts.comma.join(answer.apart))
        yield Indented(Text(texts.trend_apart.format(words=words), style="dim"))
    if answer.ever != answer.total:
        days = _between(answer.first, answer.last, texts)
        yield Indented(Text(texts.trend_ever.format(ever=answer.ever, days=days), style="dim"))


def _between(first: date, last: date, texts: Texts) -> str:
    return f"{first}" if first == last else texts.between.format(first=first, last=last)


def _bars(answer: Trend) -> Iterator[RenderableType]:
    """The first day of each bar, the bar, how many, and the numbers of its headlines."""
    most = answer.highest.count or 1
    for at, bar in enumerate(answer.bars):
        numbers = " ".join(f"[{n}]" for n, one in enumerate(answer.headlines, 1) if one.bar == at)
        line = Text.assemble(
            (f"{bar.days.first}  ", "dim"),
            (_bar(bar, most), "blue"),
            f" {bar.count}" if bar.count else "",
            (f"  {numbers}" if numbers else "", "dim"),
            no_wrap=True,
        )
        line.rstrip()
        yield line


def _bar(bar: Bar, most: int) -> str:
    eighths = max(bar.count * WIDEST * len(REST) // most, 1) if bar.count else 0
    whole, rest = divmod(eighths, len(REST))
    return (FULL * whole + REST[rest]).rstrip()


def _headlines(answer: Trend, style: Style) -> Iterator[RenderableType]:
    for number, one in enumerate(answer.headlines, 1):
        yield Text()
        yield from _headline(number, one, style)


def _headline(number: int, one: Headline, style: Style) -> Iterator[RenderableType]:
    yield Indented(Text(printable(one.article.title), style="bold"), INDENT, f"{number:>2}.")
    also = style.texts.folded.format(count=one.folded).rstrip(":：") if one.folded else ""
    about = " · ".join(filter(None, (f"{one.day}", printable(one.article.category.name), also)))
    yield Indented(Text(about, style="dim"), INDENT)
    if one.article.url:
        yield Indented(Text(printable(one.article.url), style="cyan", no_wrap=True), INDENT)
