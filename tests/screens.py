"""Pictures of the main screens, from the real bot: `python -m tests.screens FOLDER [OUT [NAME…]]`.

FOLDER holds a `client.py` that has `Rig`, a Bot API server on this machine with people who write to the bot,
and a `render.py` that draws a recorded chat. OUT is docs/screens, NAME all of them where none is given. The
pictures are for readers of the documentation; no test looks at them.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
WIDTH, COLOURS = 400, 40
THEMES = {"zh": ("light", "dark"), "en": ("light",)}
PAUSE = 1.1  # seconds between two messages to one chat
QUESTION = "澜柏新能上半年净利润多少"
NAMES = {"zh": "小安", "en": "Ann"}
LANGUAGES = {"zh": "zh-hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Stage:
    """rig: the server. language: "zh" or "en". boss: an admin of the bot."""

    rig: Any
    language: str
    boss: Any

    def reader(self) -> Any:
        return self.rig.user(NAMES[self.language], lang=LANGUAGES[self.language])

    def label(self, zh: str, en: str) -> str:
        return {"zh": zh, "en": en}[self.language]


Screen = Callable[[Stage], Awaitable[Mapping[str, Any]]]


def asking(*texts: str) -> Screen:
    """A private chat in which these are said."""

    async def screen(stage: Stage) -> Mapping[str, Any]:
        return dict((await asked(stage, *texts)).export())

    return screen


async def asked(stage: Stage, *texts: str) -> Any:
    reader = stage.reader()
    for text in texts:
        await reader.send(text)
        await reader.reply()
        await asyncio.sleep(PAUSE)
    return reader


async def trend(stage: Stage) -> Mapping[str, Any]:
    """With the picture itself, of which a recorded chat only knows that there is one."""
    reader = await asked(stage, "/trend 澜柏新能")
    sent = next(call for call in reversed(stage.rig.calls) if call.method == "sendPhoto")
    (picture,) = sent.files.values()
    return {**reader.export(), "picture": picture.data}


async def why(stage: Stage) -> Mapping[str, Any]:
    reader = await asked(stage, QUESTION)
    await reader.press(stage.label("为什么是这篇", "Why this one"))
    await reader.settled()
    return dict(reader.export())


async def group(stage: Stage) -> Mapping[str, Any]:
    """A card that was chosen by inline mode, and an answer to /ask."""
    reader, other = stage.reader(), stage.rig.user(stage.label("小林", "Bob"), lang=LANGUAGES[stage.language])
    room = stage.rig.group(stage.label("读者群", "Readers"), reader, other)
    await room.send(other, stage.label("澜柏新能的半年报出来了吗？", "Is the report of 澜柏新能 out?"))
    await room.choose(reader.info, await reader.inline(QUESTION), 0)
    await room.send(other, "/ask@wenda_bot 谁收购了汇岑燃气")
    await room.reply()
    return dict(room.export(me=reader.id))


async def settings(stage: Stage) -> Mapping[str, Any]:
    """What the admins of a group choose."""
    reader = stage.reader()
    room = stage.rig.group(stage.label("读者群", "Readers"), reader)
    for label in (stage.label("选择栏目", "Choose categories"), stage.label("安静时段", "Quiet hours")):
        await asyncio.sleep(PAUSE)
        await room.send(reader, "/settings@wenda_bot")
        await room.press(reader, label, await room.reply())
        await room.settled()
    return dict(room.export(me=reader.id))


async def admin(stage: Stage) -> Mapping[str, Any]:
    for text in ("/reload", "/status"):
        await stage.boss.send(text)
        await stage.boss.reply()
        await stage.boss.settled()
    return dict(stage.boss.export())


SCREENS: Mapping[str, Screen] = {
    "start": asking("/start"),
    "answer": asking(QUESTION),
    "why": why,
    "follow-up": asking(QUESTION, "那璟泰能源呢？"),
    "filters": asking("上周有什么新闻"),
    "nothing": asking("火星移民政策"),
    "latest": asking("/latest"),
    "categories": asking("/categories"),
    "date": asking("/date 2026-09-23"),
    "stock": asking("/stock 009217"),
    "trend": trend,
    "group": group,
    "group-settings": settings,
    "admin": admin,
}


async def drawn(folder: Path, out: Path, only: set[str]) -> None:
    sys.path.insert(0, str(folder))
    client, render = importlib.import_module("client"), importlib.import_module("render")
    with TemporaryDirectory() as index:
        async with client.Rig(flood=True) as rig:
            rig.bot(TOKEN, "wenda_bot", name="Wenda 问答")
            bosses = {one: rig.user(NAMES[one], lang=LANGUAGES[one]) for one in NAMES}
            await rig.launch(
                *(sys.executable, "-m", "bot", "run"),
                cwd=str(ROOT),
                BOT_TOKEN=TOKEN,
                ADMIN_IDS=",".join(str(boss.id) for boss in bosses.values()),
                INDEX_DIR=f"{index}/index",
                TELEGRAM_API_URL=rig.base_url.removesuffix("/bot"),
            )
            await ready(rig)
            for language, boss in bosses.items():
                for name, screen in SCREENS.items():
                    if not only or name in only:
                        chat = await screen(Stage(rig, language, boss))
                        for theme in THEMES[language]:
                            save(render, chat, out / f"{name}-{language}-{theme}.png", dark=theme == "dark")
            assert not rig.violations, rig.violations
            assert not rig.warnings, rig.warnings


async def ready(rig: Any) -> None:
    """Until the index stands."""
    reader = rig.user("first", lang="zh-hans")
    while True:
        await reader.send(QUESTION)
        if "6.83" in (await reader.reply(timeout=60)).text:
            return
        await asyncio.sleep(PAUSE)


def save(render: Any, chat: Mapping[str, Any], path: Path, *, dark: bool) -> None:
    """Small: few colours, and no finer than a page shows it."""
    page = render.page(chat, dark=dark, width=WIDTH)
    if picture := chat.get("picture"):
        shown = f'<img style="width:100%" src="data:image/png;base64,{b64encode(picture).decode()}">'
        page = page.replace("<div class=media>photo</div>", shown)
    with TemporaryDirectory() as folder:
        html = Path(folder, "chat.html")
        html.write_text(page, encoding="utf-8")
        render.screenshot(html, path, WIDTH)
    with Image.open(path) as whole:
        size = WIDTH, round(whole.height * WIDTH / whole.width)
        small = (
            whole.convert("RGB")
            .resize(size, Image.Resampling.LANCZOS)
            .quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
        )
    small.save(path, optimize=True)


def main(folder: str, out: str = "docs/screens", *only: str) -> None:
    (ROOT / out).mkdir(parents=True, exist_ok=True)
    asyncio.run(drawn(Path(folder), ROOT / out, set(only)))


if __name__ == "__main__":
    main(*sys.argv[1:])
