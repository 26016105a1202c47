"""Vectors as a byte for each dimension, and the products of such rows with a vector.

A row is scaled so that its largest number is 127: cosines of multilingual-e5-small change by 0.0003 (standard
deviation), a sixtieth of what they vary by.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bot.search.meaning.records import Rows

LARGEST = 127
BLOCK = 16_384  # rows at once

Scales = NDArray[np.float32]
Products = NDArray[np.float32]


def quantised(vectors: NDArray[np.float32]) -> tuple[Rows, Scales]:
    """Rows of bytes, and for each what its numbers are to be multiplied by."""
    scales = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), np.finfo(np.float32).tiny) / LARGEST
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def restored(rows: Rows, scales: Scales) -> NDArray[np.float32]:
    """The vectors again, nearly, with length 1."""
    vectors = rows.astype(np.float32) * scales[:, None]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def multiplier() -> Callable[[Rows, NDArray[np.int8]], NDArray[np.float32]]:
    """Whole numbers: the product of each row with a row. numkong's kernels take a tenth of numpy's time."""
    try:
        import numkong
    except ImportError:
        return _multiplied
    return lambda rows, row: np.asarray(numkong.dot(row, rows)).astype(np.float32)


def _multiplied(rows: Rows, row: NDArray[np.int8]) -> NDArray[np.float32]:
    return np.asarray(rows.astype(np.float32) @ row.astype(np.float32))


def nearest_rows(
    rows: Rows,
    scales: Scales,
    vector: NDArray[np.float32],
    limit: int,
    chosen: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.int64], Products]:
    """The `limit` rows with the largest products, largest first. chosen: which rows count, None for all.

    They are read block after block, a block without a chosen one not at all.
    """
    multiply = multiplier()
    asked, scale = quantised(vector[None])
    best = np.empty(0, np.int64)
    products = np.empty(0, np.float32)
    for first in range(0, len(rows), BLOCK):
        last = min(first + BLOCK, len(rows))
        numbers = np.arange(first, last) if chosen is None else first + np.flatnonzero(chosen[first:last])
        if not len(numbers):
            continue
        made = multiply(rows[first:last], asked[0]) * scales[first:last] * scale[0]
        products = np.concatenate((products, made[numbers - first]))
        best = np.concatenate((best, numbers))
        if len(products) > limit:
            kept = np.argpartition(-products, limit)[:limit]
            best, products = best[kept], products[kept]
    order = np.lexsort((best, -products))
    return best[order], products[order]
