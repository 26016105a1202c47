"""Every view in both languages, compared with an approved picture in `golden/`.

`APPROVE=1 pytest tests/chat/test_views.py` writes the pictures anew; read the difference before a commit.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.chat.reply import Button, Reply
from bot.chat.texts import EN, ZH
from tests.chat.samples import VIEWS
from tests.chat.telegram_html import parse

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = {"zh": ZH, "en": EN}


def picture(reply: Reply) -> str:
    """The HTML as sent, then one line a row of buttons, then what may show a preview."""
    rows = (" ".join(f"[{one.label} → {target(one)}]" for one in row) for row in reply.rows)
    preview = f"preview: {reply.preview}" if reply.preview else "no preview"
    return "\n".join([reply.html, "", "----", *rows, preview, ""])


def target(button: Button) -> str:
    shared = f" “{button.share}”" if button.share else ""
    return f"?start={button.start}{shared}" if button.start else button.url or button.data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_approved(name: str, language: str) -> None:
    reply = VIEWS[name](LANGUAGES[language])
    file = GOLDEN / f"{name}.{language}.html"
    parse(reply.html)
    if os.environ.get("APPROVE"):
        file.write_text(picture(reply), encoding="utf-8")
    assert picture(reply) == file.read_text(encoding="utf-8")


def test_no_picture_is_left_over() -> None:
    expected = {f"{name}.{language}.html" for name in VIEWS for language in LANGUAGES}
    assert {file.name for file in GOLDEN.iterdir()} == expected
