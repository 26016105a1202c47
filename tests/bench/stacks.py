"""Where a bot's processor time goes, by stage, from the stacks that py-spy wrote down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

UNDERSTANDING = (
    r"bot/answers/(question|scop|time)|bot/search/(suggest|windows|repairs|spelling|pinyin|tables|lexicon"
    r"|guises|latin|same|names|text|tokens|aliases|numerals)"
)
# The innermost frame that one of these fits names the stage; the first pattern that fits a frame counts.
STAGES = tuple(
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("JSON", r"\(json/"),
        ("between the two processes", r"bot/answers/apart|\((multiprocessing/|concurrent/futures/process)"),
        ("question: understand", UNDERSTANDING),
        ("question: engine", r"bot/search/(engine|keeper)"),
        ("question: rank, judge, cards", r"bot/(answers|search)/"),
        ("views", r"bot/chat/views/"),
        ("handlers, pacing, sending", r"bot/chat/"),
        ("httpx", r"\((httpx|httpcore|anyio|h11)/"),
        ("requests and results", r"telegram/(request/|_bot\.py|_utils|ext/_extbot)"),
        ("polling and parsing updates", r"telegram/ext/_updater\.py|telegram/_update\.py|de_json"),
        ("dispatch", r"telegram/ext/"),
        ("Telegram's objects", r"\(telegram/"),
        ("handing over to threads", r"\(concurrent/|\(asyncio/(threads|futures)"),
        ("event loop", r"\(asyncio/|\(selectors"),
    )
)
OTHER = "other"
# They wait for work, or for the net; a sampler that stops them now and then takes them for busy.
IDLE = re.compile(r"_worker \(concurrent/|(\w+\.)?select \(selectors|(_recv|wait|poll) \(multiprocessing/")


def shares(lines: Iterable[str]) -> dict[str, float]:
    """Stage -> its share of the samples, the largest first; threads that wait for work are left out.

    A line is "frame (file:line);…;frame (file:line) COUNT", the outermost frame first.
    """
    counted: Counter[str] = Counter()
    for line in lines:
        stack, _, count = line.rstrip().rpartition(" ")
        frames = stack.split(";")
        if not IDLE.match(frames[-1]):
            counted[stage_of(frames)] += int(count)
    total = counted.total()
    return {stage: number / total for stage, number in counted.most_common()}


def stage_of(frames: list[str]) -> str:
    for frame in reversed(frames):
        for stage, pattern in STAGES:
            if pattern.search(frame):
                return stage
    return OTHER
