"""The embedder that was chosen."""

from __future__ import annotations

from bot.search.meaning.choice import Choice
from bot.search.meaning.embedder import Embedder


def open_embedder(choice: Choice) -> Embedder:
    """Raises EmbedderError where there is none."""
    if choice.url:
        from bot.search.meaning.endpoint import EndpointEmbedder

        return EndpointEmbedder(choice.url, model=choice.model, key=choice.key)
    from bot.search.meaning.packaged import PackagedEmbedder

    return PackagedEmbedder(threads=choice.threads)
