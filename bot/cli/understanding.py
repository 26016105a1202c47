"""What was made of a question, and why an article won, as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.answer import Correction, Found, TermMatch, TimeRange, Understood, Why
from bot.cli.layout import Indented, printable
from bot.cli.style import Style
from bot.cli.texts import Texts
from bot.posts.post import Category
from bot.search.nearness import Nearness

INDENT = 2
MOST_CORRECTIONS = 3
MOMENT = timedelta(microseconds=1)
MIDNIGHT = datetime.min.time()


def understood_line(question: Understood, style: Style) -> str:
    """What a follow-up asked, what was searched for instead, and to what the answer was narrowed; "" where
    nothing is to be said."""
    parts = [
        *([style.texts.asked.format(question=question.text)] if question.rewritten else []),
        *_corrected(question.corrections, style.texts),
        *_narrowed(question.category, question.time, style),
    ]
    if question.outside:
        parts.append(style.texts.outside.format(what=_range(question.outside, style)))
    if question.anchor:
        newest = f"{question.anchor.astimezone(style.timezone):%Y-%m-%d}"
        parts.append(style.texts.anchored.format(newest=newest))
    if question.latest:
        parts.append(style.texts.newest_first)
    return " · ".join(parts)


def relaxed_line(answer: Found, texts: Texts) -> str:
    """What the best article lacks, on the page that shows it; "" where nothing was dropped."""
    if not answer.relaxed or answer.page != 1:
        return ""
    missing = _quoted(answer.relaxed, texts)
    if answer.together:
        return texts.relaxed_of.format(all=_quoted(answer.together, texts), missing=missing)
    return texts.relaxed.format(missing=missing)


def why_view(why: Why, style: Style, *, by: int = 0) -> RenderableType:
    """Each term with its weight and places, then the score as a sum, then corrections and filters."""
    texts = style.texts
    width = max((cell_len(printable(one.term)) for one in why.terms), default=0)
    said = [*_corrected(why.corrections, texts), *_narrowed(why.category, why.time, style)]
    lines = [
        *(_term(one, width, texts) for one in why.terms),
        *_meaning(why.meaning, texts),
        Text(_score(why, texts), style="dim"),
        *([Text(printable(" · ".join(said)), style="dim")] if said else []),
    ]
    head = Indented(Text(texts.why, style="bold"), by)
    return Group(head, *(Indented(line, by + INDENT) for line in lines))


def _corrected(corrections: Iterable[Correction], texts: Texts) -> Iterator[str]:
    for one in list(corrections)[:MOST_CORRECTIONS]:
        meant, typed = texts.quoted.format(word=one.meant), texts.quoted.format(word=one.typed)
        yield texts.meant_by.format(meant=meant, typed=typed)


def _narrowed(category: Category | None, time: TimeRange | None, style: Style) -> Iterator[str]:
    if time:
        yield style.texts.only.format(what=_range(time, style))
    if category:
        yield style.texts.only.format(what=category.name)


def _range(time: TimeRange, style: Style) -> str:
    """The days, or the minutes where the range does not begin and end with a day."""
    first, last = (one.astimezone(style.timezone) for one in (time.since, time.until))
    form = "%Y-%m-%d" if first.time() == last.time() == MIDNIGHT else "%Y-%m-%d %H:%M"
    spoken = [f"{first:{form}}", f"{last - MOMENT:{form}}"]
    return spoken[0] if len(set(spoken)) == 1 else style.texts.between.format(first=spoken[0], last=spoken[1])


def _term(one: TermMatch, width: int, texts: Texts) -> Text:
    """`分红  30%  写作“现金红利”（同义，算 90%）  摘句、正文`"""
    term = printable(one.term)
    line = Text(f"{term}{' ' * (width - cell_len(term))}  {one.weight:>4.0%}  ")
    if one.how == "missing":
        return line.append(texts.nowhere, style="yellow")
    if one.how != "exact":
        found = texts.quoted.format(word=printable(one.found))
        as_what = texts.found_as.format(found=found, how=texts.hows[one.how], share=f"{one.share:.0%}")
        line.append(f"{as_what}  ")
    return line.append(texts.comma.join(texts.places[place] for place in one.places), style="dim")


def _meaning(near: Nearness | None, texts: Texts) -> Iterator[Text]:
    if near and (near.brought or near.is_close):
        said = texts.brought if near.brought else texts.near
        yield Text(said.format(similarity=f"{near.similarity:.3f}"))


def _score(why: Why, texts: Texts) -> str:
    total = min(1.0, sum(one.value * one.weight for one in why.parts))
    parts = " + ".join(
        f"{texts.parts.get(one.name, one.name)} {one.value:.2f}×{one.weight:.2f}" for one in why.parts
    )
    return texts.score.format(score=f"{total:.3f}", sum=parts)


def _quoted(words: Iterable[str], texts: Texts) -> str:
    return "".join(texts.quoted.format(word=word) for word in words)
