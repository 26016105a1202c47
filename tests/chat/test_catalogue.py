"""A catalogue that is not whole is refused, with the key; a whole one gives sentences and plurals."""

from __future__ import annotations

import pytest

from bot.chat.catalogue import Counted, parse

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ENGLISH = f'{HEAD}"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
HELLO = 'msgid "hello"\nmsgstr "Hello, {name}"\n\n'
FOUND = 'msgid "found"\nmsgid_plural "found"\nmsgstr[0] "{count} article"\nmsgstr[1] "{count} articles"\n\n'
KINDS = {"hello": "str", "found": "Counted"}


def test_a_sentence_is_what_its_entry_says() -> None:
    said = parse(ENGLISH + HELLO, {"hello": "str"}, name="en.po")
    assert said == {"hello": "Hello, {name}"}


def test_a_counted_sentence_takes_the_form_of_the_number() -> None:
    found = parse(ENGLISH + HELLO + FOUND, KINDS, name="en.po")["found"]
    assert isinstance(found, Counted)
    assert [found.format(count=count) for count in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]


def test_names_are_divided_by_bars() -> None:
    assert parse(f'{ENGLISH}msgid "days"\nmsgstr "Mon|New Year"\n', {"days": "tuple[str, ...]"}, name="") == {
        "days": ("Mon", "New Year")
    }


@pytest.mark.parametrize(
    "entries",
    [
        HELLO,
        HELLO + FOUND + HELLO.replace("hello", "bye"),
        HELLO + FOUND.replace('"{count} articles"', '""'),
        HELLO.replace("Hello, {name}", "") + FOUND,
        "#, fuzzy\n" + HELLO + FOUND,
        HELLO + HELLO + FOUND,
        HELLO.replace('msgstr "', 'msgid_plural "hello"\nmsgstr[0] "') + FOUND,
        HELLO + 'msgid "found"\nmsgstr "some"\n',
    ],
    ids=["lacking", "left over", "half a plural", "empty", "unsure", "twice", "plural", "no plural"],
)
def test_a_catalogue_that_is_not_whole_is_refused(entries: str) -> None:
    with pytest.raises(ValueError, match=r"hello|found|bye|line 12"):
        parse(ENGLISH + entries, KINDS, name="en.po")


def test_a_fault_in_the_text_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"en\.po: .*line 6"):
        parse(f'{ENGLISH}msgit "hello"\n', KINDS, name="en.po")


def test_the_error_names_the_file_and_every_key() -> None:
    with pytest.raises(ValueError, match=r"en\.po lacks \['found'\] and has \['hello'\]"):
        parse(ENGLISH + HELLO, {"found": "Counted"}, name="en.po")
