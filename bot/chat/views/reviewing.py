"""Problems of posts by their kinds, and the audit log, page by page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.answers.paging import part_of
from bot.chat.callbacks import digest
from bot.chat.editor_buttons import AuditPage, Problems
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.admin import named
from bot.chat.views.buttons import grid, pager, press
from bot.chat.views.fit import assemble
from bot.posts.post import Problem
from bot.state.audit import Act

KINDS_A_PAGE = 8
PATHS_A_PAGE = 10
ACTS_A_PAGE = 10
IN_A_ROW = 4
VALUE = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
BACK = "↩"


def kind_of(problem: Problem) -> str:
    """What is wrong, without what stands there: all files with the same fault are of one kind."""
    return VALUE.sub("…", problem.problem)


def problems(found: Sequence[Problem], kind: str, page: int, texts: Texts) -> Reply:
    """The kinds, the commonest first, or the files of one. kind: its digest, "" for all."""
    kinds: dict[str, list[Problem]] = {}
    for one in found:
        kinds.setdefault(kind_of(one), []).append(one)
    chosen = next((name for name in kinds if kind and digest(name) == kind), None)
    if chosen is not None:
        return _files(chosen, kinds[chosen], page, texts)
    if not kinds:
        return Reply(texts.check_none)
    ordered = sorted(kinds, key=lambda name: (-len(kinds[name]), name))
    part = part_of(len(ordered), page=page, size=KINDS_A_PAGE)
    here = list(enumerate(ordered, start=1))[part.offset : part.offset + part.size]
    lines = [f"{at}. {named(kinds[name][0].problem)} · <b>{len(kinds[name])}</b>" for at, name in here]
    buttons = [press(str(at), Problems(digest(name), 1)) for at, name in here]
    title = texts.check.format(count=len(found))
    turns = pager(part.page, part.pages, lambda to: Problems("", to))
    html = assemble([title, "\n".join(lines), texts.check_hint])
    return Reply(html, rows=(*grid(buttons, IN_A_ROW), *turns))


def _files(kind: str, found: Sequence[Problem], page: int, texts: Texts) -> Reply:
    part = part_of(len(found), page=page, size=PATHS_A_PAGE)
    here = found[part.offset : part.offset + part.size]
    title = f"<b>{named(kind)}</b> · {len(found)}"
    lines = [f"<code>{named(place(one))}</code>\n{named(one.problem)}" for one in here]
    turns = pager(part.page, part.pages, lambda to: Problems(digest(kind), to))
    back = (press(BACK, Problems("", 1)),)
    return Reply(assemble([title, "\n".join(lines), named(found[0].hint, 300)]), rows=(*turns, back))


def place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}" if problem.line else problem.path


def acts(found: Sequence[Act], total: int, page: int, texts: Texts, zone: ZoneInfo) -> Reply:
    """When, who, what, to what; of somebody refused only what was tried."""
    if not total:
        return Reply(texts.audit_none)
    part = part_of(total, page=page, size=ACTS_A_PAGE)
    lines = [_act(one, texts, zone) for one in found]
    return Reply(assemble([texts.audit, "\n".join(lines)]), rows=pager(part.page, part.pages, AuditPage))


def _act(act: Act, texts: Texts, zone: ZoneInfo) -> str:
    when = act.at.astimezone(zone)
    who = f"<code>{act.admin}</code>" if act.admin else texts.audit_refused
    detail = f" {named(act.detail, 60)}" if act.detail else ""
    return f"{when:%m-%d %H:%M} {who} {named(act.action)}{detail}"
