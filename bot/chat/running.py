"""The application run, by polling or webhook, until it is told to stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from telegram import Update

from bot.chat.registering import App
from bot.chat.secret_word import SecretWord
from bot.chat.stopping import Stopping

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY)
POLL_FOR = timedelta(seconds=30)
FOREVER = -1


@dataclass(frozen=True, slots=True)
class WebhookOptions:
    """url: public and https; host and port: where this process listens; secret: Telegram sends it along."""

    url: str
    host: str
    port: int
    secret: str


def run(application: App, webhook: WebhookOptions | None, stopping: Stopping) -> None:
    """Answer until the process is told to stop; without a webhook by long polling.

    Waits for the net at the start as long as it takes; a wrong token ends it with `InvalidToken`, and another
    process that goes on with WendaError.
    """
    prepare = application.post_init

    async def begin(application: App) -> None:
        stopping.listen()
        if prepare:
            await prepare(application)

    application.post_init = begin
    try:
        converse(application, webhook)
    finally:
        stopping.tell()
    if stopping.error:
        raise stopping.error


def converse(application: App, webhook: WebhookOptions | None) -> None:
    if webhook is None:
        application.run_polling(timeout=POLL_FOR, bootstrap_retries=FOREVER, allowed_updates=ALLOWED_UPDATES)
        return
    application.run_webhook(
        listen=webhook.host,
        port=webhook.port,
        url_path=urlsplit(webhook.url).path.lstrip("/"),
        webhook_url=webhook.url,
        secret_token=SecretWord(webhook.secret),
        bootstrap_retries=FOREVER,
        allowed_updates=ALLOWED_UPDATES,
    )
