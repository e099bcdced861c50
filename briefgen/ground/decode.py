"""Turns the bytes of a file into its text: UTF-8, and nothing that can't stand in YAML.

Apart from the reader of YAML, because line ends and composed letters are asked for everywhere.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Span

# Of text alone: pictures and captures are files of their own.
MAX_BYTES = 2 * 1024 * 1024
# A line ends where libyaml ends it, so that its line numbers are ours (YAML 1.1, section 5.4).
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# What YAML lets into a file (section 5.1), without the line ends that are handled above.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# In this order: the mark of UTF-16 is how that of UTF-32 starts.
BYTE_ORDER_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


# A letter with the marks that belong to it, as macOS types them in the names of files; the parts
# of a Korean syllable; a Japanese one with its mark. No word has more marks on one letter.
IN_PARTS = re.compile(
    "[^\\W\\d_][\u0300-\u036f]{1,8}|[\u1100-\u11ff]{2,8}|[\u3040-\u30ff][\u3099\u309a]"
)


def composed(text: str) -> str:
    """Compose a text: each letter in one piece (Unicode's form C), so that it looks the same.

    Not all of `normalize("NFC", …)`: that takes a quadratic time for hostile runs of marks.
    """
    if text.isascii():
        return text
    return IN_PARTS.sub(lambda found: normalize("NFC", found[0]), text)


def pieces(text: str) -> list[int]:
    """List for each letter of the composed text where it starts in the text; last, the end."""
    starts: list[int] = []
    at = 0
    for found in IN_PARTS.finditer(text):
        starts += range(at, found.start())
        made = len(normalize("NFC", found[0]))
        starts += [found.start(), *range(found.end() - made + 1, found.end())]
        at = found.end()
    return [*starts, *range(at, len(text) + 1)]


def line_starts(text: str) -> tuple[int, ...]:
    """List the offsets at which the lines of a text start."""
    return (0, *(found.end() for found in LINE_END.finditer(text)))


def decoded(data: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """Decode a file, and find what is wrong with its bytes; `file` is its name in messages.

    A byte order mark of UTF-8 is left out: Windows writes one, and it is no character.
    """
    top = Span(file, 1, 1, 1, 2)
    if len(data) > MAX_BYTES:
        message = f"This file has more than {MAX_BYTES // 1048576} MB, the most for a brief."
        hint = "Is it the right file? Pictures and captures stay in files of their own."
        return "", finding("yaml-bounds", message, top, hint)
    if name := next(
        (BYTE_ORDER_MARKS[mark] for mark in BYTE_ORDER_MARKS if data.startswith(mark)), ""
    ):
        hint = "Save it again with the encoding UTF-8."
        return "", finding("encoding", f"This file is in {name}, not in UTF-8.", top, hint)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, file)
    if bad := UNPRINTABLE.search(text):
        before = LINE_END.split(text[: bad.start()])
        at = Span(file, len(before), len(before[-1]) + 1, len(before), len(before[-1]) + 2)
        message = f"The character U+{ord(bad[0]):04X} can't stand in a text file."
        return text, finding("encoding", message, at, "Delete it: it is invisible.")
    return text, None


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str) -> tuple[str, Diagnostic]:
    before = LINE_END.split(data[: error.start].decode(errors="replace"))
    at = Span(file, len(before), len(before[-1]) + 1, len(before), len(before[-1]) + 2)
    guess = data[error.start : error.start + 1].decode("cp1252", errors="replace")
    message = f"This file is not in UTF-8: byte 0x{data[error.start]:02X} is not a character."
    hint = f"Save it again with the encoding UTF-8 (in Windows-1252 the byte would be “{guess}”)."
    return data.decode("utf-8", errors="replace"), finding("encoding", message, at, hint)
