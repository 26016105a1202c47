"""Everything that can be set: environment and `.env`, read once, into one frozen `Settings`.

A field's name in capitals is its variable. The environment wins over `.env`, which wins over the default.
"""
# ruff: noqa: RUF009 — every default is made once, frozen, and meant to be shared

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from environs import Env, EnvValidationError, ValidationError

from bot import variables
from bot.errors import SettingsError
from bot.variables import Address, Secret

TELEGRAM: Final = "https://api.telegram.org"
TELEGRAM_PORTS: Final = (443, 80, 88, 8443)

Language = Literal["auto", "zh", "en"]
Mode = Literal["auto", "on", "off"]
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]
Value = TypeVar("Value")


def _variable(default: str, read: Callable[[str], Value]) -> Value:
    """A field that is read from its variable; the default is written as a person would write it."""
    made: Value = field(default=read(default), metadata={"default": default, "read": read})
    return made


@dataclass(frozen=True, slots=True)
class Settings:
    """How this Wenda runs. Relative folders start at the working directory.

    notes: what is odd but not wrong, such as a variable in `.env` that nobody reads.
    """

    bot_token: Secret | None = _variable("", variables.token)
    admin_ids: frozenset[int] = _variable("", variables.ids)
    corpus_dir: tuple[Path, ...] = _variable("corpus", variables.folders)
    index_dir: Path = _variable(".index", variables.folder)
    state_url: Secret | None = _variable("", variables.database)
    keep_days: int = _variable("30", variables.days)
    aliases: Path = _variable("aliases.txt", variables.folder)
    meaning: Mode = _variable("auto", variables.choice("auto", "on", "off"))
    embeddings_url: str = _variable("", variables.url)
    embeddings_model: str = _variable("", str)
    embeddings_key: Secret | None = _variable("", variables.key)
    watch: bool = _variable("0", variables.switch)
    git_pull: bool = _variable("0", variables.switch)
    site_url: str = _variable("", variables.url)
    timezone: ZoneInfo = _variable("Asia/Shanghai", variables.zone)
    language: Language = _variable("auto", variables.choice("auto", "zh", "en"))
    telegram_api_url: str = _variable(TELEGRAM, variables.api_root)
    messages_per_second: int = _variable("30", variables.rate)
    webhook_url: str = _variable("", variables.url)
    webhook_listen: Address | None = _variable("", variables.listen)
    webhook_secret: Secret | None = _variable("", variables.secret)
    health_listen: Address | None = _variable("", variables.listen)
    log_level: LogLevel = _variable("info", variables.choice("debug", "info", "warning", "error"))
    log_format: LogFormat = _variable("text", variables.choice("text", "json"))
    notes: tuple[str, ...] = ()


DEFAULTS: Final[Mapping[str, str]] = {
    one.name.upper(): one.metadata["default"] for one in fields(Settings) if one.metadata
}


class _Environment(Env):
    """environs over a mapping that is passed in; blank values count as not set."""

    def __init__(self, environ: Mapping[str, str], dotenv: Path) -> None:
        super().__init__(eager=False)
        self.given = environ
        if dotenv.is_file():
            self.read_env(dotenv, recurse=False)

    def text(self, variable: str) -> str:
        return (self.given.get(variable) or self._environ.get(variable) or "").strip()

    def _get_value(self, env_key: str, default: Any) -> Any:
        # environs asks os.environ here, which tests could only change for the whole process.
        return self.text(env_key) or default

    def unknown(self) -> list[str]:
        return sorted(set(self._environ) - set(DEFAULTS))


def load_settings(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """The settings, or one `SettingsError` that names every variable that is wrong."""
    try:
        env = _Environment(os.environ if environ is None else environ, dotenv)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{dotenv} cannot be read: {error}", hint="make it a readable text file in UTF-8, or remove it"
        ) from error
    values = {
        one.name: _value(env, one.name.upper(), one.metadata) for one in fields(Settings) if one.metadata
    }
    problems = _webhook_problems(env) | _embeddings_problems(env) | _problems(env)
    if problems:
        lines = [f"{name}: {problem}" for name, problem in sorted(problems.items())]
        raise SettingsError(
            "\n  ".join(["the settings cannot be used:", *lines]),
            hint=f"mend them in the environment or in {dotenv}; .env.example explains every variable",
        )
    return Settings(**values, notes=_notes(env, dotenv))


def _value(env: _Environment, variable: str, metadata: Mapping[str, Any]) -> Any:
    def read(text: str) -> Any:
        try:
            return metadata["read"](text)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    env.add_parser(variable, read)
    return getattr(env, variable)(variable, metadata["default"])


def _problems(env: _Environment) -> dict[str, str]:
    try:
        env.seal()
    except EnvValidationError as error:
        found = error.error_messages
        return {name: "; ".join(found[name]) for name in found} if isinstance(found, Mapping) else {}
    return {}


def _notes(env: _Environment, dotenv: Path) -> tuple[str, ...]:
    notes = []
    for name in env.unknown():
        near = difflib.get_close_matches(name.upper(), DEFAULTS, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        notes.append(f"{dotenv} sets {name}, which Wenda does not know{meant}")
    return tuple(notes)


def _webhook_problems(env: _Environment) -> dict[str, str]:
    """The three hold together, all or none; Telegram itself calls only https on four ports."""
    three = ("WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET")
    given = [name for name in three if env.text(name)]
    if not given:
        return {}
    expected = f"got nothing, expected a value because {' and '.join(given)} is set (or none of the three)"
    problems = {name: expected for name in three if name not in given}
    telegrams = env.text("TELEGRAM_API_URL").rstrip("/") in ("", TELEGRAM)
    if "WEBHOOK_URL" in given and telegrams and not _reachable(env.text("WEBHOOK_URL")):
        problems["WEBHOOK_URL"] = (
            f"got {env.text('WEBHOOK_URL')!r}, expected https on port 443, 80, 88 or 8443:"
            " Telegram calls no other"
        )
    return problems


def _embeddings_problems(env: _Environment) -> dict[str, str]:
    if not env.text("EMBEDDINGS_URL") or env.text("EMBEDDINGS_MODEL"):
        return {}
    return {"EMBEDDINGS_MODEL": "got nothing, expected the model's name because EMBEDDINGS_URL is set"}


def _reachable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and (parts.port or 443) in TELEGRAM_PORTS
    except ValueError:
        return False
