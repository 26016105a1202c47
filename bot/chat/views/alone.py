"""One article, or any reply, on its own below a note: what links lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import SUMMARY, block
from bot.chat.views.buttons import category_button, share_article, sources
from bot.chat.views.fit import assemble
from bot.chat.views.html import one_line, quotation, web_address
from bot.posts.post import Article


def article(one: Article, texts: Texts, now: datetime) -> Reply:
    """One article that a link leads to."""
    quote = quotation(one_line(one.summary or one.text[: 2 * SUMMARY]), SUMMARY)
    category = category_button(one.category, one.category.name)
    rows = (*sources([(1, one)], texts), (category, share_article(one, texts.share)))
    return Reply(block(one, quote, texts, now), rows=rows, preview=web_address(one.url))


def noted(note: str, reply: Reply) -> Reply:
    """The reply below a note of its own."""
    return replace(reply, html=assemble([note, reply.html]))
