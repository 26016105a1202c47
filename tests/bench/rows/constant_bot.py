"""A bot that answers every text with the same word: what python-telegram-bot itself can do."""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message:
        await update.message.reply_text("好")


def main() -> None:
    """Set up as Wenda is: updates beside each other, no job queue."""
    builder: Any = ApplicationBuilder().token(os.environ["BOT_TOKEN"]).concurrent_updates(True)
    root = os.environ["TELEGRAM_API_URL"]
    application = builder.job_queue(None).base_url(f"{root}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling(allowed_updates=[Update.MESSAGE])


if __name__ == "__main__":
    main()
