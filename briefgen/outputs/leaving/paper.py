"""Reads out what a PDF carries: the words of its pages, line by line, and all its other strings."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.evidence.formats.pdf import text_of_pages
from briefgen.ground.folder import FileFault
from briefgen.ground.regexes import regex
from briefgen.outputs.leaving.carried import Carried
from briefgen.outputs.leaving.page import of_address
from briefgen.typeset.finish.strings import strings_of

# What messages call the entries of a PDF; others are called by their keys.
PLACES = {
    "/Title": "in a bookmark or the title",
    "/Alt": "in what is read out",
    "/ActualText": "in what is read out",
    "/URI": "in the address of a link",
    "/Metadata": "in the metadata",
    "/EmbeddedFile": "in an attached file",
    "/F": "in the name of an attached file",
    "/UF": "in the name of an attached file",
}
# A word with a hyphen at the end of a line, which goes on in the next line.
BROKEN = regex(r"(\w+)[-\u00ad\u2010]\n(\w+)")


def carried_by_pdf(data: bytes) -> Iterator[Carried]:
    """Read out everything that a PDF carries.

    The lines of a page are read one by one, because a line and the one below it may be of different
    texts. Names that go on in the next line are found in the HTML page, which is also searched.
    """
    for key, text, is_read in strings_of(data):
        place = PLACES.get(key, f"in an entry `{key}`")
        if key == "/URI":
            yield from of_address(text, place)
        else:
            yield Carried(place, text, "prose" if is_read else "code")
    try:
        text, _ = text_of_pages(data)
    except FileFault:  # no page has any words: they are pictures
        return
    for line in text.split("\n"):
        yield Carried("on a page", line)
    for found in BROKEN.finditer(text):
        yield Carried("on a page", found[1] + found[2])
