"""What each stage of a question costs, in milliseconds of processor time.

usage: python -m tests.bench.stages FOLDER [SET ...]

Prints a Markdown table of means over the first 200 questions of each set, for answers of five articles.
FOLDER holds labelled sets, or is the work folder of `python -m tests.bench`, whose corpora count as sets.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.answers.answerer import Answerer
from bot.answers.candidates import CANDIDATES
from bot.answers.compose import WORTH_SHOWING, cards, wanted
from bot.answers.fold import fold
from bot.answers.relaxation import relaxed, together
from bot.answers.why import why
from bot.search.alias_files import load_aliases
from bot.search.engines.opening import open_engine
from bot.search.keeper import LexiconKeeper
from bot.search.matcher import match
from bot.search.snippet import snippets
from tests.bench.place import Place
from tests.bench.sets import LabelledSet, answering, read_sets

SAMPLE = 200
SHOWN = 5
STAGES = ("understand and find", "rank", "fold", "cards", "sentences of these", "reasons of these", "relax")

Spent = dict[str, float]


def main(folder: Path, names: Sequence[str]) -> None:
    print(f"| set | {' | '.join(STAGES)} |\n|{' --- |' * (len(STAGES) + 1)}")
    for one in read_sets(folder):
        if not names or one.name in names:
            tell(one.name, asyncio.run(measured_set(one)))
    for place in map(Place, sorted(folder.glob("posts-*"), key=lambda path: (len(path.name), path.name))):
        if place.has_questions() and (not names or place.folder.name in names):
            tell(place.folder.name, asyncio.run(measured_place(place)))


def tell(name: str, spent: Mapping[str, float]) -> None:
    print(f"| {name} | {' | '.join(f'{spent[stage]:.2f}' for stage in STAGES)} |")


async def measured_set(one: LabelledSet) -> Mapping[str, float]:
    async with answering(one.articles) as answerer:
        return await measured(answerer, [question.text for question in one.questions["queries"]])


async def measured_place(place: Place) -> Mapping[str, float]:
    """Of an index as it lies there."""
    engine = open_engine("local", place.index)
    try:
        lexicon = LexiconKeeper(engine, aliases=load_aliases(), folder=place.index)
        answerer = Answerer(engine, timezone=ZoneInfo("Asia/Shanghai"), lexicon=lexicon)
        await answerer.prepare()
        return await measured(answerer, [question.text for question in place.questions()])
    finally:
        await engine.aclose()


async def measured(answerer: Answerer, texts: Sequence[str]) -> Mapping[str, float]:
    """Mean milliseconds of a question by stage."""
    spent: Spent = defaultdict(float)
    for text in texts[SAMPLE : 2 * SAMPLE]:  # loads what is loaded only once
        await answerer.ask(text)
    for text in texts[:SAMPLE]:
        await ask(answerer, text, spent)
    return defaultdict(float, {stage: total / min(SAMPLE, len(texts)) for stage, total in spent.items()})


async def ask(answerer: Answerer, text: str, spent: Spent) -> None:
    """One question through the stages."""
    with timed("understand and find", spent):
        candidates = await answerer.candidates(text, limit=CANDIDATES)
    question = candidates.question
    asked = wanted(question, candidates.frequencies)
    with timed("rank", spent):
        matches = match(
            question.text, asked, candidates.hits, least=WORTH_SHOWING, nearness=candidates.nearness
        )
    if not matches:
        return
    with timed("fold", spent):
        folded = fold([one for one in matches if one.score >= WORTH_SHOWING * matches[0].score])
    with timed("cards", spent):
        list(cards(question, asked, list(enumerate(folded[:SHOWN], start=1))))
    with timed("sentences of these", spent):
        articles = [one.match.article for one in folded[:SHOWN]]
        found = snippets(question.text, asked, [(one.title, one.text) for one in articles])
    with timed("reasons of these", spent):
        for one, snippet in zip(folded, found, strict=False):
            why(question.understood, asked, one.match, passage=snippet.passage)
    with timed("relax", spent):
        together(asked, matches, relaxed(asked, matches))


@contextmanager
def timed(stage: str, spent: Spent) -> Iterator[None]:
    began = time.process_time()
    yield
    spent[stage] += 1000 * (time.process_time() - began)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
