"""What admins see: progress, report and failure of a reload, the status, an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.callbacks import Refresh, Reload
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import Row, press
from bot.chat.views.dates import spoken
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, one_line, shorten
from bot.posts.post import Problem
from bot.search.engine import Status
from bot.search.report import IndexReport, Progress

MOST_PROBLEMS = 10


@dataclass(frozen=True, slots=True)
class Running:
    """The program around the index: problems of the last reading (None before one), seconds up."""

    problems: int | None
    seconds: float
    version: str


def progress(step: Progress, texts: Texts) -> Reply:
    line = {"scan": texts.reload_scan, "read": texts.reload_read, "write": texts.reload_write}[step.phase]
    return Reply(line.format(done=step.done, total=step.total or "…"))


def report(done: IndexReport, texts: Texts) -> Reply:
    """What changed, how long it took, and the first problems with path, line and reason."""
    counts = texts.reload_done.format(
        seconds=f"{done.seconds:.1f}",
        articles=done.articles,
        added=done.added,
        changed=done.changed,
        removed=done.removed,
    )
    rebuilt = texts.reload_rebuilt.format(reason=named(done.rebuilt)) if done.rebuilt else ""
    return Reply(assemble([counts, rebuilt, problems(done.problems, texts)]), rows=actions(texts))


def problems(found: tuple[Problem, ...], texts: Texts) -> str:
    if not found:
        return ""
    lines = [texts.reload_problems.format(count=len(found))]
    lines += [problem_line(problem, texts) for problem in found[:MOST_PROBLEMS]]
    left = len(found) - MOST_PROBLEMS
    return "\n".join([*lines, *([texts.reload_more.format(count=left)] if left > 0 else [])])


def problem_line(problem: Problem, texts: Texts) -> str:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return texts.reload_problem.format(place=named(place), problem=named(problem.problem))


def failure(error: str, hint: str, texts: Texts) -> Reply:
    """A reload that changed nothing, and why."""
    parts = [texts.reload_failed.format(error=named(error, 600)), named(hint, 400) if hint else ""]
    return Reply(assemble(parts), rows=actions(texts))


def status(index: Status, running: Running, texts: Texts, now: datetime) -> Reply:
    return Reply(
        texts.status.format(
            articles=index.documents,
            newest=escape(spoken(index.newest, texts, now)) if index.newest else texts.status_never,
            problems="?" if running.problems is None else running.problems,
            fingerprint=named(index.fingerprint[:12]),
            uptime=duration(running.seconds, texts),
            version=escape(running.version),
        ),
        rows=((press(texts.status_refresh, Refresh()), press(texts.reload_again, Reload())),),
    )


def duration(seconds: float, texts: Texts) -> str:
    hours, minutes = divmod(int(seconds // 60), 60)
    days = hours // 24
    if days:
        return texts.status_days.format(days=days, hours=hours % 24)
    return texts.status_hours.format(hours=hours, minutes=minutes)


def alarm(kind: str, place: str, error: str, texts: Texts) -> Reply:
    """An unexpected error, for an admin: type, place and message."""
    return Reply(texts.alarm.format(kind=named(kind, 60), place=named(place, 60), error=named(error, 400)))


def actions(texts: Texts) -> tuple[Row, ...]:
    return ((press(texts.reload_again, Reload()),),)


def named(text: str, limit: int = 100) -> str:
    return escape(shorten(one_line(text), limit)) or "…"
