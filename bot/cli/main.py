"""`wenda`: the commands, and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from bot import __version__
from bot.cli.ask import ask
from bot.cli.categories import categories
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.console import complain, prepare_streams, say
from bot.cli.doctor import doctor
from bot.cli.evaluate import evaluate
from bot.cli.index import index
from bot.cli.latest import latest
from bot.cli.run import run
from bot.cli.trend import trend
from bot.errors import WendaError

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"wenda {__version__}")
        raise typer.Exit


@app.callback(
    epilog="\b\n"
    "Examples:\n"
    "  wenda run                     index the corpus and open the conversation\n"
    "  wenda ask 海川股份分红多少    one question, one answer\n"
    "  wenda check --corpus posts    what an editor should mend\n"
    "\n"
    "Settings come from the environment and .env; .env.example explains each."
    " Exit codes: 0 done, 1 a problem was found or nothing matched, 2 wrong use."
)
def wenda(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")
    ] = False,
) -> None:
    """Wenda answers questions from a folder of articles, in this terminal and in Telegram."""


EVALUATION = """wenda eval --self-test
  wenda eval --queries questions.jsonl --qrels relevant.tsv --run today.tsv
  wenda eval --queries questions.jsonl --qrels relevant.tsv --baseline today.tsv
  wenda eval --queries questions.jsonl --qrels relevant.tsv --explain q1

\b
A line of questions.jsonl (answers may be left out; any one of them counts):
  {"id": "q1", "text": "海川股份分红多少", "answers": ["每10股派2元"]}

\b
A line of relevant.tsv (question, article as `wenda ask --json` names it, 0 or more):
  q1<TAB>202603040930000001<TAB>1"""

for command, example in (
    (run, "wenda run --corpus posts"),
    (chat, "wenda chat\n  printf '海川股份分红多少\\n1\\n' | wenda chat"),
    (ask, "wenda ask 海川股份分红多少 --why\n  wenda ask 上周的降准 --category yaowen --json"),
    (latest, "wenda latest\n  wenda latest 要闻 --limit 3 --json"),
    (categories, "wenda categories --json"),
    (trend, "wenda trend 海川股份\n  wenda trend 海川股份 3月 --picture trend.png"),
    (index, "wenda index\n  wenda index --corpus posts --index built --rebuild"),
    (check, "wenda check\n  wenda check --corpus posts --json"),
    (evaluate, EVALUATION),
    (doctor, "wenda doctor\n  wenda doctor --json"),
):
    name = "eval" if command is evaluate else command.__name__
    app.command(name, epilog=f"\b\nExamples:\n  {example}")(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    return exit_code_of(lambda: app(args=words, prog_name="wenda"), debug="--debug" in words)


def exit_code_of(work: Callable[[], object], *, debug: bool) -> int:
    """The border where an error becomes a sentence, the next step, and an exit code."""
    try:
        code = _finished(work)
        sys.stdout.flush()
    except WendaError as error:
        complain(str(error), error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read has read enough; nothing may be written at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # the last border: a stranger gets a sentence, not a traceback
        return _unexpected(error, debug=debug)
    return code


def _finished(work: Callable[[], object]) -> int:
    try:
        work()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def _unexpected(error: Exception, *, debug: bool) -> int:
    from bot.logs import mask

    if debug:
        say(mask("".join(traceback.format_exception(error))))
    else:
        hint = "put --debug right after `wenda` to see where, and report it with those lines"
        complain(mask(f"unexpected {type(error).__name__}: {error}"), hint)
    return 1
