"""How else amounts, shares, base points and counts are written: patterns and the forms of what they match.

The first form of each is in Arabic figures; each has its share, how much finding it counts.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.search.guises_of_dates import AS_MUCH, Forms, Kind
from bot.search.numerals import DIGIT, NUMERAL, chinese, plain, value

UNITLESS = 0.9
LARGE_UNIT = "元"
SCALES = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4), ("", 1))
MOST_FIGURES = 1_000_000
USUAL_FIGURES = 10_000
YEARS = range(1900, 2100)
LONGEST_WHOLE = 10**10
ROUND = 10**4
DECIMALS = Decimal("0.0001")
MOST_POINTS = 300

_BEFORE = r"(?<![0-9a-z.])"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,16})(?:\.\d{1,8})?"
_SPELLED = f"(?<![{NUMERAL}])[{NUMERAL}]{{1,31}}(?:点[{DIGIT}]{{1,8}}[万亿]{{0,2}})?"
_SCALE = "(?:[十百千]?(?:万亿|[万亿])|[百千])"
_MONEY = "人民币|美元|美金|港元|港币|欧元|日元|英镑|韩元|卢布|元"
_PEOPLE_AND_THINGS = "个名人位家只辆架艘座栋套件台部条项手张篇种枚颗头棵间所层款支户"
_TIMES_AND_SIZES = "起例次届场周年天岁倍成吨斤米亩股批轮"
_MEASURE = f"(?:个月|小时|分钟|公里|平方米|[{_PEOPLE_AND_THINGS}{_TIMES_AND_SIZES}])"


def _amount(piece: re.Match[str]) -> Forms:
    number = value(piece["number"].replace(" ", ""))
    if not number:
        return []
    unit = piece["unit"] or ""
    written = _written(number)
    if not written:
        return []
    spelled = _spoken(int(number)) if number % ROUND == 0 else ""
    return [
        (f"{''.join(written[0])}{unit}", 1.0),
        (f"{' '.join(written[0])}{unit}", 1.0),
        *((f"{figures}{scale}{unit}", 1.0) for figures, scale in written[1:]),
        *([(f"{spelled}{unit}", 1.0)] if spelled else []),
        *([(f"{Decimal(written[0][0]):,}{written[0][1]}{unit}", 1.0)] if number >= 1000 else []),
        *([("".join(written[0]), UNITLESS)] if unit == LARGE_UNIT else []),
    ]


def _written(number: Decimal) -> list[tuple[str, str]]:
    """Figures and scale in all usual ways, the handiest (5.27亿, not 52700万) first."""
    scaled = sorted(SCALES, key=lambda scale: not 1 <= number / scale[1] < USUAL_FIGURES)
    written = [(_scaled(number, size), scale) for scale, size in scaled]
    return [(figures, scale) for figures, scale in written if figures]


def _spoken(number: int) -> str:
    """两亿, 两千, 两 for what would be spelled 二亿, 二千, 二; "" for what is too large."""
    spelled = chinese(number) or ""
    return f"两{spelled[1:]}" if re.match("二(?:[千万亿]|$)", spelled) else spelled


def _scaled(number: Decimal, size: int) -> str:
    """The figures before a scale, "" where nobody would write so many."""
    figures = number / size
    most = LONGEST_WHOLE if size == 1 else MOST_FIGURES
    return plain(figures) if DECIMALS * 100 <= figures < most and figures % DECIMALS == 0 else ""


def _share(piece: re.Match[str]) -> Forms:
    number = value(piece["number"])
    if number is None:
        return []
    figures, points = plain(number), number * 100
    spelled = chinese(int(number)) if number % 1 == 0 else f"{chinese(int(number))}点{_digits(figures)}"
    share = [f"{figures}%", f"{figures} %", f"百分之{spelled}"]
    step = [f"{figures}个百分点", f"{figures}百分点"]
    base = [f"{plain(points)}个基点", f"{plain(points)}bp"] if 0 < points <= MOST_POINTS else []
    same, other = ([*step, *base], share[:2]) if "点" in piece[0][-1:] else (share, [*step[:1], *base])
    return [*((form, 1.0) for form in same), *((form, AS_MUCH) for form in other)]


def _base_points(piece: re.Match[str]) -> Forms:
    number = value(piece["number"])
    if number is None:
        return []
    figures, share = plain(number), plain(number / 100)
    return [
        (f"{figures}个基点", 1.0),
        (f"{figures}bp", 1.0),
        (f"{figures}基点", 1.0),
        (f"{share}个百分点", 1.0),
        (f"{share}%", AS_MUCH),
        (f"{chinese(int(number))}个基点", 1.0),
    ]


def _spelled_share(piece: re.Match[str]) -> Forms:
    number = value(piece["number"])
    if number is None:
        return []
    return [(f"{plain(number)}%", 1.0), (f"{plain(number)} %", 1.0), (f"{plain(number)}个百分点", AS_MUCH)]


def _count(piece: re.Match[str]) -> Forms:
    """21305 = 21,305 = 2.1305万; with its measure 3个 = 三个."""
    number = value(piece["number"])
    measure = piece["measure"] or ""
    if not number or number % 1 or (number in YEARS and not measure):
        return []
    whole = int(number)
    in_ten_thousands = _scaled(number, ROUND) if whole >= ROUND else ""
    return [
        (piece["number"], 1.0),
        *([(f"{whole:,}", 1.0), (str(whole), 1.0)] if whole >= 1000 else []),
        *([(f"{in_ten_thousands}万", 1.0)] if in_ten_thousands else []),
        *([(f"{_spoken(whole)}{measure}", 1.0)] if measure and whole < USUAL_FIGURES else []),
    ]


def _spelled_count(piece: re.Match[str]) -> Forms:
    """三人 = 3人, 三千 = 3000; a name such as 十一 or 九一八 is no number."""
    number, measure = value(piece["number"]), piece["measure"] or ""
    if not number or not (measure or re.search("[百千万亿]", piece["number"])):
        return []
    if measure or number < ROUND:
        figures = plain(number)
        return [(f"{figures}{measure}", 1.0), (f"{figures} {measure}".strip(), 1.0)]
    return _amount(piece)


def _digits(figures: str) -> str:
    return "".join("零一二三四五六七八九"[int(one)] for one in figures.partition(".")[2])


AMOUNTS: tuple[Kind, ...] = (
    (re.compile(_BEFORE + f"(?P<number>{_NUMBER}) ?个?(?:基点|bps?(?![a-z]))"), _base_points),
    (re.compile(f"(?P<number>{_SPELLED})个?(?:基点|bps?(?![a-z]))"), _base_points),
    (re.compile(_BEFORE + f"(?P<number>{_NUMBER}) ?(?:%|个?百分点)"), _share),
    (re.compile(f"(?P<number>{_SPELLED})个百分点"), _share),
    (re.compile(f"百分之(?P<number>[{NUMERAL}]{{1,24}}(?:点[{DIGIT}]{{1,8}})?)"), _spelled_share),
    (re.compile(_BEFORE + f"(?P<number>{_NUMBER} ?{_SCALE}) ?(?P<unit>{_MONEY})?"), _amount),
    (re.compile(f"(?P<number>{_SPELLED})(?P<unit>{_MONEY})"), _amount),
    (re.compile(_BEFORE + f"(?P<number>{_NUMBER})(?![\\d.%:/-])(?= ?(?P<measure>{_MEASURE})?)"), _count),
    (re.compile(f"(?P<number>{_SPELLED})(?P<measure>{_MEASURE})?(?P<unit>)"), _spelled_count),
)
