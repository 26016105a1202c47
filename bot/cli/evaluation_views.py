"""An explanation of a question and a comparison of two runs, as lines for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from bot.cli.layout import Indented, printable
from bot.cli.remedies import sentences
from bot.cli.style import Style
from bot.cli.understanding import understood_line, why_view

if TYPE_CHECKING:
    from bot.answers.answer import Card
    from bot.answers.compare import Comparison
    from bot.answers.explain import Explanation, PartBeside, Right

INDENT = 2
SIGNIFICANT = 0.05


def explanation_view(one: Explanation, style: Style) -> RenderableType:
    """The question as understood, the winner and the right article with their parts, and what would help."""
    lines = [Indented(Text(printable(one.question.text), style="bold"))]
    for line in (f"searched: {' '.join(one.understood.terms)}", understood_line(one.understood, style)):
        lines += [Indented(Text(printable(line), style="dim"))] if line else []
    views: list[RenderableType] = [*lines, Text()]
    won = one.winner is not None and one.right[0].rank == 1
    if one.winner and not won:
        views += [*_article("came first", one.winner, style), Text()]
    for right in one.right[:1]:
        views += _right(right, style)
    if len(one.right) > 1:
        others = ", ".join(f"{right.id} ({_rank(right)})" for right in one.right[1:])
        views.append(Indented(Text(printable(f"also right: {others}"), style="dim")))
    if one.parts and not won:
        views += [Text(), *_beside(one.parts)]
    views.append(Text())
    views += [Indented(Text(printable(f"→ {sentence}"))) for sentence in sentences(one)]
    return Group(*views)


def comparison_view(one: Comparison, texts: Mapping[str, str]) -> RenderableType:
    """A line for each measure, then the largest losses; texts: question id -> question."""
    lines = [
        Indented(Text(f"{one.queries} questions in both runs; p by paired randomisation"), 0),
        Indented(Text(_row("", "before", "after", "change", "p", "won", "lost", "same"), style="dim"), 0),
    ]
    for each in one.differences:
        p = "-" if each.p is None else f"{each.p:.4f}"
        counts = (f"{each.wins}", f"{each.losses}", f"{each.ties}")
        change = f"{each.after - each.before:+.4f}"
        row = _row(each.measure, f"{each.before:.4f}", f"{each.after:.4f}", change, p, *counts)
        clear = each.p is not None and each.p < SIGNIFICANT
        lines.append(Indented(Text(row, style="bold" if clear else ""), 0))
    if one.losses:
        lines.append(Indented(Text("largest losses by ndcg@10; `--explain ID` says why", style="dim")))
    for loss in one.losses:
        text = f"{loss.query}  {loss.before:.3f} → {loss.after:.3f}  {texts.get(loss.query, '')}"
        lines.append(Indented(Text(printable(text)), INDENT))
    return Group(*lines)


def _row(name: str, *cells: str) -> str:
    widths = (9, 9, 9, 9, 6, 6, 6)
    return f"{name:<12}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _right(right: Right, style: Style) -> Iterator[RenderableType]:
    if right.card:
        yield from _article(f"right, {_rank(right)}", right.card, style)
    else:
        yield Indented(Text(printable(f"right: {right.id}, not in the corpus"), style="bold yellow"))


def _rank(right: Right) -> str:
    if right.card is None:
        return "not in the corpus"
    return "not among the first hundred" if right.rank is None else f"rank {right.rank}"


def _article(mark: str, card: Card, style: Style) -> Iterator[RenderableType]:
    yield Indented(Text.assemble((f"{mark}: ", "dim"), (printable(card.article.title), "bold")))
    yield Indented(Text(printable(f"{card.article.id} · {card.article.path}"), style="dim"))
    if card.why:
        yield why_view(card.why, style)


def _beside(parts: tuple[PartBeside, ...]) -> Iterator[RenderableType]:
    width = max(cell_len(part.name) for part in parts) + 2
    yield Indented(Text(f"{'':<{width}}{'weight':>8}{'first':>8}{'right':>8}{'lost':>8}", style="dim"))
    for part in parts:
        values = (part.weight, part.winner, part.right, part.lost)
        yield Indented(Text(f"{part.name:<{width}}" + "".join(f"{value:>8.3f}" for value in values)))
