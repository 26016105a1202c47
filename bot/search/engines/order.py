"""What "best first" and "between two dates" mean, the same for every engine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970, rounded down: the grain in which dates are compared."""
    return (moment - EPOCH) // SECOND


def first_second(moment: datetime) -> int:
    """The first whole second that is not before the moment."""
    return -((EPOCH - moment) // SECOND)


def rounded(score: float) -> float:
    """The score with five digits: what differs later differs by rounding and counts as a tie."""
    return float(f"{score:.5g}")
