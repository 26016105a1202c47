"""Logging, set up once: to stderr, as text or JSON lines, with every secret masked."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.settings import Settings

# httpx writes addresses that hold the token at INFO; the others tell of their own housekeeping.
QUIET = ("httpx", "httpcore", "apscheduler", "jieba", "asyncio", "tornado.access")
# At DEBUG it writes down who asked what.
DISCREET = "telegram"
# It writes a traceback for every passing 502; what it then raises is dealt with and logged in a line.
LOUD = "telegram.request.BaseRequest"
MASK = "***"
TOKEN = re.compile(r"(?<![0-9])[0-9]{5,20}(?::|%3A)[A-Za-z0-9_-]{30,100}", re.IGNORECASE)
SHORTEST = 6  # a shorter secret would mask ordinary words
TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def setup_logging(settings: Settings, *, quiet: bool = False) -> None:
    """Sends the log to stderr. quiet: only warnings and worse, for commands whose talk is their own;
    LOG_LEVEL=debug still shows everything."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Masked(formatter(settings), _secrets(settings)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.WARNING) if quiet and level > logging.DEBUG else level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(DISCREET).setLevel(max(root.level, logging.INFO))
    logging.getLogger(LOUD).setLevel(logging.CRITICAL)


def formatter(settings: Settings) -> logging.Formatter:
    return JsonLines() if settings.log_format == "json" else logging.Formatter(TEXT)


def _secrets(settings: Settings) -> list[str]:
    """What must not be seen, longest first: the token, the half of it that is secret, the webhook's word,
    the password of the database, the key of the embeddings."""
    token = settings.bot_token.reveal() if settings.bot_token else ""
    word = settings.webhook_secret.reveal() if settings.webhook_secret else ""
    state = settings.state_url.reveal() if settings.state_url else ""
    password = urlsplit(state).password or ""
    key = settings.embeddings_key.reveal() if settings.embeddings_key else ""
    texts = {token, token.partition(":")[2], word, password, key}
    return sorted((text for text in texts if len(text) >= SHORTEST), key=len, reverse=True)


class Masked(logging.Formatter):
    """Another formatter's whole output, tracebacks and addresses too, without the secrets.

    Masking the finished line is the only place that sees what exceptions and their causes say.
    """

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, MASK)
        return mask(line)


def mask(text: str) -> str:
    """The text without anything that looks like a bot's token."""
    return TOKEN.sub(MASK, text)


class JsonLines(logging.Formatter):
    """One object a line: time (ISO 8601, UTC), level, logger, message, and traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
