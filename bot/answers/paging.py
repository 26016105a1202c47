"""Which part of a list a page shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Page `page` of `pages` (both from 1): `size` entries from `offset` on."""

    page: int
    pages: int
    offset: int
    size: int


def part_of(total: int, *, page: int, size: int) -> Part:
    """The part that a page shows; a page outside gives the nearest that exists."""
    size = max(1, size)
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    return Part(page, pages, (page - 1) * size, size)
