"""How the bot stands, for admins: its articles, its answers, its memory, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.answers.panels import Panel, Panels, Part
from bot.chat.callbacks import Refresh, Reload
from bot.chat.reply import Reply
from bot.chat.tally import HOUR, Hour, percentile
from bot.chat.texts import Texts
from bot.chat.views.admin import duration, named
from bot.chat.views.articles import DOT
from bot.chat.views.buttons import press
from bot.chat.views.dates import spoken
from bot.chat.views.fit import assemble, size
from bot.chat.views.html import escape
from bot.chat.vitals import Snapshot
from bot.search.engine import Status
from bot.search.meaning.progress import MeaningStatus

UNDER_A_PICTURE = 1000  # of 1,024 units
MOST_ERRORS = 3
LEAST = 500_000  # bytes of a process that is told
WORTH_A_PICTURE = 3  # hours with questions
TROUBLES = ("too_many", "forbidden", "conflict", "refused", "broken", "no_answer")


@dataclass(frozen=True, slots=True)
class Running:
    """The program around the index: problems of the last reading (None before one), seconds up. times: of the
    answers of the last hour, in seconds, the shortest first. hours: the last ones in which anything was
    asked, the newest last."""

    problems: int | None
    seconds: float
    version: str
    times: tuple[float, ...] = ()
    hours: tuple[Hour, ...] = ()
    snapshot: Snapshot | None = None


def status(
    index: Status,
    running: Running,
    texts: Texts,
    now: datetime,
    meaning: MeaningStatus | None = None,
    *,
    picture: bytes = b"",
) -> Reply:
    """Without the picture where the text is too long to stand under one."""
    parts = [
        "\n".join(
            [_standing(index, running, texts, now), *(_understanding(meaning, texts) if meaning else ())]
        ),
        "\n".join(working(running, texts)),
        texts.status_held if index.held else "",
    ]
    html = assemble(parts)
    rows = ((press(texts.status_refresh, Refresh()), press(texts.reload_again, Reload())),)
    return Reply(html, rows=rows, picture=picture if size(html).units <= UNDER_A_PICTURE else b"")


def _standing(index: Status, running: Running, texts: Texts, now: datetime) -> str:
    return texts.status.format(
        articles=index.documents,
        newest=escape(spoken(index.newest, texts, now)) if index.newest else texts.status_never,
        problems="?" if running.problems is None else running.problems,
        fingerprint=named(index.fingerprint[:12]),
        generation=named(index.version),
        previous=texts.status_previous.format(previous=named(index.previous)) if index.previous else "",
        uptime=duration(running.seconds, texts),
        version=escape(running.version),
    )


def working(running: Running, texts: Texts) -> list[str]:
    """Answers of the last hour, what is being done, memory, and what went wrong since the start."""
    lines = []
    if running.times:
        middle, slow = percentile(running.times, 50), percentile(running.times, 95)
        told = {"count": len(running.times), "middle": seconds(middle), "slow": seconds(slow)}
        lines.append(texts.status_answers.format(**told))
    else:
        lines.append(texts.status_no_answers)
    if now := running.snapshot:
        # without the update that this answers
        lines.append(texts.status_queues.format(busy=max(now.under_way - 1, 0), waiting=now.waiting))
        lines.append(texts.status_memory.format(all=megabytes(sum(now.memory)), each=each(now.memory)))
        lines += _troubles(now, texts)
    return lines


def _troubles(now: Snapshot, texts: Texts) -> list[str]:
    calls = {fate: sum(n for (_, one), n in now.calls.items() if one == fate) for fate in TROUBLES}
    labels = dict(zip(TROUBLES, texts.status_fates, strict=True))
    told = [f"{labels[fate]} {count}" for fate, count in calls.items() if count]
    errors = now.errors.most_common(MOST_ERRORS)
    left = sum(now.errors.values()) - sum(count for _, count in errors)
    kinds = [f"{named(kind, 40)} {count}" for kind, count in errors] + ([f"… {left}"] if left else [])
    return [
        *([texts.status_calls.format(told=DOT.join(told))] if told else []),
        *([texts.status_errors.format(told=DOT.join(kinds))] if kinds else []),
    ]


def _understanding(meaning: MeaningStatus, texts: Texts) -> list[str]:
    """How many articles have their vectors, how long it takes for the others, and what stands in the way."""
    made = meaning.building
    done, total = (f"{made.done:,}", f"{made.total:,}") if made else ("…", "…")
    lines = [texts.status_meaning.format(done=done, total=total, model=named(meaning.model))]
    if made and made.done == made.total and made.parts < made.all_parts:
        lines.append(texts.status_meaning_parts.format(done=f"{made.parts:,}", total=f"{made.all_parts:,}"))
    if made and made.seconds_left is not None and not meaning.trouble:
        rate = f"{made.rate:.0f}" if made.rate >= 10 else f"{made.rate:.1f}"
        lines.append(
            texts.status_meaning_pace.format(rate=rate, left=duration(made.seconds_left + 59, texts))
        )
    if meaning.trouble:
        lines.append(f"⚠️ <code>{named(meaning.trouble, 300)}</code>")
    return lines


def chart(running: Running, texts: Texts, now: datetime) -> Panels | None:
    """Questions and how long their answers took, hour by hour; None while there is too little to see."""
    hours = _without_gaps(running.hours)
    if sum(one.questions > 0 for one in hours) < WORTH_A_PICTURE:
        return None
    slow = [percentile(sorted(one.times), 95) if one.times else 0.0 for one in hours]
    most, longest = max(one.questions for one in hours), max(slow)
    answered = tuple(float(one.answered) for one in hours)
    others = tuple(float(one.questions - one.answered) for one in hours)
    parts = Part(texts.chart_answered, answered), Part(texts.chart_unanswered, others)
    return Panels(
        texts.chart_status,
        (texts.chart_hours.format(count=sum(one.questions for one in hours), hours=len(hours)),),
        tuple(f"{_begin(one, now):%H}:00" for one in hours),
        (
            Panel(texts.chart_questions, parts, most, str(most)),
            Panel(texts.chart_slow, (Part("", tuple(slow)),), longest or 1.0, seconds(longest)),
        ),
    )


def _begin(hour: Hour, now: datetime) -> datetime:
    return datetime.fromtimestamp(hour.number * HOUR, UTC).astimezone(now.tzinfo)


def _without_gaps(hours: tuple[Hour, ...]) -> list[Hour]:
    """With those in which nothing was asked, and the last day at most."""
    if not hours:
        return []
    known, last = {one.number: one for one in hours}, hours[-1].number
    first = max(min(known), last - 23)
    return [known.get(number) or Hour(number) for number in range(first, last + 1)]


def seconds(took: float) -> str:
    """0.03, 0.3, 2.1 or 12."""
    return f"{took:.2f}" if took < 0.095 else f"{took:.1f}" if took < 9.95 else f"{took:.0f}"


def megabytes(size_in_bytes: int) -> str:
    return f"{size_in_bytes / 1e6:,.0f}"


def each(memory: tuple[int, ...]) -> str:
    """Of those that have any worth telling."""
    return " + ".join(megabytes(one) for one in memory if one >= LEAST)
