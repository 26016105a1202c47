"""Which article an editor means: by its id, by a link to it here, or by any address that ends in the id."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bot.chat.linked import articles_of, target_of
from bot.chat.links import ArticleLink, decode_payload
from bot.chat.ports import Answers
from bot.chat.reader_buttons import name_of
from bot.posts.post import Article
from bot.search.engine import SearchEngine

LONGEST = 1000
AMONG = 10
PAYLOAD = re.compile(r"[?&]start=([A-Za-z0-9_-]{1,64})")
NUMBERS = re.compile(r"(?<!\d)\d{18}(?!\d)")
PATH_ENDS = re.compile("[?#]")
SUFFIX = re.compile(r"\.(html?|md|markdown)$")


async def article_meant(said: str, answers: Answers, engine: SearchEngine) -> Article | None:
    """The article that an id, or an address, names; None where there is none."""
    said = said.strip()[:LONGEST]
    if found := PAYLOAD.search(said):
        link = decode_payload(found[1])
        target = await target_of(link, answers) if isinstance(link, ArticleLink) else None
        return target.article if target and not target.vanished else None
    page = unquote(PATH_ENDS.split(said)[0]).rstrip("/").rpartition("/")[2]
    names = dict.fromkeys([said, *NUMBERS.findall(said), page, SUFFIX.sub("", page)])
    return next(iter(await engine.get([one for one in names if one])), None)


async def article_named(name: str, question: str, answers: Answers, engine: SearchEngine) -> Article | None:
    """The article that a button under the answer to this question names; see `name_of`."""
    if not name.startswith("~"):
        return next(iter(await engine.get([name])), None)
    near = articles_of(await answers.ask(question, limit=AMONG)) if question else ()
    return next((one for one in near if name_of(one.id) == name), None)
