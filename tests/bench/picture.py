"""A bar for the median question of each system at each size, as SVG: readable in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import log10

from tests.bench.ledger import Entry
from tests.bench.peers.known import KINDS

WIDTH, LABEL, BAR, GAP, HEAD = 760, 200, 18, 22, 34
LEAST, MOST = 0.1, 10_000.0  # milliseconds at the two ends of the scale
TITLE = "Milliseconds for the median question (logarithmic; shorter is faster)"
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 } .line { stroke: #d1d9e0 } .soft { fill: #59636e }
.peer { fill: #8c959f } .wenda { fill: #1f6feb }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .line { stroke: #3d444d } .soft { fill: #9198a1 }
  .peer { fill: #6e7681 } .wenda { fill: #58a6ff }
}
"""


def picture(entries: Sequence[Entry]) -> str:
    """The whole drawing; systems without a figure are left out."""
    sizes = sorted({one.size for one in entries})
    drawn, top = [], float(HEAD)
    for size in sizes:
        bars = list(figures(entries, size))
        if bars:
            drawn.append(text(0, top + 14, f"{size:,} posts", "title"))
            top += BAR + 6
        for name, milliseconds in bars:
            drawn.append(bar(top, name, milliseconds))
            top += GAP
        top += 10
    grid = [tick(10.0**power, top) for power in range(-1, 5)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 20:.0f}" role="img">'
    style = f"<title>{TITLE}</title><style>{STYLE}</style>"
    return "".join([head, style, text(0, 16, TITLE, "title"), *grid, *drawn, "</svg>\n"])


def figures(entries: Sequence[Entry], size: int) -> Iterator[tuple[str, float]]:
    """Wenda first, then the peers in their order."""
    for row, title in {"question": "Wenda", **{name: kind.title for name, kind in KINDS.items()}}.items():
        for one in entries:
            value = one.values.get("ms_p50")
            if (one.row, one.size) == (row, size) and isinstance(value, int | float):
                yield title, float(value)


def bar(top: float, name: str, milliseconds: float) -> str:
    end, kind = place(milliseconds), "wenda" if name == "Wenda" else "peer"
    return (
        text(0, top + 14, name)
        + f'<rect x="{LABEL}" y="{top:.0f}" width="{end - LABEL:.1f}" height="{BAR}" rx="3" class="{kind}"/>'
        + text(end + 6, top + 14, f"{milliseconds:,.2g}" if milliseconds < 10 else f"{milliseconds:,.0f}")
    )


def tick(milliseconds: float, bottom: float) -> str:
    x = place(milliseconds)
    line = f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{HEAD}" y2="{bottom:.0f}" class="line"/>'
    return line + text(x + 3, bottom + 12, f"{milliseconds:g}", "soft")


def place(milliseconds: float) -> float:
    """Where on the scale, in units of the drawing."""
    share = log10(min(max(milliseconds, LEAST), MOST) / LEAST) / log10(MOST / LEAST)
    return LABEL + share * (WIDTH - LABEL - 60)


def text(x: float, y: float, words: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{marked}>{escape(words)}</text>'
