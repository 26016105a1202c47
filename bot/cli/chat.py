"""`wenda chat`: the conversation in this terminal."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers.answer import Card
from bot.cli.console import complain, say, show
from bot.cli.conversation import Conversation, Remark, Said
from bot.cli.options import Corpus, Index
from bot.cli.session import chosen_settings, current_wenda, style_of
from bot.cli.style import Style
from bot.cli.terminal import answer_view, card_view
from bot.errors import WendaError

if TYPE_CHECKING:
    from bot.settings import Settings

PROMPT = "» "


def chat(corpus: Corpus = None, index: Index = None) -> None:
    """Ask and read here, without Telegram. Lines may also come from a pipe."""
    converse(chosen_settings(corpus), index)


def converse(settings: Settings, index: Path | None) -> None:
    """Talks until the reader goes or the lines end.

    The loop runs only while an answer is made: Ctrl-C at the prompt ends the conversation at once.
    """
    style = style_of(settings)
    with asyncio.Runner() as runner, contextlib.ExitStack() as last:
        stack = contextlib.AsyncExitStack()
        last.callback(lambda: runner.run(stack.aclose()))
        wenda = runner.run(stack.enter_async_context(current_wenda(settings, index)))
        runner.run(wenda.answerer.prepare())
        conversation = Conversation(wenda.answerer, style.texts)
        if sys.stdin.isatty():
            _show(runner.run(wenda.answerer.help()), style)
        for line in _lines():
            try:
                said = runner.run(conversation.hear(line))
            except WendaError as error:
                complain(str(error), error.hint)
                continue
            if said is None:
                return
            _show(said, style)
            if sys.stdin.isatty() and conversation.has_pages:
                say(style.texts.more)


def _lines() -> Iterator[str]:
    """What the reader types, or what comes through the pipe."""
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    with contextlib.suppress(ImportError):  # absent on Windows
        import readline  # noqa: F401  — gives input() history and editing
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            print()
            return


def _show(said: Said, style: Style) -> None:
    match said:
        case Remark():
            say(said.text)
        case Card():
            show(card_view(said, style))
        case _:
            show(answer_view(said, style))
    print()
