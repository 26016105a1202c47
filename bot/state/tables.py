"""The tables as they are now. `migrations` makes them, and a test holds both to be the same.

A column with the Telegram id of a person is called `reader`, in every table: by this name `/mydata` and
`/forget` find all there is of somebody. Times are whole seconds since 1970 in UTC.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

groups = Table(
    "groups",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("categories", Text, nullable=False),
    Column("since", Integer),
    Column("until", Integer),
)

updates = Table(
    "updates",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen", BigInteger, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("hour", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("language", Text, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    Column("reader", BigInteger, primary_key=True, autoincrement=False),
    Column("question", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    Column("vote", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("admin", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("bot", BigInteger, nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("reader", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("language", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("pace", Text, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("since", Integer),
    Column("until", Integer),
    Column("cap", Integer, nullable=False),
    Column("muted", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger),
    Column("sent_on", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("more", Integer, nullable=False),
    Column("holder", Text, nullable=False),
    Column("leased", BigInteger, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column(
        "alert",
        BigInteger,
        ForeignKey("alerts.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("article", Text, primary_key=True),
    Column("reader", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", Integer, nullable=False),
    Column("message", BigInteger),
)

seen_articles = Table(
    "seen_articles",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("article", Text, primary_key=True),
    Column("date", BigInteger, nullable=False),
)

pins = Table(
    "pins",
    metadata,
    Column("question", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

hidden = Table(
    "hidden",
    metadata,
    Column("article", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

ignored = Table(
    "ignored",
    metadata,
    Column("question", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

golden = Table(
    "golden",
    metadata,
    Column("question", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("reader", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("silent", Integer, nullable=False),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("bot", BigInteger, nullable=False),
    Column("admin", BigInteger, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("shown", BigInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("readers", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("holder", Text, nullable=False),
    Column("leased", BigInteger, nullable=False),
)

mailings = Table(
    "mailings",
    metadata,
    Column("broadcast", BigInteger, primary_key=True, autoincrement=False),
    Column("reader", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("due", BigInteger, nullable=False),
)
