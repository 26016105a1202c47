"""How does Telegram show it? An answer in, a message out."""
