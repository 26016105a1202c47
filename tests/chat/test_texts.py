"""Both languages say the same things, and only the catalogues say them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from bot.chat.catalogue import Counted
from bot.chat.texts import EN, ZH, Texts, texts_for
from tests.chat.telegram_html import parse

BOT = Path(__file__).parent.parent.parent / "bot"
CHAT = BOT / "chat"
MODULES = sorted(CHAT.rglob("*.py"))
NAMES = [one.name for one in fields(Texts)]
PROSE = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}[,.!?]? [A-Za-z]{2,}")
TAG = re.compile(r"<[^>]*>")
ON_A_BUTTON_OR_IN_AN_ALERT = ("bad_button", "question_gone", "not_yours", "too_fast")


def sentences(source: str) -> Iterator[str]:
    """String literals that read like prose, without docstrings, log lines and errors."""
    tree = ast.parse(source)
    spared = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Raise):
            call = node.value if isinstance(node, ast.Expr) else node.exc
            called = call.func if isinstance(call, ast.Call) else None
            logs = isinstance(called, ast.Attribute) and ast.unparse(called.value) == "logger"
            if isinstance(node, ast.Raise) or isinstance(call, ast.Constant) or logs:
                spared.update(id(child) for child in ast.walk(node))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in NEVER_SHOWN:
            spared.update(id(child) for child in ast.walk(node))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in spared:
            continue
        if isinstance(node.value, str) and PROSE.search(TAG.sub("", node.value)):
            yield node.value


TELEGRAMS_WORDS = ("BROKEN_HTML", "NOT_MODIFIED", "GONE", "NO_CHAT")  # compared with what Telegram says
SQL = ("SCHEMA", "DURABLE", "READ", "WRITE", "DROP", "MOVE")
MONITORS = ("HELP", "MISSING")  # what programs that watch the bot are told
OPERATORS = ("ENDS", "HINT")  # what stands in the terminal when the bot ends
NEVER_SHOWN = (*TELEGRAMS_WORDS, *SQL, *MONITORS, *OPERATORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CHAT).as_posix())
def test_only_the_catalogues_speak_to_readers(path: Path) -> None:
    assert list(sentences(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("source", ['x = f("你好")', 'x = f("Please try again")', 'y = f"{n} more articles"'])
def test_prose_elsewhere_is_seen(source: str) -> None:
    assert list(sentences(source)) != []


def forms(texts: Texts, name: str) -> tuple[str, ...]:
    """Everything that a sentence may say: one form, or one for each plural."""
    said = getattr(texts, name)
    if isinstance(said, Counted):
        return said.forms
    return (said,) if isinstance(said, str) else tuple(said)


def placeholders(template: str) -> list[str]:
    return sorted({field for _, field, _, _ in Formatter().parse(template) if field is not None})


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_has_the_same_placeholders_in_every_form_of_both_languages(name: str) -> None:
    every = [placeholders(form) for texts in (ZH, EN) for form in forms(texts, name)]
    assert all(one == every[0] for one in every)
    assert all(field.isidentifier() for field in every[0])


def filled(source: str) -> Iterator[tuple[str, set[str]]]:
    """The sentences that code fills (`texts.name.format(…)`), with the placeholders that it gives."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        said = node.func.value
        if node.func.attr == "format" and isinstance(said, ast.Attribute) and said.attr in NAMES:
            given = [word.arg for word in node.keywords]
            if None not in given:  # else `**values`, which the pictures of the views show to be right
                yield said.attr, {str(word) for word in given}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CHAT).as_posix())
def test_code_gives_a_sentence_just_the_placeholders_that_it_has(path: Path) -> None:
    for name, given in filled(path.read_text(encoding="utf-8")):
        assert (name, sorted(given)) == (name, placeholders(forms(ZH, name)[0]))


def test_a_placeholder_that_code_forgets_is_seen() -> None:
    assert list(filled("texts.page.format(page=1)")) == [("page", {"page"})]
    assert placeholders(ZH.page) == ["page", "pages"]


def test_a_year_has_twelve_months() -> None:
    assert len(ZH.months) == len(EN.months) == 12


@pytest.mark.parametrize("texts", [ZH, EN])
def test_every_sentence_is_html_and_short_enough_for_where_it_is_shown(texts: Texts) -> None:
    for name in NAMES:
        for form in forms(texts, name):
            assert parse(form).text.strip()
            assert len(form) <= (200 if name in ON_A_BUTTON_OR_IN_AN_ALERT else 2000)
    assert len(texts.description) <= 512
    assert len(texts.short_description) <= 120


@pytest.mark.parametrize(
    ("code", "setting", "texts"),
    [
        ("zh-hans", "auto", ZH),
        ("zh-TW", "auto", ZH),
        ("zh", "auto", ZH),
        ("en", "auto", EN),
        ("de", "auto", EN),
        (None, "auto", EN),
        (None, "zh", ZH),
        ("zh-hans", "en", EN),
    ],
)
def test_the_language_is_the_readers_unless_fixed(code: str | None, setting: str, texts: object) -> None:
    assert texts_for(code, setting) is texts  # type: ignore[arg-type]  # parametrised as plain text
