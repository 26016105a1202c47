"""A text as jieba's search-mode words, which is what Chinese users of these libraries do."""

from __future__ import annotations

import logging

import jieba

jieba.setLogLevel(logging.WARNING)


def words(text: str) -> list[str]:
    return [word for word in jieba.lcut_for_search(text.lower()) if word.strip()]


def spaced(text: str) -> str:
    """The words of a title, joined by blanks."""
    return " ".join(word for word in jieba.lcut(text.lower()) if word.strip())
