"""What is built and pinned: the wheel carries the program and nothing of its owner."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from bot import __version__

ROOT = Path(__file__).parent.parent
BUILT = {".git", ".venv", ".index", "dist", "build", "__pycache__"}


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def canonical(requirement: str) -> str:
    """`python-telegram-bot[webhooks]>=22` → `python-telegram-bot`."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def runtime() -> set[str]:
    return {canonical(one) for one in project()["project"]["dependencies"]}


def optional() -> set[str]:
    extras = project()["project"]["optional-dependencies"].values()
    return {canonical(one) for extra in extras for one in extra}


def development() -> set[str]:
    groups = project()["dependency-groups"].values()
    return {canonical(one) for group in groups for one in group if isinstance(one, str)}


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    assert all(len(pair) == 2 for pair in pairs), "every line pins one version"
    return {canonical(name): version for name, version in pairs}


def own_files() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, without what was built or installed."""
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        hidden = any(part in BUILT or part.endswith(("_cache", ".egg-info")) for part in inside.parts)
        if path.is_file() and not hidden and path.name != ".env" and ".hypothesis" not in inside.parts:
            try:
                yield inside, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a picture, or a post in another encoding


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose owner keeps secrets and articles in it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore", ".env.example"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for place in (
        ".env",
        "bot/.env",
        "tests/.env",
        "corpus/_posts/2026-03-04-a.md",
        ".index/a/b",
        "tests/test_a.py",
    ):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text("BOT_TOKEN=secret", encoding="utf-8")
    return folder


def test_the_wheel_holds_the_package_and_its_metadata_only(checkout: Path, tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(checkout)).build(directory=str(tmp_path))
    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
    metadata = f"wenda-{__version__}.dist-info/"
    assert all(name.startswith(("bot/", metadata)) for name in names)
    assert not [name for name in names if ".env" in name]
    assert {"bot/py.typed", "bot/cli/main.py", f"{metadata}entry_points.txt"} <= names
    assert {"bot/chat/locales/zh.po", "bot/chat/locales/en.po"} <= names


def test_the_source_distribution_holds_no_secret_and_no_corpus(checkout: Path, tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(checkout)).build(directory=str(tmp_path))
    with tarfile.open(built) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert not [name for name in names if Path(name).name == ".env" or name.startswith(("corpus", ".index"))]
    assert {"bot/cli/main.py", "tests/test_a.py", ".env.example", "README.md"} <= names


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)
    assert headings[:2] == ["Unreleased", __version__]


def test_every_direct_dependency_is_pinned() -> None:
    assert (runtime() | optional() | development()) - set(pinned()) == set()


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.scripts]")].splitlines()[1:]
    assert [line for line in block if line.startswith('    "') and "#" not in line] == []


def test_every_foreign_import_is_a_declared_dependency() -> None:
    providers = packages_distributions()
    missing = set()
    for path in (ROOT / "bot").rglob("*.py"):
        for top in foreign_imports(path):
            names = {canonical(name) for name in providers.get(top, [top])}
            if not names & (runtime() | optional()):
                missing.add(f"{path.relative_to(ROOT)} imports {top}")
    assert missing == set()


def foreign_imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"bot"}


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_calls_pip_only_when_what_it_installs_from_is_newer(tmp_path: Path) -> None:
    def planned() -> str:
        command = ["make", "--dry-run", "run", "test", f"VENV={tmp_path}"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert "pip install" in planned()
    for stamp in (".installed", ".tested"):
        (tmp_path / stamp).touch()
    assert "pip install" not in planned()


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "Makefile", ".ci/run"])
def test_installing_names_no_address_of_packages(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"\S+://\S+|--(?:extra-)?index-url|--find-links|\s@\s", text) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    places = [str(place) + "/" for place in (ROOT, Path.home()) if len(place.parts) > 1]
    found = [f"{path}: {place}" for path, text in own_files() for place in places if place in text]
    assert found == []
