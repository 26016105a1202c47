"""Every answer on a terminal, compared with an approved picture in `golden/`.

`APPROVE=1 pytest tests/cli/test_terminal.py` writes the pictures anew; read the difference before a commit.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console, RenderableType

from bot.answers.answer import Answer, Card, Understood
from bot.answers.compare import Comparison, Difference, Loss
from bot.answers.explain import Explanation, PartBeside, Right
from bot.answers.labelled import Labelled
from bot.cli.evaluation_views import comparison_view, explanation_view
from bot.cli.examination import fail, fine, warn
from bot.cli.reports import findings_view, measures_view
from bot.cli.style import Style
from bot.cli.terminal import answer_view, card_view
from bot.cli.texts import CHINESE, ENGLISH, Texts, texts_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    "found",
    "found-in-the-summary",
    "found-followed",
    "found-outside",
    "latest",
    "latest-of-a-category",
    "latest-of-a-time",
    "categories",
    "nothing-uncovered",
    "nothing-dated",
    "nothing-of-a-category",
    "help",
    "help-without-articles",
)


def on_terminal(view: RenderableType) -> str:
    """As on a terminal of 60 cells with colours, escapes made visible."""
    written = io.StringIO()
    Console(file=written, width=60, force_terminal=True, color_system="standard", highlight=False).print(
        view, crop=False
    )
    return written.getvalue().replace("\x1b", "␛")


def in_pipe(view: RenderableType) -> str:
    written = io.StringIO()
    Console(file=written, width=60, highlight=False).print(view, crop=False, soft_wrap=True)
    return written.getvalue()


def compare(name: str, shown: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("APPROVE"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_every_sample_has_a_picture(samples: Mapping[str, Answer]) -> None:
    assert set(samples) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("speech", "texts"), [("zh", CHINESE), ("en", ENGLISH)])
def test_an_answer_on_a_terminal(name: str, speech: str, texts: Texts, samples: Mapping[str, Answer]) -> None:
    compare(f"{name}.{speech}", on_terminal(answer_view(samples[name], Style(texts, SHANGHAI))))


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_in_a_pipe(name: str, samples: Mapping[str, Answer]) -> None:
    shown = in_pipe(answer_view(samples[name], Style(ENGLISH, SHANGHAI, plain=True)))
    assert "\x1b" not in shown
    compare(f"{name}.pipe", shown)


def test_the_details_of_one_answer(first: Card) -> None:
    compare("card.zh", on_terminal(card_view(first, Style(CHINESE, SHANGHAI))))
    compare("card.pipe", in_pipe(card_view(first, Style(ENGLISH, SHANGHAI, plain=True))))


def test_an_answer_with_its_reasons(samples: Mapping[str, Answer]) -> None:
    found = samples["found"]
    compare("found-why.zh", on_terminal(answer_view(found, Style(CHINESE, SHANGHAI), why=True)))
    compare("found-why.pipe", in_pipe(answer_view(found, Style(ENGLISH, SHANGHAI, plain=True), why=True)))


def test_a_loss_explained(first: Card) -> None:
    right = Right("202603030930000001", 1, 4, first)
    winner = replace(first, article=replace(first.article, id="winner", title="先到的文章"))
    parts = (PartBeside("passage", 0.75, 1.0, 0.9), PartBeside("numbers", 0.25, 0.5, 0.9375))
    one = Explanation(
        Labelled("q1", "海川股份分红\x1b多少"),
        Understood("?", ("海川股份", "分红")),
        winner,
        (right, Right("gone", 1, None, None)),
        False,
        parts,
        ("登记日",),
        ("lacks", "parts"),
    )
    compare("explanation.zh", on_terminal(explanation_view(one, Style(CHINESE, SHANGHAI))))
    compare("explanation.pipe", in_pipe(explanation_view(one, Style(ENGLISH, SHANGHAI, plain=True))))
    absent = replace(one, winner=None, right=(Right("gone", 1, None, None),), parts=(), remedies=("absent",))
    compare("explanation-absent.pipe", in_pipe(explanation_view(absent, Style(ENGLISH, SHANGHAI))))


def test_two_runs_compared() -> None:
    same = Difference("recall@100", 0.5, 0.5, None, 0, 0, 9)
    one = Comparison(9, (Difference("ndcg@10", 0.5, 0.625, 0.0123, 3, 1, 5), same), (Loss("q1", 1.0, 0.5),))
    compare("comparison.pipe", in_pipe(comparison_view(one, {"q1": "海川股份分红\x1b多少"})))
    compare("comparison.terminal", on_terminal(comparison_view(one, {})))


def test_findings_and_measures() -> None:
    findings = [
        fine("corpus", "81 files"),
        warn("token", "not set", "see @BotFather"),
        fail("index", "\x1b", "look"),
    ]
    compare("findings.terminal", on_terminal(findings_view(findings)))
    compare("findings.pipe", in_pipe(findings_view(findings)))
    measures = {"queries": 1000.0, "ndcg@10": 0.97, "answer_in_summary@1": None, "p50_ms": 12.25}
    compare("measures.pipe", in_pipe(measures_view(measures)))


@pytest.mark.parametrize(
    ("language", "locale", "texts"),
    [
        ("auto", "zh_CN.UTF-8", CHINESE),
        ("auto", "de_DE", ENGLISH),
        ("auto", "", ENGLISH),
        ("zh", "en_US", CHINESE),
        ("en", "zh_TW", ENGLISH),
    ],
)
def test_the_language_is_the_settings_else_the_locales(language: str, locale: str, texts: Texts) -> None:
    assert texts_for(language, locale) is texts
