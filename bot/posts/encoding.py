"""Bytes to text, in the encodings that Chinese posts come in."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_CUT = "\ufffd"


class Undecodable(ValueError):
    """No encoding fits; `line` is where UTF-8 ends."""

    def __init__(self, line: int, byte: int) -> None:
        super().__init__(f"byte 0x{byte:02x} in line {line} is neither UTF-8 nor GB18030")
        self.line = line


def decode(data: bytes) -> str:
    """The text of the bytes, without byte order mark.

    Tried in this order: what a byte order mark says; UTF-16 where every other byte of ASCII
    characters is zero; UTF-8; UTF-8 that ends within a character (a file that was cut off; the text
    then ends in U+FFFD); GB18030. Raises Undecodable where none fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    encoding = _unmarked_utf16(data[:_SAMPLE])
    if encoding:
        return _marked(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _marked(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="replace")
    lost = text.rstrip(_CUT).find(_CUT)
    if lost >= 0:
        raise Undecodable(text.count("\n", 0, lost) + 1, data[0])
    return text


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data" and error.start > 0:
        return data[: error.start].decode("utf-8") + _CUT
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, error.start) + 1
        raise Undecodable(line, data[error.start]) from None


def _unmarked_utf16(sample: bytes) -> str:
    """UTF-16 without a mark, told by the zero bytes of the ASCII in its front matter."""
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    high, low = sample[1::2].count(0), sample[0::2].count(0)
    # A Han character has a zero byte now and then (开 is U+5F00), ASCII always.
    if high > pairs * 0.15 and high > 5 * low:
        return "utf-16-le"
    if low > pairs * 0.15 and low > 5 * high:
        return "utf-16-be"
    return ""
