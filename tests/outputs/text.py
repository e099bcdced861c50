"""An output that briefgen doesn't have: the words of a page, and who the people of the brief are."""

from __future__ import annotations

import re
from html import unescape

from briefgen.outputs.leaving.carried import Carried
from briefgen.outputs.output import Made, Output

TAG = re.compile(r"<(style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)


def make(basis):
    words = unescape(TAG.sub("\n", basis.pages[basis.template])).split("\n")
    people = [person.name or "" for person in basis.brief.people.values()]
    lines = [line.strip() for line in (*words, *people)]
    return Made("\n".join(line for line in lines if line).encode())


def carried(data):
    return [Carried("in a line", line) for line in data.decode().split("\n")]


OUTPUT = Output(
    name="text",
    extension=".txt",
    media_type="text/plain",
    order=15,
    title="the text of the {template}",
    make=make,
    carried=carried,
    needs=frozenset({"page"}),
)
