"""Both languages say the same things, and only `texts.py` says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from string import Formatter

import pytest

from bot.chat.texts import EN, ZH, texts_for
from tests.chat.telegram_html import parse

CHAT = Path(__file__).parent.parent.parent / "bot" / "chat"
MODULES = sorted(path for path in CHAT.rglob("*.py") if path.name != "texts.py")
PROSE = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}[,.!?]? [A-Za-z]{2,}")
TAG = re.compile(r"<[^>]*>")


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
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in TELEGRAMS_WORDS:
            spared.update(id(child) for child in ast.walk(node))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in spared:
            continue
        if isinstance(node.value, str) and PROSE.search(TAG.sub("", node.value)):
            yield node.value


TELEGRAMS_WORDS = ("BROKEN_HTML", "NOT_MODIFIED", "GONE")  # compared with what Telegram says, never shown


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CHAT).as_posix())
def test_only_texts_speaks_to_readers(path: Path) -> None:
    assert list(sentences(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("source", ['x = f("你好")', 'x = f("Please try again")', 'y = f"{n} more articles"'])
def test_prose_elsewhere_is_seen(source: str) -> None:
    assert list(sentences(source)) != []


@pytest.mark.parametrize("name", list(asdict(ZH)))
def test_a_sentence_has_the_same_placeholders_in_both_languages(name: str) -> None:
    chinese, english = asdict(ZH)[name], asdict(EN)[name]
    assert len(chinese) == len(english) == 12 or placeholders(chinese) == placeholders(english)
    assert all(field == "" or field.isidentifier() for field in placeholders(english))


def placeholders(template: str) -> list[str]:
    return sorted(field for _, field, _, _ in Formatter().parse("".join(template)) if field is not None)


@pytest.mark.parametrize("texts", [ZH, EN])
def test_every_sentence_is_html_and_short_enough_for_where_it_is_shown(texts: object) -> None:
    told = asdict(texts)  # type: ignore[call-overload]  # parametrised, so its type is lost
    for name, text in told.items():
        assert parse("".join(text)).text.strip()
        if name in ("bad_button", "question_gone", "not_yours", "too_fast"):
            assert len(text) <= 200
    assert len(told["description"]) <= 512
    assert len(told["short_description"]) <= 120


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
