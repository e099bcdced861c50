"""Decodes the bytes of a file: UTF-8, and only characters that YAML allows.

Apart from the reader of YAML, because other modules also split texts into lines as YAML does, and
compare names whose letters are composed differently.
"""

from __future__ import annotations

from unicodedata import normalize

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span

# The most bytes of a brief. It is text alone: pictures and captures are files of their own.
MAX_BYTES = 2 * 1024 * 1024
# Where libyaml ends a line, so that our line numbers agree with those of its errors. It follows
# YAML 1.1, section 5.4: YAML 1.2 no longer counts the last three.
LINE_END = regex("\r\n|[\n\r\x85\u2028\u2029]")
# All characters except those that YAML allows in a file (YAML 1.2, section 5.1).
UNPRINTABLE = regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# UTF-32 comes first: its little-endian mark starts with the mark of UTF-16.
BYTE_ORDER_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# Letters in several code points: a letter with combining marks, as macOS writes the names of files;
# the parts of a Korean syllable; a Japanese syllable with its sound mark. Eight is more than any
# written language puts on one letter, and keeps the work on hostile runs of marks linear.
IN_PARTS = regex(
    "[^\\W\\d_][\u0300-\u036f]{1,8}|[\u1100-\u11ff]{2,8}|[\u3040-\u30ff][\u3099\u309a]"
)


def composed(text: str) -> str:
    """Compose the letters of a text (Unicode's NFC), so that texts that look the same are equal.

    `normalize("NFC", …)` on the whole text would take quadratic time for hostile runs of marks.
    """
    if text.isascii():
        return text
    return IN_PARTS.sub(lambda found: normalize("NFC", found[0]), text)


def pieces(text: str) -> list[int]:
    """List where each character of the composed text starts in `text`, and last its end."""
    starts: list[int] = []
    at = 0
    for found in IN_PARTS.finditer(text):
        starts += range(at, found.start())
        # Usually one character. Where marks are left over, they are the last ones that were typed.
        made = len(normalize("NFC", found[0]))
        starts += [found.start(), *range(found.end() - made + 1, found.end())]
        at = found.end()
    return [*starts, *range(at, len(text) + 1)]


def line_starts(text: str) -> tuple[int, ...]:
    """List the offsets at which the lines of a text start."""
    return (0, *(found.end() for found in LINE_END.finditer(text)))


def decoded(data: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """Decode a file; return its text, and the finding about its bytes or None.

    `file` is its name in messages. The byte order mark of UTF-8, which Windows writes, is left out
    of the text. With a finding the text is what could be decoded, for showing its lines; it may be
    empty.
    """
    top = Span(file, 1, 1, 1, 2)
    if len(data) > MAX_BYTES:
        message = f"This file has more than {MAX_BYTES // 1048576} MB, the most for a brief."
        hint = "Is it the right file? Pictures and captures stay in files of their own."
        return "", finding("yaml-bounds", message, top, hint)
    names = (name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark))
    if name := next(names, ""):
        hint = "Save it again with the encoding UTF-8."
        return "", finding("encoding", f"This file is in {name}, not in UTF-8.", top, hint)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at = _place_behind(data[: error.start].decode(errors="replace"), file)
        byte = data[error.start]
        # Files that aren't UTF-8 are mostly in Windows-1252. If the letter is the one that was
        # typed, the writer knows which encoding to choose when saving.
        guess = bytes([byte]).decode("cp1252", errors="replace")
        message = f"This file is not in UTF-8: byte 0x{byte:02X} is not a character."
        hint = (
            f"Save it again with the encoding UTF-8 (in Windows-1252 the byte would be “{guess}”)."
        )
        return data.decode(errors="replace"), finding("encoding", message, at, hint)
    if bad := UNPRINTABLE.search(text):
        message = f"The character U+{ord(bad[0]):04X} can't stand in a text file."
        at = _place_behind(text[: bad.start()], file)
        return text, finding("encoding", message, at, "Delete it: it is invisible.")
    return text, None


def _place_behind(before: str, file: str) -> Span:
    """Make the span of the one character that follows the start of a file's text."""
    lines = LINE_END.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Span(file, line, column, line, column + 1)
