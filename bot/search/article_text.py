"""What is read of an article: its title, and the text with all else that it is found by."""

from __future__ import annotations

from dataclasses import dataclass

from bot.posts.post import Article

LONGEST_TEXT = 20_000


def all_but_title(article: Article) -> str:
    """Text, summary, securities, tags, category and medium, each on a line."""
    securities = (f"{entity.name} {entity.code}" for entity in article.entities)
    names = (*securities, *article.tags, article.category.name, article.category.slug, article.source)
    return "\n".join((article.text[:LONGEST_TEXT], article.summary, *names))


@dataclass(frozen=True, slots=True)
class Whole:
    """An article that lies unpacked in memory."""

    article: Article

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def texts(self) -> tuple[str, str]:
        return self.article.title, all_but_title(self.article)
