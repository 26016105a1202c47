"""Questions for a corpus that nobody has labelled: each is made of one article, which is its right answer.

For every sampled article, as far as it has the words:

- `words`: its three rarest words, in its order, as readers type who remember an article;
- `title`: its title with two words of five left out;
- `sentence`: one of its sentences, the same way.

What is made is decided by the corpus and the seed alone, so that two versions are measured alike. Such
questions are easier than readers' own, as their words are the article's; two near-identical articles are
each other's mistakes. They show what is broken and what got worse, not how good an answer is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from heapq import nsmallest
from random import Random

from bot.answers.evaluate import Evaluation, measure
from bot.answers.labelled import Labelled, Labels
from bot.answers.stopwords import STOP_WORDS
from bot.posts.post import Article
from bot.search.engine import NO_FILTER, SearchEngine
from bot.search.rarity import idf
from bot.search.sentences import sentences
from bot.search.text import normalise
from bot.search.tokens import words

SEED = 2022
RAREST = 3
LEFT_OUT = 0.4
LEAST_WORDS = 6
SENTENCE = (12, 80)  # characters
LONGEST_TEXT = 5_000
KINDS = ("words", "title", "sentence")
BATCH = 1_000


async def known_items_of(engine: SearchEngine, *, most: int, seed: int = SEED) -> Labels:
    """Questions about at most so many articles of an engine, with ids like `words:ARTICLE`."""
    articles = await _sample(engine, most, seed)
    telling = sorted({word for article in articles for word in _telling(article)})
    return known_items(articles, idf(telling, await engine.frequencies(telling)), seed=seed)


def known_items(articles: Sequence[Article], rarity: Mapping[str, float], *, seed: int = SEED) -> Labels:
    """The questions of these articles; rarity: the idf of their words."""
    made: dict[str, tuple[str, str]] = {}
    for article in articles:
        draw = Random(f"{seed} {article.id}")
        texts = _rare_words(article, rarity), _thinned(article.title, draw), _sentence(article, draw)
        for kind, text in zip(KINDS, texts, strict=True):
            if text:
                made[f"{kind}:{article.id}"] = text, article.id
    return Labels(
        tuple(Labelled(name, text) for name, (text, _) in made.items()),
        {name: {article: 1} for name, (_, article) in made.items()},
    )


def by_kind(evaluation: Evaluation) -> dict[str, dict[str, float | None]]:
    """The measures of each kind of question that was asked."""
    kinds = {
        kind: [one for one in evaluation.asked if one.question.id.startswith(f"{kind}:")] for kind in KINDS
    }
    return {kind: measure(asked, evaluation.judgements) for kind, asked in kinds.items() if asked}


async def _sample(engine: SearchEngine, most: int, seed: int) -> list[Article]:
    """Those whose ids hash lowest: an article more or less changes the sample by one at most."""
    chosen: list[tuple[bytes, Article]] = []
    offset, total = 0, 1
    while offset < total:
        page = await engine.latest(NO_FILTER, limit=BATCH, offset=offset)
        total, offset = page.total, offset + BATCH
        hashed = ((_hash(hit.article.id, seed), hit.article) for hit in page.hits)
        chosen = nsmallest(most, [*chosen, *hashed], key=lambda pair: pair[0])
    return [article for _, article in chosen]


def _hash(name: str, seed: int) -> bytes:
    return blake2b(f"{seed} {name}".encode(errors="surrogatepass"), digest_size=16).digest()


def _rare_words(article: Article, rarity: Mapping[str, float]) -> str:
    telling = _telling(article)
    rarest = sorted(telling, key=lambda word: -rarity[word])[:RAREST]
    return " ".join(word for word in telling if word in rarest) if len(rarest) == RAREST else ""


def _telling(article: Article) -> list[str]:
    """The words of an article that one could remember it by, each once."""
    text = normalise(f"{article.title}\n{article.text[:LONGEST_TEXT]}")
    return [word for word in dict.fromkeys(words(text)) if _tells(word)]


def _tells(word: str) -> bool:
    """Nobody remembers an article by its figures."""
    return len(word) > 1 and word not in STOP_WORDS and not any(map(str.isdigit, word))


def _sentence(article: Article, draw: Random) -> str:
    text = article.text[:LONGEST_TEXT]
    least, most = SENTENCE
    spans = [span for span in sentences(text) if least <= span[1] - span[0] <= most]
    if not spans:
        return ""
    start, end = draw.choice(spans)
    return _thinned(text[start:end], draw)


def _thinned(text: str, draw: Random) -> str:
    """The text's words without two of five, a blank where anything stood between; "" for a short one."""
    normalised = normalise(text)
    spans = list(_located(normalised, words(normalised)))
    if len(spans) < LEAST_WORDS:
        return ""
    gone = set(draw.sample(range(len(spans)), round(LEFT_OUT * len(spans))))
    thinned, end = "", 0
    for start, stop in (span for place, span in enumerate(spans) if place not in gone):
        thinned += f"{' ' * (start > end)}{normalised[start:stop]}"
        end = stop
    return thinned.strip()


def _located(text: str, found: Sequence[str]) -> Iterator[tuple[int, int]]:
    end = 0
    for word in found:
        start = text.index(word, end)
        end = start + len(word)
        yield start, end
