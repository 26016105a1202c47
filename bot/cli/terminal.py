"""An answer → what a terminal shows. Pure: nothing is printed here, and nothing is looked up.

Where colours are not to be had, matched words stand between asterisks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.answer import Answer, Card, Categories, Found, Help, Latest, Marked, Nothing
from bot.cli.layout import Indented, printable
from bot.cli.style import Style
from bot.cli.texts import Texts
from bot.cli.understanding import relaxed_line, understood_line, why_view
from bot.posts.post import Article

INDENT = 4
FURTHER = 2
MOST_FOLDED = 3


def answer_view(answer: Answer, style: Style, *, why: bool = False) -> RenderableType:
    """Every answer as lines that wrap to the terminal's width; why: with the reasons of each article."""
    match answer:
        case Found():
            head = style.texts.found.format(total=answer.total)
            notes = (understood_line(answer.question, style), relaxed_line(answer, style.texts))
            return _listed(head, answer, style, notes=notes, why=why)
        case Latest():
            said = understood_line(answer.question, style) if answer.question else ""
            return _listed(_latest_head(answer, style.texts), answer, style, notes=(said,))
        case Categories():
            return _categories(answer, style)
        case Nothing():
            return Group(*_nothing(answer, style))
        case Help():
            return Group(*_help(answer, style))


def card_view(card: Card, style: Style) -> RenderableType:
    """All that is known of one answer: sentence, summary, matched words, twins, link."""
    article, texts = card.article, style.texts
    lines = [
        Indented(Text(printable(article.title), style="bold")),
        Indented(_about(article, style)),
        *_said(card, style, by=0),
        *_maybe(texts.matched.format(terms=" ".join(card.matched)) if card.matched else "", "dim", by=0),
        *_maybe(texts.also.format(ids=" ".join(_also(card))) if _also(card) else "", "dim", by=0),
        *_maybe(article.path, "dim", by=0, one_line=True),
        *_maybe(article.url, "cyan", by=0, one_line=True),
        *_folded(card, style, by=0),
        *([why_view(card.why, style)] if card.why else []),
    ]
    return Group(*lines)


def _listed(
    head: str, answer: Found | Latest, style: Style, *, notes: Iterable[str] = (), why: bool = False
) -> RenderableType:
    if answer.pages > 1:
        head = f"{head} · {style.texts.page.format(page=answer.page, pages=answer.pages)}"
    lines: list[RenderableType] = [Indented(Text(printable(head), style="dim"))]
    for note in notes:
        lines += _maybe(note, by=0)
    for card in answer.cards:
        lines += [Text(), *_card(card, style)]
        if why and card.why:
            lines.append(why_view(card.why, style, by=INDENT))
    return Group(*lines)


def _latest_head(answer: Latest, texts: Texts) -> str:
    if answer.category is None:
        return texts.latest.format(total=answer.total)
    return texts.latest_in.format(total=answer.total, category=answer.category.name)


def _card(card: Card, style: Style) -> Iterator[RenderableType]:
    yield from _headline(f"{card.rank:>2}.", card.article, style)
    yield from _said(card, style, by=INDENT)
    yield from _maybe(card.article.url, "cyan", by=INDENT, one_line=True)
    yield from _folded(card, style, by=INDENT)


def _folded(card: Card, style: Style, *, by: int) -> Iterator[RenderableType]:
    """How many near-identical articles are not shown, and title and link of up to three of them."""
    if card.folded:
        yield Indented(Text(style.texts.folded.format(count=len(card.folded)), style="dim"), by)
    for article in card.folded[:MOST_FOLDED]:
        yield Indented(Text(printable(article.title), style="dim"), by + FURTHER)
        yield from _maybe(article.url, "cyan", by=by + FURTHER, one_line=True)


def _headline(mark: str, article: Article, style: Style) -> Iterator[RenderableType]:
    yield Indented(Text(printable(article.title), style="bold"), INDENT, mark)
    yield Indented(_about(article, style), INDENT)


