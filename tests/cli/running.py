"""A command that was run, and a small corpus to run it over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Wenda = Callable[..., Ran]


def write_post(
    folder: Path, name: str, title: str, text: str, *, date: str, category: str = "yaowen"
) -> Path:
    """A Jekyll post `_posts/NAME.md` below the folder."""
    path = folder / "_posts" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\nlayout: post\ntitle: {title}\ndate: {date}\ncategories: [{category}]\n---\n"
    path.write_text(f"{head}\n{text}\n", encoding="utf-8")
    return path


def write_corpus(folder: Path) -> None:
    """Three articles of two categories."""
    write_post(
        folder,
        "2026-03-04-haichuan",
        "海川股份拟每10股派发现金红利2元",
        "海川股份公告，2025年度拟每10股派发现金红利2元，合计派发1.2亿元。股权登记日另行公告。",
        date="2026-03-04 09:30:00 +0800",
        category="gonggao",
    )
    write_post(
        folder,
        "2026-03-05-rate",
        "央行下调存款准备金率0.5个百分点",
        "中国人民银行决定，自3月15日起下调金融机构存款准备金率0.5个百分点，释放长期资金约1万亿元。",
        date="2026-03-05 17:00:00 +0800",
    )
    write_post(
        folder,
        "2026-03-06-grid",
        "东岭电力中标海上风电项目",
        "东岭电力公告，公司中标某海上风电项目，中标金额12.6亿元，工期三年。",
        date="2026-03-06 08:00:00 +0800",
        category="gonggao",
    )
