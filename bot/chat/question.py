"""The question inside a message, the same when it is asked and when its pages are turned."""

from __future__ import annotations

import re

WORD_JOINER = "\u2060"
HEADING = "🔎 "  # begins an answer that repeats its question, because no message of the reader holds it
BELL = "🔔 "  # begins what is told of an alert, which repeats what it is about


def question_in(text: str, username: str) -> str:
    """The text without the command and without mentions of the bot; "" when nothing else is left."""
    text = re.sub(r"^/[A-Za-z0-9_]{1,32}(@\w{1,64})?(?=\s|$)", "", text)
    mention = rf"(?<![\w@])@{re.escape(username)}(?!\w)"
    return re.sub(mention, " ", text, flags=re.IGNORECASE).strip()


def repeated_question(answer: str) -> str:
    """The question that an answer, or an alert, repeats in its first line, or ""."""
    first = answer.partition("\n")[0]
    heading = next((one for one in (HEADING, BELL) if first.startswith(one)), "")
    return first.removeprefix(heading).replace(WORD_JOINER, "").strip() if heading else ""