def _about(article: Article, style: Style) -> Text:
    named = article.source and article.source != article.category.name
    source = style.texts.source.format(source=article.source) if named else ""
    parts = [style.moment(article.date), article.category.name, source]
    return Text(printable(" · ".join(part for part in parts if part)), style="dim")


def _said(card: Card, style: Style, *, by: int) -> Iterator[RenderableType]:
    """The answering sentence and the summary; the summary alone, marked, where it holds the sentence."""
    sentence = card.sentence
    at = card.summary.find(sentence.text) if sentence.text else -1
    if at >= 0:
        spans = tuple((start + at, end + at) for start, end in sentence.spans)
        yield Indented(marked_text(Marked(card.summary, spans), plain=style.plain), by)
        return
    if sentence.text:
        yield Indented(marked_text(sentence, plain=style.plain), by)
    yield from _maybe(card.summary, by=by)


def marked_text(marked: Marked, *, plain: bool) -> Text:
    """The sentence with its spans bold and yellow, or between asterisks."""
    text, at = Text(), 0
    for start, end in marked.spans:
        text.append(printable(marked.text[at:start]))
        inner = printable(marked.text[start:end])
        text.append(f"*{inner}*" if plain else inner, style="bold yellow")
        at = end
    return text.append(printable(marked.text[at:]))


def _maybe(text: str, style: str = "", *, by: int, one_line: bool = False) -> Iterator[RenderableType]:
    """The text, unless it is empty. one_line: it is copied, so it is never wrapped."""
    if text:
        yield Indented(Text(printable(text), style=style, no_wrap=one_line), by)


def _categories(answer: Categories, style: Style) -> RenderableType:
    head = style.texts.categories.format(total=answer.total)
    lines: list[RenderableType] = [Indented(Text(head, style="dim"))]
    for rank, counted in enumerate(answer.categories, start=1):
        name, slug = printable(counted.category.name), printable(counted.category.slug)
        newest = style.moment(counted.newest)
        line = Text.assemble((name, "bold"), f" ({slug})  {counted.count}", (f"  {newest}", "dim"))
        lines.append(Indented(line, INDENT, f"{rank:>2}."))
    return Group(*lines)


def _nothing(answer: Nothing, style: Style) -> Iterator[RenderableType]:
    texts = style.texts
    yield Indented(Text(texts.reasons[answer.reason]))
    yield from _maybe(understood_line(answer.question, style), "dim", by=0)
    if answer.reason != "unknown_category":
        yield from _maybe(_joined(texts.missing, "terms", answer.missing), by=0)
    yield from _maybe(_joined(texts.meant, "names", (one.name for one in answer.categories)), by=0)
    if answer.nearest:
        head = texts.newest if answer.reason == "none_dated" else texts.nearest
        yield Indented(Text(head, style="dim"))
    for article in answer.nearest:
        yield from _headline("  -", article, style)


def _help(answer: Help, style: Style) -> Iterator[RenderableType]:
    texts = style.texts
    if answer.newest is None:
        yield Indented(Text(texts.empty))
    else:
        newest = style.moment(answer.newest)
        yield Indented(Text(texts.corpus.format(articles=answer.articles, newest=newest)))
        yield Indented(Text(texts.ask))
    if answer.examples:
        yield Indented(Text(texts.examples, style="dim"))
    for example in answer.examples:
        yield Indented(Text(printable(example)), INDENT)
    yield Indented(Text(texts.commands, style="dim"))


def _joined(sentence: str, name: str, words: Iterable[str]) -> str:
    text = " ".join(words)
    return sentence.format(**{name: text}) if text else ""


def _also(card: Card) -> tuple[str, ...]:
    """Ids of what was merged into the article; what was folded is told with its title."""
    shown = {article.id for article in card.folded}
    return tuple(name for name in dict.fromkeys((*card.article.also, *card.also)) if name not in shown)
