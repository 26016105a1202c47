"""A broadcast as its readers see it, and as the admin who sends it does."""

from __future__ import annotations

from bot.chat.broadcast_buttons import CallOff, Halt, SendOut, digest_of
from bot.chat.reader_buttons import Hush
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import press
from bot.chat.views.fit import fits
from bot.chat.views.html import clean, escape, one_line
from bot.state.broadcasts import Broadcast


def letter(text: str, sender: str, texts: Texts) -> Reply:
    """Who sends it, in a line of its own, what it says, and a button for no more of them."""
    html = f"{texts.broadcast_from.format(name=escape(one_line(sender)))}\n\n{body(text)}"
    return Reply(html, rows=((press(texts.broadcast_hush, Hush()),),))


def body(text: str) -> str:
    """The text with its lines, and nothing of it means anything but itself."""
    return "\n".join(escape(clean(line).rstrip()) for line in text.splitlines()).strip()


def is_sendable(reply: Reply) -> bool:
    return fits([reply.html])


def offer(text: str, readers: int, texts: Texts) -> Reply:
    """Below the preview: how many will get it, and whether they shall."""
    if not readers:
        return Reply(texts.broadcast_nobody)
    row = (
        press(texts.broadcast_send.format(count=readers), SendOut(digest_of(text))),
        press(texts.broadcast_cancel, CallOff()),
    )
    return Reply(texts.broadcast_offer.format(count=readers), rows=(row,))


def progress(of: Broadcast, texts: Texts) -> Reply:
    done = texts.broadcast_going.format(done=of.readers - of.left, all=of.readers)
    return Reply(done, rows=((press(texts.broadcast_stop, Halt(of.id)),),))


def report(of: Broadcast, texts: Texts) -> Reply:
    """What became of it; what did not happen is not told."""
    parts = (
        (texts.broadcast_gone, of.gone),
        (texts.broadcast_unknown, of.unknown),
        (texts.broadcast_left, of.left),
    )
    told = [sentence.format(count=count) for sentence, count in parts if count]
    return Reply("\n".join([texts.broadcast_done.format(sent=of.sent, all=of.readers), *told]))
