"""What is stored of a reader, and whether to delete it, as messages."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.chat.reader_buttons import Forget
from bot.chat.reply import Attached, Reply
from bot.chat.texts import Texts
from bot.chat.views.buttons import press
from bot.chat.views.fit import assemble
from bot.state.personal import Rows

FILE = "wenda-mydata.json"


def held(reader: int, rows: Mapping[str, Rows], texts: Texts) -> Reply:
    """How much is stored, by kinds (sentences `mydata_<table>`), and a file with all of it."""
    if not rows:
        return Reply(assemble([texts.mydata_nothing, texts.mydata_elsewhere]))
    kinds = "\n".join(getattr(texts, f"mydata_{kind}").format(count=len(of)) for kind, of in rows.items())
    parts = [texts.mydata.format(kinds=kinds), texts.mydata_elsewhere]
    everything = {"telegram_id": reader, "stored": {kind: list(map(dict, of)) for kind, of in rows.items()}}
    content = json.dumps(everything, ensure_ascii=False, indent=2).encode()
    return Reply(assemble(parts), file=Attached(FILE, content))


def forget_offer(texts: Texts) -> Reply:
    rows = ((press(texts.forget_yes, Forget(True)), press(texts.forget_no, Forget(False))),)
    return Reply(texts.forget, rows=rows)
