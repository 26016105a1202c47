"""docs/map.md names every module with the first sentence of its docstring.

`APPROVE=1 pytest tests/test_map.py` writes it anew.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAP = ROOT / "docs" / "map.md"
HEAD = "# Map\n\nEvery module with the first sentence of its docstring, held true by `tests/test_map.py`.\n"


def sentence(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def drawn() -> str:
    parts = [HEAD]
    folders = sorted({path.parent for path in (ROOT / "bot").rglob("*.py")})
    for folder in folders:
        parts.append(f"\n## {folder.relative_to(ROOT).as_posix()}\n\n{sentence(folder / '__init__.py')}\n\n")
        modules = [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
        parts += [f"- `{path.name}`: {sentence(path)}\n" for path in modules]
    return "".join(parts)


def test_every_module_says_what_it_is_for() -> None:
    assert [path for path in (ROOT / "bot").rglob("*.py") if not sentence(path)] == []


def test_the_map_is_true() -> None:
    if os.environ.get("APPROVE"):
        MAP.write_text(drawn(), encoding="utf-8")
    assert MAP.read_text(encoding="utf-8") == drawn()
