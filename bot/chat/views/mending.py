"""Questions that got no answer and aliases, as an editor sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers.paging import Part, part_of
from bot.chat.editor_buttons import AliasGone, How, InboxPage, Mend, Pin
from bot.chat.reader_buttons import name_of
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import name
from bot.chat.views.buttons import Row, grid, pager, press
from bot.chat.views.dates import spoken
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, link, one_line, shorten
from bot.chat.views.understanding import heading
from bot.errors import WendaError
from bot.posts.post import Article
from bot.search.alias_line import AliasLine, AliasMalformed
from bot.state.inbox import Unanswered

A_PAGE = 4
QUESTION = 60
MOST_ALSO = 3
MOST_CHOICES = 5


def part(groups: Sequence[object], page: int) -> Part:
    """The page nearest to the one that is wanted."""
    return part_of(len(groups), page=page, size=A_PAGE)


def inbox(
    groups: Sequence[Sequence[Unanswered]],
    answered: Sequence[bool],
    part: Part,
    total: int,
    texts: Texts,
    now: datetime,
) -> Reply:
    """The groups of a page, each with a row of what can be done about it. answered: would it be now?"""
    if not total:
        return Reply(texts.inbox_none)
    numbered = list(enumerate(groups, start=part.offset + 1))
    lines = [
        _group(number, group, done, texts, now)
        for (number, group), done in zip(numbered, answered, strict=True)
    ]
    rows = [_actions(number, group[0].digest, part.page, texts) for number, group in numbered]
    turns = pager(part.page, part.pages, InboxPage)
    return Reply(assemble([texts.inbox.format(count=total), *lines]), rows=(*rows, *turns))


def _group(number: int, group: Sequence[Unanswered], answered: bool, texts: Texts, now: datetime) -> str:
    times = texts.inbox_times.format(count=sum(one.times for one in group))
    when = spoken(max(one.last for one in group), texts, now)
    also = texts.comma.join(said(one.text, QUESTION // 2) for one in group[1 : 1 + MOST_ALSO])
    about = [times, escape(when), *([texts.inbox_answered] if answered else [])]
    lines = [f"{number}. <b>{said(group[0].text)}</b>", " · ".join(about)]
    return "\n".join([*lines, *([texts.inbox_also.format(questions=also)] if also else [])])


def _actions(number: int, digest: str, page: int, texts: Texts) -> Row:
    hows: tuple[tuple[str, How], ...] = (
        (texts.inbox_alias, "alias"),
        (texts.edit_pin, "pin"),
        (texts.inbox_ignore, "ignore"),
    )
    return tuple(press(f"{number} {label}", Mend(how, digest, page)) for label, how in hows)


def how_to_alias(question: str, missing: Sequence[str], texts: Texts) -> Reply:
    """The words that no article has, each as the beginning of an alias to be completed."""
    known = [texts.alias_missing.format(words=said(texts.comma.join(missing)))] if missing else []
    commands = "\n".join(f"<code>/alias {said(word)} = …</code>" for word in missing or [question])
    return Reply(assemble([heading(question), *known, texts.alias_how, commands]))


def which_to_pin(question: str, near: Sequence[Article], texts: Texts) -> Reply:
    """The nearest articles to choose from; it repeats the question, so that a press knows it."""
    choices = list(enumerate(near[:MOST_CHOICES], start=1))
    lines = [f"{number}. {link(one.url, shorten(name(one), QUESTION))}" for number, one in choices]
    ask = [texts.pin_which] if choices else []
    other = texts.pin_other.format(question=said(question))
    buttons = [press(f"📌 {number}", Pin(name_of(one.id))) for number, one in choices]
    return Reply(
        assemble([heading(question), *ask, "\n".join(lines), other]), rows=grid(buttons, MOST_CHOICES)
    )


def aliased(line: AliasLine, texts: Texts) -> Reply:
    told = (texts.alias_there if line.known else texts.alias_done).format(line=said(line.text, 400))
    return Reply(told, rows=((press(texts.alias_undo, AliasGone(line.key)),),))


def alias_gone(line: str, texts: Texts) -> Reply:
    return Reply(texts.alias_undone.format(line=said(line, 400)) if line else texts.edit_gone)


def unaliased(error: WendaError, texts: Texts) -> Reply:
    """Why nothing was written, and how a line is written or what else to do."""
    told = texts.alias_refused.format(error=said(str(error), 300))
    if isinstance(error, AliasMalformed):
        return Reply(assemble([told, texts.alias_usage]))
    return Reply(assemble([told, said(error.hint, 300) if error.hint else ""]))


def said(text: str, limit: int = QUESTION) -> str:
    return escape(shorten(one_line(text), limit)) or "…"
