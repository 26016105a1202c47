"""What some models want before a text, told by their names, since no endpoint says it.

A server that puts it there itself is told which is which by two names for one model.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Prefixes(NamedTuple):
    question: str
    passage: str


NONE = Prefixes("", "")
# In this order, the first that is found in the name. What is not named here, such as bge-m3, gte, jina or the
# models of OpenAI, is given texts as they are.
KNOWN = (
    (r"e5-(?:large-|base-)?instruct|e5-mistral|qwen3?-embedding", Prefixes("Instruct: {task}\nQuery: ", "")),
    (r"\be5\b", Prefixes("query: ", "passage: ")),
    (r"bge-(?:small|base|large)-zh", Prefixes("为这个句子生成表示以用于检索相关文章：", "")),
    (
        r"bge-(?:small|base|large)-en",
        Prefixes("Represent this sentence for searching relevant passages: ", ""),
    ),
    (r"nomic-embed", Prefixes("search_query: ", "search_document: ")),
    (r"embeddinggemma", Prefixes("task: search result | query: ", "title: none | text: ")),
    (r"snowflake-arctic-embed-?[ml]?-?v2", Prefixes("query: ", "")),
)
TASK = "Given a web search query, retrieve relevant passages that answer the query"


def prefixes_of(model: str) -> Prefixes:
    """For a model's name in any spelling: `intfloat/multilingual-e5-small`, `bge-large-zh-v1.5:latest`."""
    name = re.sub(r"[_/: ]", "-", model.lower())
    found = next((prefixes for pattern, prefixes in KNOWN if re.search(pattern, name)), NONE)
    return Prefixes(found.question.format(task=TASK), found.passage)
