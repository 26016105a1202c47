"""What admins see: progress, report and failure of a reload, the way back, an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.callbacks import Insist, Overrule, Reload, Rollback
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import Row, press
from bot.chat.views.dates import spoken
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, one_line, shorten
from bot.errors import CheckFailed, GoldenFell, WendaError
from bot.posts.post import Problem
from bot.posts.pulling import Pull
from bot.search.engine import Status
from bot.search.report import IndexReport, Outlook, Progress
from bot.search.trial import Tried

MOST_PROBLEMS = 10


def progress(step: Progress, texts: Texts) -> Reply:
    line = {"scan": texts.reload_scan, "read": texts.reload_read, "write": texts.reload_write}[step.phase]
    parts = [line.format(done=step.done, total=step.total or "…")]
    if step.seconds_left:
        left = f"{round(step.seconds_left) // 60}:{round(step.seconds_left) % 60:02}"
        parts.append(texts.reload_pace.format(rate=round(step.rate), left=left))
    if step.kept:
        parts.append(texts.reload_resumed.format(kept=step.kept))
    return Reply("\n".join(parts))


def report(done: IndexReport, texts: Texts, pulls: Sequence[Pull] = ()) -> Reply:
    """What changed, how long it took, and the first problems with path, line and reason."""
    counts = texts.reload_done.format(
        seconds=f"{done.seconds:.1f}",
        articles=done.articles,
        added=done.added,
        changed=done.changed,
        removed=done.removed,
    )
    rebuilt = texts.reload_rebuilt.format(reason=named(done.rebuilt)) if done.rebuilt else ""
    golden = tried(done.tried, texts)
    parts = [counts, golden, *pulled(pulls, texts), rebuilt, problems(done.problems, texts)]
    return Reply(assemble(parts), rows=actions(texts))


def tried(golden: Tried | None, texts: Texts) -> str:
    """How many of the editors' questions get the right article first, and how many did before."""
    if golden is None:
        return ""
    before = "?" if golden.before is None else golden.before
    return texts.golden_tried.format(before=before, after=golden.after, total=golden.total)


def outlook(ahead: Outlook, pulls: Sequence[Pull], texts: Texts) -> Reply:
    """What a reload would find, with a button that does it."""
    if ahead.anew:
        counts = texts.outlook_anew.format(reason=named(ahead.anew))
    elif not ahead.new + ahead.changed + ahead.gone:
        counts = texts.outlook_nothing
    else:
        counts = texts.outlook.format(new=ahead.new, changed=ahead.changed, gone=ahead.gone)
    unread = texts.outlook_unread.format(count=ahead.unread) if ahead.unread else ""
    parts = [counts, *pulled(pulls, texts), problems(ahead.problems, texts), unread]
    return Reply(assemble(parts), rows=((press(texts.outlook_do, Reload()),),))


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


def pulled(pulls: Sequence[Pull], texts: Texts) -> list[str]:
    """What came from git, and what stood in its way with git's own words."""
    told = []
    for one in pulls:
        folder = named(str(one.folder))
        if one.trouble:
            said = f"\n<code>{named(one.said, 300)}</code>" if one.said else ""
            trouble = escape(getattr(texts, f"git_{one.trouble}"))
            told.append(texts.unpulled.format(folder=folder, trouble=trouble) + said)
        elif one.commits:
            told.append(texts.pulled.format(folder=folder, count=one.commits))
    return told


def failure(error: Exception, texts: Texts) -> Reply:
    """A reload that changed nothing, why, and what may be done about it."""
    if isinstance(error, CheckFailed):
        return refusal(error, texts)
    if isinstance(error, WendaError):
        said, hint = str(error), error.hint
    else:
        said, hint = f"{type(error).__name__}: {error}", ""
    parts = [texts.reload_failed.format(error=named(said, 600)), named(hint, 400) if hint else ""]
    return Reply(assemble(parts), rows=actions(texts))


def refusal(error: CheckFailed, texts: Texts) -> Reply:
    """A generation that was not good enough; taken over anyway only where too few articles are the reason."""
    if isinstance(error, GoldenFell):
        return _fell(error, texts)
    if error.loss:
        before, left = error.loss
        html = texts.reload_loss.format(before=before, left=left)
        insist = press(texts.reload_insist.format(left=left), Insist())
    else:
        html = texts.reload_refused.format(error=named(str(error), 600))
        insist = press(texts.reload_anew, Insist())
    return Reply(html, rows=((insist,), *actions(texts)))


def _fell(error: GoldenFell, texts: Texts) -> Reply:
    """Fewer of the editors' questions would be answered right; which ones, and a way to insist."""
    before, after, total = error.counts
    lost = [f"• {named(one)}" for one in error.lost[:MOST_PROBLEMS]]
    parts = [texts.golden_fell.format(before=before, after=after, total=total), "\n".join(lost)]
    insist = press(texts.golden_insist, Overrule())
    return Reply(assemble(parts), rows=((insist,), *actions(texts)))


def unattended(told: Reply, texts: Texts) -> Reply:
    """The failure of a reload that nobody asked for."""
    return Reply(assemble([texts.unattended, told.html]), rows=told.rows)


def way_back(index: Status, before: int | None, texts: Texts) -> Reply:
    """The generation before with its `before` articles, to be confirmed; None where there is none."""
    standing = {"version": named(index.version), "articles": index.documents}
    if before is None:
        return Reply(texts.rollback_none.format(**standing))
    previous = named(index.previous)
    label = texts.rollback_button.format(previous=index.previous, count=before)
    html = texts.rollback_offer.format(**standing, previous=previous, count=before)
    return Reply(html, rows=((press(label, Rollback(index.previous)),),))


def gone_back(index: Status, texts: Texts) -> Reply:
    html = texts.rollback_done.format(version=named(index.version), articles=index.documents)
    return Reply(html, rows=actions(texts))


def meaning_trouble(error: str, texts: Texts) -> Reply:
    """Words alone answer for now, and why."""
    return Reply(texts.meaning_trouble.format(error=named(error, 400)))


def duration(seconds: float, texts: Texts) -> str:
    hours, minutes = divmod(int(seconds // 60), 60)
    days = hours // 24
    if days:
        return texts.status_days.format(days=days, hours=hours % 24)
    return texts.status_hours.format(hours=hours, minutes=minutes)


@dataclass(frozen=True, slots=True)
class Alarm:
    """An error that nobody expected: its type, where, what it says, what to do, how often it came again since
    it was told, and when last."""

    kind: str
    place: str
    error: str
    advice: str
    again: int
    last: datetime


def alarm(one: Alarm, texts: Texts, now: datetime) -> Reply:
    error = {"kind": named(one.kind, 60), "place": named(one.place, 60), "error": named(one.error, 400)}
    parts = [
        texts.alarm.format(**error),
        texts.alarm_again.format(count=one.again, last=spoken(one.last, texts, now)) if one.again else "",
        named(one.advice, 300),
    ]
    return Reply(assemble(parts))


def state_trouble(error: WendaError, texts: Texts) -> Reply:
    """What is stored cannot be used, and what may be done about it."""
    html = texts.state_trouble.format(error=named(str(error), 400))
    return Reply(assemble([html, named(error.hint, 400)]))


def actions(texts: Texts) -> tuple[Row, ...]:
    return ((press(texts.reload_again, Reload()),),)


def named(text: str, limit: int = 100) -> str:
    return escape(shorten(one_line(text), limit)) or "…"
