"""Wenda (问答): a folder of articles that answers questions, in Telegram and in the terminal."""

__version__ = "0.1.0"
