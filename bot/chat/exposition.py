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
        yield counter("updates", "Updates dealt with.", ("kind", "outcome"), now.updates)
        yield counter("calls", "Calls to Telegram by what became of them.", ("method", "result"), now.calls)
        yield counter(
            "errors", "Errors that nobody expected.", ("kind",), {(k,): n for k, n in now.errors.items()}
        )
        yield counter(
            "reloads", "Reloads of the posts.", ("result",), {(k,): n for k, n in now.reloads.items()}
        )
        yield answers(now)
        yield gauge("updates_under_way", "Updates that are dealt with now.", now.under_way)
        yield gauge("rows_waiting", "Rows that wait to be stored.", now.waiting)
        yield gauge("readers_today", "Different readers today (UTC) since the start.", now.readers)
        yield gauge("uptime_seconds", "Seconds since the start.", now.up)
        if now.documents is not None:
            yield gauge("index_documents", "Articles in the index.", now.documents)
        if now.silent is not None:
            yield gauge("telegram_silent_seconds", "Since Telegram was last heard of.", now.silent)
        yield memory(now)
        yield info(self._version)


def counter(name: str, help_text: str, labels: tuple[str, ...], counts: Mapping[Any, int]) -> Metric:
    found = CounterMetricFamily(f"wenda_{name}", help_text, labels=labels)
    for label, count in sorted(counts.items()):
        found.add_metric(label, count)
    return found


def gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"wenda_{name}", help_text, value=value)


def answers(now: Snapshot) -> Metric:
    found = HistogramMetricFamily("wenda_answer_seconds", "From a question to its answer in the chat.")
    found.add_metric((), list(cumulative(now.buckets)), now.seconds)
    return found


def cumulative(buckets: tuple[int, ...]) -> Iterator[tuple[str, float]]:
    """The bounds as Prometheus writes them, and how many are at most so great."""
    total = 0
    for bound, count in zip((*map(str, BUCKETS), "+Inf"), buckets, strict=True):
        total += count
        yield bound, total


def memory(now: Snapshot) -> Metric:
    found = GaugeMetricFamily("wenda_memory_bytes", "Memory of the bot's processes.", labels=("processes",))
    for name, size in ((OWN, sum(now.memory[:1])), (OTHERS, sum(now.memory[1:]))):
        found.add_metric((name,), size)
    return found


def info(version: str) -> Metric:
    found = GaugeMetricFamily("wenda_info", "The version that runs.", labels=("version",))
    found.add_metric((version,), 1)
    return found
