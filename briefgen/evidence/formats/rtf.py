"""The text of a file in Rich Text Format, by striprtf."""

from __future__ import annotations

import re

from briefgen.evidence.reading.file_text import Reading, within_bounds

# A group that starts so is left out by every reader that doesn't know it (RTF 1.9.1, destinations):
# what was deleted, and is kept with its mark.
DELETED = re.compile(r"\\deleted(?![a-z0-9])")


def text_of_rtf(data: bytes) -> Reading:
    """The text of a file. FileFault where it can't be read."""
    import striprtf.striprtf  # noqa: F401 - loaded here once, and not in the child of each file

    return within_bounds(lambda: Reading(_text(data)))


def _text(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    typed = DELETED.sub(r"\\*", data.decode("latin-1"))
    # Behind the words of a link the address would be put, in the midst of a sentence.
    text: str = rtf_to_text(  # type: ignore[no-untyped-call]
        typed.replace("HYPERLINK", "LINK"), errors="replace"
    )
    # A character beyond the first 65,536 is typed as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("|", "\t\t")
