"""Names in bytes that are no text: what a program hid in a picture."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from briefgen.model import Brief
from briefgen.naming import Hit, Unnamed

# Of shorter ones the same letters come by chance in a picture of some megabytes.
SHORTEST = 6
PART = re.compile(r"[^\W\d_]+")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "iso8859-1", "iso8859-2")


def named_in_bytes(data: bytes, brief: Brief, unnamed: Unnamed) -> Iterator[Hit]:
    """Find names in the bytes of a file, in the letters of several encodings."""
    lowered = data.lower()
    for person in unnamed.people:
        entry = brief.people[person.key]
        names = " ".join(filter(None, (entry.name, entry.native_name)))
        for part in PART.findall(names):
            if any(form in lowered for form in _forms(part)):
                yield Hit(0, 0, part, person.key, person.terms)


def _forms(name: str) -> set[bytes]:
    """List the bytes of a name, with its accents and without, ASCII letters in small ones."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    forms = set()
    for spelled in (name, bare):
        if len(spelled) >= SHORTEST:
            for encoding in ENCODINGS:
                try:
                    forms.add(spelled.encode(encoding).lower())
                except UnicodeEncodeError:
                    continue
    return forms
