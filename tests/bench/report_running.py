"""The bot while its index is renewed, and under as many questions as it can take, as Markdown."""

from __future__ import annotations

from tests.bench.ledger import Entry, Values
from tests.bench.report_peers import ratio_of
from tests.bench.tables import NONE, figure, table

PHASES = {
    "quiet": "nobody asks",
    "asking": "20 readers ask",
    "changed": "reload of 1 % of the files",
    "full": "reload of everything",
}
STAGE = "stage "
RATE = "questions_per_second"


def loop_table(entry: Entry) -> str:
    """Lag of the event loop and the readers' answers by phase; "" without a measurement."""
    values = entry.values
    if not values:
        return ""
    head = [f"{entry.size:,} posts", "loop lag p50 / p99 / max ms", "over 5 ms", "answers p50 / p95 ms"]
    rows = []
    for phase, title in PHASES.items():
        lag = [figure(values, f"{phase}_lag_ms{end}", "ms") for end in ("_p50", "_p99", "_max")]
        over = f"{figure(values, f'{phase}_lags_over_5_ms')} of {figure(values, f'{phase}_lags')}"
        answers = [figure(values, f"{phase}_ms_{end}", "ms") for end in ("p50", "p95")]
        took = f", {figure(values, f'{phase}_seconds', '.1f')} s" if f"{phase}_seconds" in values else ""
        more = [figure(values, f"{phase}_p95_ratio", ".2f"), figure(values, f"{phase}_failures")]
        rows.append([title + took, " / ".join(lag), over, " / ".join(answers), *more])
    return table([*head, "p95 × idle", "failed"], rows)


def throughput_table(entry: Entry) -> str:
    """The rate beside that of a bot with a constant answer, and where the time goes."""
    values = entry.values
    if not values:
        why = entry.failed or entry.skipped
        return why and f"Questions a second: {why}."
    head = [
        f"{entry.size:,} posts",
        "questions/s",
        "p50 / p95 ms",
        "processor ms each, all processes",
        "server's",
    ]
    own, constant = rate_cells(values, ""), rate_cells(values, "constant_")
    constant[0] += ratio_of({RATE: values.get(f"constant_{RATE}")}, values, RATE)
    rows = [["`wenda run`", *own], ["a bot with a constant answer", *constant]]
    return f"{table(head, rows)}\n\n{stages(entry) or NONE}"


def rate_cells(values: Values, start: str) -> list[str]:
    """Rate, percentiles, and processor time of a question: the bot's, and the server's beside it."""
    spread = " / ".join(figure(values, f"{start}ms_{end}", "ms") for end in ("p50", "p95"))
    times = [figure(values, f"{start}{one}", "ms") for one in ("processor_ms", "server_processor_ms")]
    return [figure(values, f"{start}{RATE}", ".0f"), spread, *times]


def kill_line(entry: Entry) -> str:
    if not entry.rounds:
        return entry.failed and f"Killed: {entry.failed}."
    kills, seconds = (figure(entry.values, one) for one in ("kills", "seconds"))
    return (
        f"Killed at {kills} random moments and before each operation on files ({seconds} s): every time the \
old or the new articles answered, and the next run converged."
    )


def stages(entry: Entry) -> str:
    found = {
        name.removeprefix(STAGE): value
        for name, value in entry.values.items()
        if name.startswith(STAGE) and isinstance(value, float)
    }
    rows = [[name, f"{share:.1%}"] for name, share in sorted(found.items(), key=lambda one: -one[1])]
    return table(["stage of `wenda run`", "share of its time on a processor"], rows) if rows else ""
