"""One spelling for every character on its own: width, case, traditional or simplified."""

from __future__ import annotations

import unicodedata

from opencc import OpenCC

HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


def simplified_characters() -> dict[int, str]:
    """Code point -> simplified character, from OpenCC's table, followed to the end of each chain."""
    characters = [chr(code) for first, end in HAN_BLOCKS for code in range(first, end)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(old): new for old, new in zip(characters, simplified, strict=True) if old != new}
    return {code: table.get(ord(new), new) for code, new in table.items()}


class Spelling(dict[int, str]):
    """Code point -> its one spelling, worked out when the character is first seen."""

    def __init__(self, simplified: dict[int, str]) -> None:
        super().__init__(simplified)
        self._simplified = simplified

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        spelling = self._spell(chr(code), category)
        if category not in ("Cn", "Co"):  # a million unassigned characters need no memory
            self[code] = spelling
        return spelling

    def _spell(self, character: str, category: str) -> str:
        if character.isspace() or category in ("Cc", "Cs"):
            return " "
        if category == "Cf":
            return ""
        before, after = "", character
        while before != after:
            before, after = after, unicodedata.normalize("NFKC", after).lower().translate(self._simplified)
        return after


SPELLING = Spelling(simplified_characters())


def joins(character: str) -> bool:
    """Can the character melt into the one before it, or vanish between two that melt together?"""
    first = unicodedata.normalize("NFKD", character)[0]
    category = unicodedata.category(first)
    return category[0] == "M" or category == "Cf" or "\u1160" <= first <= "\u11ff"
