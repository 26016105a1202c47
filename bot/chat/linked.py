"""The article that a link leads to, or the nearest one where it is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.answer import Found, Latest, Nothing
from bot.chat.callbacks import digest
from bot.chat.links import ArticleLink
from bot.chat.ports import Answers
from bot.posts.post import Article

AMONG = 10  # so many that its words find may be the one with its digest


@dataclass(frozen=True, slots=True)
class Target:
    """article: None where there is nothing near either; vanished: it is not the one that was linked."""

    article: Article | None
    vanished: bool


async def target_of(link: ArticleLink, answerer: Answers) -> Target:
    """By id, also that of an article merged into another; else by digest or as the nearest by words."""
    if link.id:
        for article in await answerer.articles([link.id]):
            return Target(article, vanished=False)
    near = articles_of(await answerer.ask(link.words, limit=AMONG)) if link.words else ()
    for article in near:
        if link.digest in map(digest, (article.id, *article.also)):
            return Target(article, vanished=False)
    return Target(near[0] if near else None, vanished=True)


def articles_of(answer: Found | Latest | Nothing) -> Sequence[Article]:
    """The articles of an answer, best first; of an honest no those that come closest."""
    match answer:
        case Found() | Latest():
            return [one for card in answer.cards for one in (card.article, *card.folded)]
        case Nothing():
            return answer.nearest
