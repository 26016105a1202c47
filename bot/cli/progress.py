"""How far the work is: bars on stderr while it is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn
from rich.progress import Progress as Bars
from rich.text import Text

from bot.search.report import OnProgress, Progress

DOING = {"scan": "looking for posts", "read": "reading posts", "write": "writing the index"}


class Rate(ProgressColumn):
    """How many a second, as it was told, else as it was seen."""

    def render(self, task: Task) -> Text:
        speed = task.fields.get("rate") or task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="dim")


class Left(ProgressColumn):
    """How long it will still take, the same way: `4:05 left`."""

    def render(self, task: Task) -> Text:
        left = task.fields.get("left", task.time_remaining)
        return Text(f"{clock_time(left)} left" if left else "", style="cyan")


def clock_time(seconds: float) -> str:
    """`0:07`, `4:05`, `1:00:00`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def index_bars(console: Console) -> Iterator[OnProgress]:
    """Takes progress and draws a bar for each phase; draws nothing where nobody can see it move."""
    with _bars(console) as bars:
        tasks = {phase: bars.add_task(doing, visible=False, start=False) for phase, doing in DOING.items()}

        def draw(progress: Progress) -> None:
            bars.start_task(tasks[progress.phase])
            bars.update(
                tasks[progress.phase],
                completed=progress.done,
                total=progress.total or None,
                visible=True,
                rate=progress.rate,
                left=progress.seconds_left,
            )

        yield draw


@contextmanager
def one_bar(console: Console, doing: str) -> Iterator[Callable[[int, int], None]]:
    """The same with one bar, which takes how many are done and how many there are."""
    with _bars(console) as bars:
        task = bars.add_task(doing)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _bars(console: Console) -> Bars:
    """With rate and time left; they vanish when all is done."""
    return Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        Left(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
