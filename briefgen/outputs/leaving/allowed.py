"""Whether a name in an output comes from a place where the brief allows it, with a reason.

An output doesn't say where its words were typed, so a place is known again by the letters around
the name. Nobody is allowed everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from briefgen.checks.allow import AllowedName
from briefgen.ground.folder import FileFault
from briefgen.load.document import Document
from briefgen.naming import Hit, letters
from briefgen.outputs.leaving.carried import Carried

# As many letters on each side tell one place from another.
NEAR = 16
# What Markdown takes away: where a link leads, and the marks of emphasis, code and notes.
LINK = re.compile(r"\]\([^()\n]*\)|\[\^[\w-]+\]")


def is_allowed(
    hit: Hit, carried: Carried, document: Document, folder: Path, names: Sequence[AllowedName]
) -> bool:
    """Tell whether the name stands in the output because it may stand in the brief."""
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
    """Tell whether a text has the name between the same letters, as far as both go."""
    at = text.find(name)
    while name and at >= 0:
        left, right = text[:at][-NEAR:], text[at + len(name) :][:NEAR]
        # A text that is hardly more than the name is known only as a whole.
        is_short = len(left) + len(right) < NEAR // 2
        if is_short and (left, right) == (before, after):
            return True
        is_left = left.endswith(before) or before.endswith(left)
        if not is_short and is_left and (right.startswith(after) or after.startswith(right)):
            return True
        at = text.find(name, at + 1)
    return False


def _texts(document: Document, folder: Path, allowed: AllowedName) -> Iterator[str]:
    """List what is typed at a place, in each of the ways in which it can come out."""
    path = allowed.path
    if not path:  # the brief itself, whose name the outputs have
        yield from (Path(document.file).name, Path(document.file).stem)
        return
    if path[0] == "sources" and len(path) == 2:
        yield f"urn:briefgen:source:{path[1]}"
    yield str(path[-1])  # a key, which is a part of ids
    value = document.value(document.typed(path))
    if not isinstance(value, str):
        return
    yield from (value, unquote(value), unescape(value), LINK.sub("", unescape(value)))
    if path[-1] == "id":
        yield f"{value}.title"
    if path[-1] == "file":
        from briefgen.pictures import read_picture

        with suppress(FileFault, OSError):
            for text in read_picture(folder, value).texts:
                yield text
                yield from text.split("\n")
