"""The sentences of one language out of its gettext catalogue, `locales/<language>.po`.

An entry's msgid is a key of ours, its msgstr is Telegram HTML with named placeholders, as in `str.format`.
An entry with a plural has a form for each number that the language tells apart. A key that is missing, left
over, empty, unsure (fuzzy) or there twice is an error when the program starts, so that no reader meets it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

import polib


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence with a form for every number that its language tells apart; `{count}` stands for it."""

    forms: tuple[str, ...]
    choose: Callable[[int], str]

    def format(self, *, count: int, **values: object) -> str:
        """The sentence for this many things, with its other placeholders filled."""
        return self.choose(count).format(count=count, **values)


Sentence = str | Counted | tuple[str, ...]


def read(language: str, kinds: Mapping[str, str]) -> dict[str, Sentence]:
    """Every sentence by its key; `kinds` names what each is: str, Counted, else names divided by bars."""
    text = files("bot.chat").joinpath("locales", f"{language}.po").read_text("utf-8")
    return parse(text, kinds, name=f"{language}.po")


def parse(text: str, kinds: Mapping[str, str], *, name: str) -> dict[str, Sentence]:
    """The sentences in the text of a catalogue; a ValueError says what is wrong with which key."""
    try:
        catalogue = polib.pofile(text, check_for_duplicates=True)
    except OSError as error:  # polib's word for any fault in the text
        raise ValueError(f"{name}: {error}") from error
    entries = {one.msgid: one for one in catalogue if one.translated() and not one.obsolete}
    if entries.keys() != kinds.keys():
        lacks, extra = sorted(kinds.keys() - entries.keys()), sorted(entries.keys() - kinds.keys())
        raise ValueError(f"{name} lacks {lacks} and has {extra}, which `Texts` does not know")
    translations = GNUTranslations(BytesIO(catalogue.to_binary()))
    return {key: _sentence(entries[key], kind, translations) for key, kind in kinds.items()}


def _sentence(entry: polib.POEntry, kind: str, translations: GNUTranslations) -> Sentence:
    if (kind == "Counted") != bool(entry.msgid_plural):
        raise ValueError(f"{entry.msgid} has {'a' if entry.msgid_plural else 'no'} plural, but is {kind}")
    if kind == "Counted":
        forms = tuple(entry.msgstr_plural.values())
        return Counted(forms, partial(translations.ngettext, entry.msgid, entry.msgid_plural))
    return entry.msgstr if kind == "str" else tuple(entry.msgstr.split("|"))
