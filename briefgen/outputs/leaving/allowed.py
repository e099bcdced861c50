"""Tells whether a name in an output comes from a place where a comment in the brief allows it.

An output doesn't say where its words were typed. So the place is recognised by the letters around
the name: the comment allows the name at one place, not everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from briefgen.checks.allow import AllowedName
from briefgen.ground.folder import FileFault
from briefgen.ground.regexes import regex
from briefgen.load.document import Document
from briefgen.naming import Hit, letters
from briefgen.outputs.leaving.carried import Carried

# The letters on each side of a name by which its place is recognised.
NEAR = 16
# Parts of Markdown with letters that aren't printed: the address of a link, and citations. Other
# marks are no letters, and drop out by themselves.
LINK = regex(r"\]\([^()\n]*\)|\[\^[\w-]+\]")


def is_allowed(
    hit: Hit, carried: Carried, document: Document, folder: Path, names: Sequence[AllowedName]
) -> bool:
    """Tell whether a name that was found in an output comes from a place where it is allowed.

    Only letters are compared, because outputs fold, encode and mark up what was typed.
    """
    name = letters(hit.words)
    before = letters(carried.text[: hit.start])[-NEAR:]
    after = letters(carried.text[hit.end :])[:NEAR]
    for allowed in names:
        if allowed.key == hit.key and letters(allowed.words) == name:
            for text in _texts(document, folder, allowed):
                if _is_there(letters(text), before, name, after):
                    return True
    return False


def _is_there(text: str, before: str, name: str, after: str) -> bool:
    """Tell whether a text has the name with the same letters around it.

    At the start or end of a text there may be fewer than `NEAR` letters beside the name. Then only
    as many are compared as both texts have. All arguments are letters alone.
    """
    at = text.find(name)
    while name and at >= 0:
        left, right = text[:at][-NEAR:], text[at + len(name) :][:NEAR]
        # If the text is hardly longer than the name, its few letters would fit at many places. Then
        # both texts have to be the same as a whole.
        is_short = len(left) + len(right) < NEAR // 2
        if is_short and (left, right) == (before, after):
            return True
        is_left = left.endswith(before) or before.endswith(left)
        if not is_short and is_left and (right.startswith(after) or after.startswith(right)):
            return True
        at = text.find(name, at + 1)
    return False


def _texts(document: Document, folder: Path, allowed: AllowedName) -> Iterator[str]:
    """Yield what is typed at an allowed place, in each form that it can take in an output."""
    path = allowed.path
    if not path:  # the comment is about the brief's own file name, which the outputs have, too
        yield from (Path(document.file).name, Path(document.file).stem)
        return
    if path[0] == "sources" and len(path) == 2:
        # A source without an address has its key in the evidence, see `annotations`.
        yield f"urn:briefgen:source:{path[1]}"
    # The key itself, of which ids are made.
    yield str(path[-1])
    value = document.value(document.typed(path))
    if not isinstance(value, str):
        return
    yield from (value, unquote(value), unescape(value), LINK.sub("", unescape(value)))
    # The id of the item's heading.
    if path[-1] == "id":
        yield f"{value}.title"
    if path[-1] == "file":
        from briefgen.pictures import read_picture

        with suppress(FileFault, OSError):
            for text in read_picture(folder, value).texts:
                yield text
                yield from text.split("\n")
