"""A snapshot as Prometheus reads it. Loads Prometheus' own library, so import it only where it is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.chat.tally import BUCKETS
from bot.chat.vitals import Snapshot

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
OWN = "conversing"
OTHERS = "others"
HELP = {
    "updates": "Updates dealt with.",
    "calls": "Calls to Telegram by what became of them.",
    "errors": "Errors that nobody expected.",
    "reloads": "Reloads of the posts.",
    "updates_under_way": "Updates that are dealt with now.",
    "rows_waiting": "Rows that wait to be stored.",
    "readers_today": "Different readers today (UTC) since the start.",
    "uptime_seconds": "Seconds since the start.",
    "index_documents": "Articles in the index.",
    "telegram_silent_seconds": "Since Telegram was last heard of.",
    "answer_seconds": "From a question to its answer in the chat.",
    "memory_bytes": "Memory of the bot's processes.",
    "info": "The version that runs.",
}


def exposition(snapshot: Snapshot, version: str) -> bytes:
    """All numbers in Prometheus' text format. Labels are names of the program's own, and few."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(snapshot, version))
    return generate_latest(registry)


class Numbers(Collector):
    def __init__(self, snapshot: Snapshot, version: str) -> None:
        self._now, self._version = snapshot, version

    def collect(self) -> Iterable[Metric]:
        now = self._now
        yield counter("updates", ("kind", "outcome"), now.updates)
        yield counter("calls", ("method", "result"), now.calls)
        yield counter("errors", ("kind",), {(k,): n for k, n in now.errors.items()})
        yield counter("reloads", ("result",), {(k,): n for k, n in now.reloads.items()})
        yield answers(now)
        yield gauge("updates_under_way", now.under_way)
        yield gauge("rows_waiting", now.waiting)
        yield gauge("readers_today", now.readers)
        yield gauge("uptime_seconds", now.up)
        if now.documents is not None:
            yield gauge("index_documents", now.documents)
        if now.silent is not None:
            yield gauge("telegram_silent_seconds", now.silent)
        yield memory(now)
        yield info(self._version)


def counter(name: str, labels: tuple[str, ...], counts: Mapping[Any, int]) -> Metric:
    found = CounterMetricFamily(f"wenda_{name}", HELP[name], labels=labels)
    for label, count in sorted(counts.items()):
        found.add_metric(label, count)
    return found


def gauge(name: str, value: float) -> Metric:
    return GaugeMetricFamily(f"wenda_{name}", HELP[name], value=value)


def answers(now: Snapshot) -> Metric:
    found = HistogramMetricFamily("wenda_answer_seconds", HELP["answer_seconds"])
    found.add_metric((), list(cumulative(now.buckets)), now.seconds)
    return found


def cumulative(buckets: tuple[int, ...]) -> Iterator[tuple[str, float]]:
    """The bounds as Prometheus writes them, and how many are at most so great."""
    total = 0
    for bound, count in zip((*map(str, BUCKETS), "+Inf"), buckets, strict=True):
        total += count
        yield bound, total


def memory(now: Snapshot) -> Metric:
    found = GaugeMetricFamily("wenda_memory_bytes", HELP["memory_bytes"], labels=("processes",))
    for name, size in ((OWN, sum(now.memory[:1])), (OTHERS, sum(now.memory[1:]))):
        found.add_metric((name,), size)
    return found


def info(version: str) -> Metric:
    found = GaugeMetricFamily("wenda_info", HELP["info"], labels=("version",))
    found.add_metric((version,), 1)
    return found
