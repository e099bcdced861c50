"""Find where a brief, as it is typed, names somebody who must not be named.

Only what can be printed is searched. Comments, most keys, and the fields of an unnamed person other
than the description never leave the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, Span
from briefgen.load.document import Document
from briefgen.model import Brief, Entry, Position, Quote, Section, printed_keys, texts, walk
from briefgen.model.fields import is_words
from briefgen.model.permitted import may_be_named, may_print, withheld
from briefgen.naming import Hit, Unnamed, letters, named_in

# Fields that are read as code, in which capitals and spaces mean nothing.
CODE = ("id", "url", "file", "picture", "capture")
# Markup that Markdown removes between the letters of a word, or that a reader overlooks:
# `Fl[e](#x)tt` is printed as Flett, and `[F]lett` or `Fl<b>e</b>tt` can be read as Flett.
MARKS = regex(
    r"</?[A-Za-z][^<>\n]{0,200}>|<!--[^<>\n]{0,200}-->|\[\^[\w-]+\]"
    r"|\]\[[^\[\]\n]{0,200}\]|\[|\]\([^()\n]*\)|\]"
)
# The most findings about one text: a pasted transcript can have thousands of names.
MOST = 50


@record
class Typed:
    """A text that can be printed: its path, its words, its entry, and its field."""

    path: Path
    text: str
    entry: Entry
    field: str


@record
class Naming:
    """One place that names somebody who must not be named, with the hint."""

    path: Path
    hit: Hit
    span: Span
    hint: str


def namings_in(brief: Brief, document: Document, unnamed: Unnamed) -> tuple[Naming, ...]:
    """List the places of a brief that name somebody who must not be named, or perhaps do."""
    if not unnamed:
        return ()
    return (
        *_in_texts(brief, document, unnamed),
        *_in_keys(brief, document, unnamed),
        *_in_file_name(document, unnamed),
        *_of_namesakes(brief, document),
    )


def _in_texts(brief: Brief, document: Document, unnamed: Unnamed) -> Iterator[Naming]:
    """Yield names in texts that can be printed; of an unnamed person only the description can."""
    for path, text, entry, field in texts(brief):
        is_said = is_words(type(entry), field) or field in CODE
        if not is_said or (path[0] == "people" and not may_print(brief, str(path[1]), field)):
            continue
        typed = Typed(path, text, entry, field)
        for hit in _hits_in(unnamed, typed)[:MOST]:
            span = document.part_span(path, hit.start, hit.end)
            yield Naming(path, hit, span, _hint(brief, hit, typed))


def _hits_in(unnamed: Unnamed, typed: Typed) -> list[Hit]:
    """List the hits in a text, each place once."""
    text = typed.text
    # The further searches, across marks and in addresses, may find the same name again.
    hits = list(named_in(text, unnamed, "code" if typed.field in CODE else "prose"))
    if "[" in text or "<" in text:
        hits = [*hits, *_across_marks(text, unnamed), *_in_links(text, unnamed)]
    reached, kept = 0, []
    for hit in sorted(hits, key=lambda each: (each.start, not each.sure, -each.end)):
        if hit.start >= reached:
            reached = hit.end
            kept.append(hit)
    return kept


def _across_marks(text: str, unnamed: Unnamed) -> Iterator[Hit]:
    """Yield names whose letters a link, brackets or tags interrupt."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for mark in (*MARKS.finditer(text), None):
        end = mark.start() if mark else len(text)
        pieces.append(text[at:end])
        offsets.extend(range(at, end))
        at = mark.end() if mark else end
    for hit in named_in("".join(pieces), unnamed, "prose"):
        start, end = offsets[hit.start], offsets[hit.end - 1] + 1
        yield replace(hit, start=start, end=end, words=text[start:end])


def _in_links(text: str, unnamed: Unnamed) -> Iterator[Hit]:
    """Yield names in the addresses of links."""
    for mark in MARKS.finditer(text):
        if mark[0].startswith("]("):
            for hit in named_in(mark[0], unnamed, "code"):
                yield replace(hit, start=hit.start + mark.start(), end=hit.end + mark.start())


def _in_keys(brief: Brief, document: Document, unnamed: Unnamed) -> Iterator[Naming]:
    """Yield names in keys that can be read in an output: in an id of the page, or the evidence."""
    hint = "Give it another id: this one can be read in the page, or in the evidence."
    for path in dict.fromkeys(_printed_keys(brief)):
        for hit in named_in(str(path[-1]), unnamed, "code"):
            yield Naming(path, hit, document.key_span(path), hint)
    for path, words in printed_keys(brief):
        for hit in named_in(words, unnamed, "prose"):
            described = brief.people[hit.key].described_as
            hint = f"Write “{described}”." if described else "Write it without the name."
            yield Naming(path, hit, document.key_span(path), hint)


def _printed_keys(brief: Brief) -> Iterator[Path]:
    """Yield the keys that become ids, of positions and sections, and of sources without an address.

    Of sections only those with a title: the key of another is its heading.
    """
    for path, entry in walk(brief):
        if isinstance(entry, Section) and not entry.title:
            continue
        if isinstance(entry, Position | Section) and entry.id is None:
            yield path
        source = entry.source if isinstance(entry, Quote) else None
        if source in brief.sources and not brief.sources[source].url:
            yield "sources", source


def _in_file_name(document: Document, unnamed: Unnamed) -> Iterator[Naming]:
    """Yield names in the name of the brief's own file, after which its outputs are named."""
    name = PurePath(document.file.replace("\\", "/")).name
    for hit in named_in(name, unnamed, "code"):
        hint = "Rename the file: the packet gets its name from it."
        yield Naming((), hit, Span(document.file, 1, 1, 1, 2), hint)


def _of_namesakes(brief: Brief, document: Document) -> Iterator[Naming]:
    """Yield people who may be named and have the whole name of somebody who may not.

    With such an entry every place of the name is allowed, so the entry itself is pointed out.
    """
    hidden = {
        letters(name): (key, person.attribution)
        for key, person in withheld(brief)
        for name in (person.name, person.native_name)
        if name
    }
    hint = "Delete this entry; with it the name may stand anywhere in the brief."
    for key, person in brief.people.items():
        if person.name and may_be_named(person) and letters(person.name) in hidden:
            hit = Hit(0, len(person.name), person.name, *hidden[letters(person.name)], sure=False)
            path: Path = ("people", key, "name")
            yield Naming(path, hit, document.value_span(path), hint)


def _hint(brief: Brief, hit: Hit, typed: Typed) -> str:
    """Write the way out: what to type in the place of the name."""
    field = typed.field
    if field == "id":
        return "Give it another id: it can be read in the page's address."
    if field in ("file", "capture"):
        return "Rename the file, or its folder: the name can be read in the packet."
    if field == "url":
        return "Leave the address out, or give another one."
    described = brief.people[hit.key].described_as
    if field == "described_as" or not described:
        return "Describe the person without the name."
    if isinstance(typed.entry, Quote):
        return f"Write “[{described}]”."
    is_first = not typed.text[: hit.start].strip() and hit.words[:1].isupper()
    return f"Write “{described[:1].upper() if is_first else described[:1]}{described[1:]}”."
