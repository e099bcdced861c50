"""Makes the edits of a group in braces on one line: a comma or a quotation that is missing.

An edit of a comma is made only where a field of the same kind of group follows, and where the words
before it have ended, or those behind it are no sentence.
"""

from __future__ import annotations

from briefgen.ground.diagnostics import Edit
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.load.names import FIELDS, are_of_one_group
from briefgen.load.slip import Slip

QUOTED = regex(r"\"[^\"]*\"|'[^']*'")
# A value of a group in braces that holds a colon: `{kind: avoid, text: A date: the last}`.
COLON_IN_BRACES = regex(r"(?<=[{,])\s*(?P<key>[a-z_0-9]+):\s+(?P<value>[^\s\"'\[{][^,}\]\"']*)")
# A name and a colon, with what stands before it in a group.
NAMED = regex(r"(?P<gap>\s*[,;]\s*|\s+|\A\s*)(?P<key>[a-z_0-9]+):(?=\s)")
# The fields whose text may hold any words.
OF_WORDS = frozenset(
    """
    alt answer author caption described_as name native_name note place publisher question role say
    text they_say title why
    """.split()  # noqa: SIM905 - it reads as a list
)
ENDED = regex(r"[.!?…”\"'\]]\Z")


def comma_in_braces(slip: Slip, number: int) -> Edit | None:
    """Make the edit of a comma that is missing, or typed as a semicolon, before a field's name."""
    line = slip.lines[number - 1]
    if line.count("{") != 1 or line.count("}") != 1 or line.index("{") > line.index("}"):
        return None
    start = line.index("{") + 1
    inside = QUOTED.sub(lambda each: '"' * len(each[0]), line[start : line.index("}")])
    named = [each for each in NAMED.finditer(inside) if each["key"] in FIELDS]
    keys = [each["key"] for each in named]
    if len(set(keys)) != len(keys) or not are_of_one_group(keys):
        return None
    for at, each in enumerate(named[1:], start=1):
        if "," in each["gap"]:
            continue
        before = inside[named[at - 1].end() : each.start()].strip()
        end = named[at + 1].start() if at + 1 < len(named) else len(inside)
        behind = inside[each.end() : end].strip()
        is_apart = ";" in each["gap"] or len(before.split()) == 1 or ENDED.search(before)
        if is_apart or (each["key"] not in OF_WORDS and len(behind.split()) == 1):
            first, last = start + each.start("gap"), start + each.end("gap")
            return Edit(Span(slip.file, number, first + 1, number, last + 1), ", ")
    return None


def in_braces(slip: Slip, number: int) -> int | None:
    """Find the only value of a group in braces on one line that holds a colon: its first column.

    Columns count from 0. None where another part of the group has no colon, or where the word
    before the second colon is another field of such a group: then a comma may be missing.
    """
    line = slip.lines[number - 1]
    if line.count("{") != 1 or line.count("}") != 1 or "[" in line:
        return None
    inside = QUOTED.sub("", line[line.index("{") + 1 : line.index("}")])
    if not all(_has_name(part) for part in inside.split(",")):
        return None
    found = [each for each in COLON_IN_BRACES.finditer(line) if ": " in f"{each['value']} "]
    if len(found) != 1:
        return None
    names = [part.partition(":")[0].strip() for part in inside.split(",")]
    word = found[0]["value"].split(":")[0].split()[-1]
    if word in FIELDS and are_of_one_group([*names, word]):
        return None
    return found[0].start("value")


def _has_name(part: str) -> bool:
    """Tell whether a part of a group starts with the name of a field."""
    return part.partition(":")[0].strip() in FIELDS and ":" in part
