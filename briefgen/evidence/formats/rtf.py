"""Files in Rich Text Format, read by striprtf."""

from __future__ import annotations

from briefgen.evidence.reading.apart import parse_apart
from briefgen.evidence.reading.file_text import FileText
from briefgen.evidence.reading.format import Format
from briefgen.ground.regexes import regex

# A group that starts so is left out by every reader that doesn't know it (RTF 1.9.1, destinations):
# what was deleted, and is kept with its mark.
DELETED = regex(r"\\deleted(?![a-z0-9])")


def _read(data: bytes) -> FileText:
    import striprtf.striprtf  # noqa: F401 - loaded here once, and not in the child of each file

    return parse_apart(lambda: FileText(_text(data)))


def _text(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    typed = DELETED.sub(r"\\*", data.decode("latin-1"))
    # Behind the words of a link the address would be put, in the midst of a sentence.
    text: str = rtf_to_text(  # type: ignore[no-untyped-call]
        typed.replace("HYPERLINK", "LINK"), errors="replace"
    )
    # A character beyond the first 65,536 is typed as two halves. Striprtf puts a `|` between cells,
    # where the other formats have tabs.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("|", "\t\t")


FORMATS = (
    Format(
        media_type="application/rtf",
        name="Rich Text file",
        order=20,
        read=_read,
        is_inside=lambda file: file.first.startswith(b"{\\rtf"),
        endings=(".rtf",),
    ),
)
