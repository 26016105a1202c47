"""An answer → what a terminal shows. Pure: nothing is printed here, and nothing is looked up.

plain: without colours, where matched words are marked by asterisks instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers.answer import Answer, Card, Categories, Found, Help, Latest, Marked, Nothing
from bot.cli.layout import Indented, printable
from bot.cli.texts import Texts
from bot.posts.post import Article

INDENT = 4


def answer_view(answer: Answer, *, texts: Texts, plain: bool = False) -> RenderableType:
    """Every answer as lines that wrap to the terminal's width."""
    match answer:
        case Found():
            return _listed(texts.found.format(total=answer.total), answer, texts, plain)
        case Latest():
            return _listed(_latest_head(answer, texts), answer, texts, plain)
        case Categories():
            return _categories(answer, texts)
        case Nothing():
            return Group(*_nothing(answer, texts))
        case Help():
            return Group(*_help(answer, texts))


def card_view(card: Card, *, texts: Texts, plain: bool = False) -> RenderableType:
    """All that is known of one answer: summary, sentence, matched words, link, twins."""
    article = card.article
    lines = [
        Indented(Text(printable(article.title), style="bold")),
        Indented(_about(article, texts)),
        *_sentence(card, plain, by=0),
        *_maybe(card.summary, by=0),
        *_maybe(texts.matched.format(terms=" ".join(card.matched)) if card.matched else "", "dim", by=0),
        *_maybe(texts.also.format(ids=" ".join(_also(card))) if _also(card) else "", "dim", by=0),
        *_maybe(article.path, "dim", by=0, one_line=True),
        *_maybe(article.url, "cyan", by=0, one_line=True),
    ]
    return Group(*lines)


def _listed(head: str, answer: Found | Latest, texts: Texts, plain: bool) -> RenderableType:
    if answer.pages > 1:
        head = f"{head} · {texts.page.format(page=answer.page, pages=answer.pages)}"
    lines: list[RenderableType] = [Indented(Text(printable(head), style="dim"))]
    for card in answer.cards:
        lines += [Text(), *_card(card, texts, plain)]
    return Group(*lines)


def _latest_head(answer: Latest, texts: Texts) -> str:
    if answer.category is None:
        return texts.latest.format(total=answer.total)
    return texts.latest_in.format(total=answer.total, category=answer.category.name)


def _card(card: Card, texts: Texts, plain: bool) -> Iterator[RenderableType]:
    yield from _headline(f"{card.rank:>2}.", card.article, texts)
    yield from _sentence(card, plain, by=INDENT)
    if card.summary and card.summary != card.sentence.text:
        yield from _maybe(card.summary, by=INDENT)
    yield from _maybe(card.article.url, "cyan", by=INDENT, one_line=True)


def _headline(mark: str, article: Article, texts: Texts) -> Iterator[RenderableType]:
    yield Indented(Text(printable(article.title), style="bold"), INDENT, mark)
    yield Indented(_about(article, texts), INDENT)


def _about(article: Article, texts: Texts) -> Text:
    source = texts.source.format(source=article.source) if article.source else ""
    parts = [_moment(article.date), article.category.name, source]
    return Text(printable(" · ".join(part for part in parts if part)), style="dim")


def _sentence(card: Card, plain: bool, *, by: int) -> Iterator[RenderableType]:
    if card.sentence.text:
        yield Indented(marked_text(card.sentence, plain=plain), by)


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


def _categories(answer: Categories, texts: Texts) -> RenderableType:
    lines: list[RenderableType] = [Indented(Text(texts.categories.format(total=answer.total), style="dim"))]
    for rank, counted in enumerate(answer.categories, start=1):
        name, slug = printable(counted.category.name), printable(counted.category.slug)
        line = Text.assemble(
            (name, "bold"), f" ({slug})  {counted.count}", (f"  {_moment(counted.newest)}", "dim")
        )
        lines.append(Indented(line, INDENT, f"{rank:>2}."))
    return Group(*lines)


def _nothing(answer: Nothing, texts: Texts) -> Iterator[RenderableType]:
    yield Indented(Text(texts.reasons[answer.reason]))
    if answer.reason != "unknown_category":
        yield from _maybe(_joined(texts.missing, "terms", answer.missing), by=0)
    yield from _maybe(_joined(texts.meant, "names", (one.name for one in answer.categories)), by=0)
    if answer.nearest:
        yield Indented(Text(texts.nearest, style="dim"))
    for article in answer.nearest:
        yield from _headline("  -", article, texts)


def _help(answer: Help, texts: Texts) -> Iterator[RenderableType]:
    if answer.newest is None:
        yield Indented(Text(texts.empty))
    else:
        yield Indented(Text(texts.corpus.format(articles=answer.articles, newest=_moment(answer.newest))))
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
    return tuple(dict.fromkeys((*card.article.also, *card.also)))


def _moment(date: datetime) -> str:
    return f"{date:%Y-%m-%d %H:%M}"
