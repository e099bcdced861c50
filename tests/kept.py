"""Snapshots in pieces that a reviewer can read: one section of a page, one item of a View, a file.

What is long is cut where its own headings or fields are, so that a change shows in the files of the
sections that it changes. A piece is named after its heading, and `order` says which follows which.
"""

from __future__ import annotations

import json
import re

import yaml
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

LONG = 120  # lines
SHORT = 30

# Where the pieces of a text begin, from the coarsest cut to the finest.
IN_HTML = (
    r"^<(?:section|article|nav|header)\b[^>]*>\n(?:<(?!h).*\n)?<h2",
    r"^(?:<(?:section|div)\b[^>]*>\n)?<h3",
)
IN_STRUCTURE = (r"^ *(?:Sect|Art|Div)\n *H2\b", r"^ *(?:(?:Sect|Div)\n *)?H3\b")
HEADING = re.compile(r"<h[1-3][^>]*>(.*)</h[1-3]>|^ *H[1-3]\b[^:]*:?(.*(?:\n *Span: .*)*)", re.M)


# At the top of a module: where tests run in several processes, one looks these up by their names.
class Kept(SingleFileSnapshotExtension):
    """A snapshot as a file of its own, with nothing in it but the text."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class KeptHtml(Kept):
    file_extension = "html"


class KeptData(Kept):
    file_extension = "yaml"


class KeptTree(Kept):
    file_extension = "tree"


def assert_as_kept(parts, snapshot, extension=Kept):
    """Each piece is that of its snapshot, and they follow each other as they did."""
    kept = snapshot.use_extension(extension)
    if len(parts) > 1:
        parts = {"order": "".join(f"{name}\n" for name in parts)} | parts
    # All are compared before any is told of, so that an update writes all.
    same = {name: kept(name=name or None) == text for name, text in parts.items()}
    assert [name for name, is_same in same.items() if not is_same] == []


def pieces(text, cuts):
    """The pieces of a text by name. A short one is one piece, which needs none."""
    starts = [found.start() for found in re.finditer(cuts[0], text, re.MULTILINE)] if cuts else []
    if text.count("\n") < LONG or not starts:
        return {"": text}
    found = {}
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        piece = text[start:end]
        name = title(piece)
        for finer, part in pieces(piece, cuts[1:]).items():
            parts = [name, finer] if finer != name else [name]
            found[unused("-".join(filter(None, parts)), found)] = part
    return {name: part for name, part in found.items() if part}


def title(piece):
    heading = HEADING.search(piece)
    words = re.sub(r"<[^>]*>|\bSpan: ", " ", heading[1] or heading[2]) if heading else ""
    return "-".join(re.findall(r"\w+", words.lower())[:5]) or "start"


def unused(name, taken):
    """A name that no piece has: with a number from the second of its heading on."""
    names = (f"{name}-{number}" if number > 1 else name for number in range(1, 99))
    return next(each for each in names if each not in taken)


def pieces_of_data(value, name=""):
    """The pieces of a record: its larger fields and entries apart, if it is long."""
    text = as_yaml(value)
    if text.count("\n") < LONG or isinstance(value, str):
        return {name: text}
    frame, found = {}, {}
    for key, each in named(value):
        frame[key] = each
        if as_yaml(each).count("\n") > SHORT:
            inside = f"{name}-{key}" if name else key
            frame[key] = f"in {inside}"
            found |= pieces_of_data(each, inside)
    return {name or "start": as_yaml(frame)} | found


def named(value):
    """The fields of a record, or the entries of a list by their ids."""
    if isinstance(value, dict):
        return value.items()
    ids = [entry.get("id", "") if isinstance(entry, dict) else "" for entry in value]
    return [(ids[at] or str(at + 1), entry) for at, entry in enumerate(value)]


class Dumper(yaml.SafeDumper):
    """Texts of several lines as such, and no aliases."""

    def ignore_aliases(self, data):
        return True


def _text(dumper, value):
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Dumper.add_representer(str, _text)


def as_yaml(value):
    plain = json.loads(json.dumps(value))  # tuples become lists, and enumerations their words
    return yaml.dump(
        plain,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=100,
    )
