"""Finds out where a name in an output came from, so that its writer knows what to mend.

An output is made of the brief, pictures, templates and styles. All of them are searched again; the
name may still not be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from briefgen.checks.allow import AllowedName
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import MAX_BYTES, FileFault
from briefgen.ground.records import record
from briefgen.ground.span import Span
from briefgen.load.document import Document
from briefgen.look import Look
from briefgen.look.styles import own_sheets
from briefgen.model import Brief, pictures
from briefgen.naming import Hit, named_in, unnamed_of
from briefgen.outputs.leaving.carried import Carried
from briefgen.outputs.leaving.page import of_data

# The fields of a person that hold the name so that it can be searched for. They aren't its origin.
KEPT = {"name", "native_name", "also_called"}
# Hints, by where the name was found.
TYPED = "Take the name out here."
DRAWN = "Take the name out of this picture, or export it with its text as paths and look at it."
OWN = "Take the name out of this file."
FILE = "Give the file another name."
NOWHERE = "Look for it in the brief, its pictures, and the templates and styles of your own."


@record
class Asked:
    """A brief whose outputs are searched, the folder of its pictures, and its look.

    `allowed` are the names that comments in the brief allow, each at its place.
    """

    document: Document
    brief: Brief
    folder: Path
    look: Look
    allowed: tuple[AllowedName, ...] = ()
    second: Asked | None = None  # the same with the text in its second language

    @property
    def texts(self) -> tuple[Asked, ...]:
        """List the brief in each of its languages."""
        return (self, self.second) if self.second else (self,)


def origin_of(asked: Asked, hit: Hit, carried: Carried) -> tuple[Span | None, str]:
    """Find the place that a name came from (None if it isn't found), and the hint for it."""
    if asked.second:
        found = [origin_of(replace(each, second=None), hit, carried) for each in asked.texts]
        return next((each for each in found if each[0]), found[0])
    # The name of an output's file comes from the name of the brief.
    if "file" in carried.place and "attached" not in carried.place:
        return next(_typed(asked, hit), None), FILE
    pictures, others = [(_pictures, DRAWN)], [(_typed, TYPED), (_own_files, OWN)]
    # The likeliest place comes first, because other places may hold the name rightfully.
    places = [*pictures, *others] if "picture" in carried.place else [*others, *pictures]
    for place, hint in places:
        if span := next(place(asked, hit), None):
            return span, hint
    return None, NOWHERE


def _typed(asked: Asked, hit: Hit) -> Iterator[Span]:
    """Find the places of the brief where the name is typed, in texts and in keys."""
    document = asked.document
    allowed = {document.typed(each.path) for each in asked.allowed}
    for path in document.marks:
        if path in allowed:
            continue
        if path[:2] == ("people", hit.key) and KEPT.intersection(map(str, path[2:3])):
            continue
        value = document.value(path)
        if isinstance(value, str):
            for start, end in _named(asked, hit, value):
                yield document.part_span(path, start, end)
            # An encoded name has other offsets than the decoded text, so all of it is shown.
            if any(_named(asked, hit, unescape(unquote(value)))):
                yield document.value_span(path)
        if path and isinstance(path[-1], str) and any(_named(asked, hit, path[-1])):
            yield document.key_span(path)


def _named(asked: Asked, hit: Hit, text: str) -> Iterator[tuple[int, int]]:
    """Find where a text names the person of a hit: offsets of the start, and behind the end."""
    person = unnamed_of(asked.brief).only(hit.key)
    return ((each.start, each.end) for each in named_in(text, person, "code"))


def _pictures(asked: Asked, hit: Hit) -> Iterator[Span]:
    """Find the pictures of the brief that hold the name as they are printed."""
    from briefgen.pictures import read_picture

    for path, file in pictures(asked.brief):
        with suppress(FileFault, OSError):
            url = read_picture(asked.folder, file).url
            if any(any(_named(asked, hit, each.text)) for each in of_data(url)):
                yield asked.document.value_span(path)


def _own_files(asked: Asked, hit: Hit) -> Iterator[Span]:
    """Find the places in the user's own templates and styles that hold the name."""
    templates = (path for root in asked.look.templates for path in sorted(root.rglob("*.j2")))
    styles = (root / name for root, name in own_sheets(asked.look))
    for path in (*templates, *styles):
        with suppress(OSError):
            lines = bytes_of(path, MAX_BYTES).decode(errors="replace").splitlines()
            for number, line in enumerate(lines, 1):
                for start, end in _named(asked, hit, line):
                    yield Span(str(path), number, start + 1, number, end + 1)
