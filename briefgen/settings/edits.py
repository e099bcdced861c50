"""Make the edit of a line of settings that isn't TOML: a text without marks, `yes`, a colon.

Apart from `files`, since few settings have such a line. Only lines of a setting that is known are
mended, and only in briefgen's own file: in another one the name may mean something else.
"""

from __future__ import annotations

from briefgen.ground.diagnostics import Edit
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span
from briefgen.settings.keys import KEYS, KINDS, NAMES
from briefgen.settings.kinds import Count, Limit, Switch

LINE = regex(
    r"(?P<key>[\w-]+)(?P<sign>\s*[=:]\s*)(?P<value>[^\s#\[{][^#]*?)(?P<rest>\s*(?:#.*)?)\Z"
)
# A text without quotation marks that hold anything else but a name or a path.
BARE = regex(r"[A-Za-z][\w./*-]*\Z")
MARKED = regex("[\"'“”„‘’«»](?P<text>[\\w ./*-]+)[\"'“”‘’«»]?\\Z")
YES = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def edit_of_line(text: str, file: str, number: int) -> Edit | None:
    """Make the edit of the line with that number, from 1; None where no one thing was meant."""
    lines = text.splitlines()
    if not file.endswith(NAMES[0]) or not 0 < number <= len(lines):
        return None
    line = lines[number - 1]
    found = LINE.match(line)
    if found is None or found["key"] not in KEYS:
        return None
    value = _value_meant(found["key"], found["value"])
    sign = " = " if ":" in found["sign"] else found["sign"]
    start, end = found.start("sign"), found.end("value")
    typed = f"{sign}{value}"
    if not value or typed == line[start:end]:
        return None
    return Edit(Span(file, number, start + 1, number, end + 1), typed)


def _value_meant(key: str, typed: str) -> str:
    """Write a value as TOML has it; empty where that isn't clear."""
    kind = KINDS[key]
    quoted = MARKED.match(typed)
    bare = quoted["text"] if quoted else typed
    if isinstance(kind, Switch):
        return YES.get(bare.casefold(), "")
    if isinstance(kind, (Count, Limit)):
        return bare if bare.isascii() and bare.isdigit() else ""
    if quoted:
        return f'"{bare}"'
    return f'"{typed}"' if BARE.match(typed) else ""


def type_meant(key: str, given: object) -> str:
    """Write a number, or true or false, that was typed as a text; empty where that isn't clear."""
    if not isinstance(given, str) or not isinstance(KINDS[key], (Switch, Count, Limit)):
        return ""
    return _value_meant(key, given.strip())
