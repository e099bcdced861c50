"""Searches bytes that aren't text for names, such as what a program hid in a picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from briefgen.ground.regexes import regex
from briefgen.model import Brief
from briefgen.naming import Hit, Unnamed

# The fewest letters of a name that is searched for. In a picture of some megabytes, five given
# bytes occur by chance.
SHORTEST = 6
PART = regex(r"[^\W\d_]+")
# Encodings that programs use for texts in pictures; EXIF on Windows has UTF-16.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "iso8859-1", "iso8859-2")


def named_in_bytes(data: bytes, brief: Brief, unnamed: Unnamed) -> Iterator[Hit]:
    """Find names in the bytes of a file, in several encodings; the hits have no offsets."""
    lowered = data.lower()
    for person in unnamed.people:
        entry = brief.people[person.key]
        names = " ".join(filter(None, (entry.name, entry.native_name)))
        for part in PART.findall(names):
            if any(form in lowered for form in _forms(part)):
                yield Hit(0, 0, part, person.key, person.terms)


def _forms(name: str) -> set[bytes]:
    """List the bytes of a name in each encoding, with and without accents, in small letters.

    `bytes.lower` only changes ASCII letters, in the name as in the file.
    """
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
