"""Read how a kind of paper names the fields of a brief: `to`, `decision.by`, `facts.Sponsor`.

A name is the way to a field, with points between the keys. A list stands for each of its entries:
`decision.by` is the day of every decision. The name of a section stands for it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.ground.span import Path
from briefgen.ground.suggest import did_you_mean
from briefgen.model.brief import Brief
from briefgen.model.entry import Entry
from briefgen.model.fields import entry_at, field_named, fields_of, keys_of

# Where a kind's own names lead, if not to a field of the brief.
SHORT: dict[str, Path] = {
    "points": ("agenda", "points"),
    "positions": ("agenda", "positions"),
    "quotes": ("agenda", "quotes"),
    "answers": ("questions", "answer"),
}
# Groups whose keys are chosen by the writer, so that a kind can name one of them.
KEYED = ("sections", "facts")


def keys_named(name: str, sections: tuple[str, ...] = ()) -> Path:
    """Find the keys to which a name leads; `sections` are those that the kind lists."""
    first, *rest = name.split(".")
    if first in KEYED and rest:
        return first, ".".join(rest)  # a label may have points in it
    if first in SHORT and not rest:
        return SHORT[first]
    if first not in keys_of(Brief) and first in sections and not rest:
        return "sections", first
    return first, *rest


def fault_of_name(name: str, sections: tuple[str, ...] = ()) -> str:
    """Say, in a hint, what is wrong with a name; empty where it leads to a field."""
    keys = keys_named(name, sections)
    if keys[0] in KEYED and len(keys) > 1:
        return ""
    for at, key in enumerate(map(str, keys)):
        kind = entry_at(keys[:at])
        if field_named(kind, key) is None:
            known = [*keys_of(kind), *(() if at else (*SHORT, *sections))]
            return did_you_mean(key, known)
    return ""


def described(keys: Path) -> str:
    """Say what a field is, as its description begins; empty for keys that a writer chooses."""
    if keys[0] in KEYED and len(keys) > 1:
        return ""
    field = field_named(entry_at(keys[:-1]), str(keys[-1]))
    about = ((field and field.description) or "").split(". ")[0].rstrip(".")
    return about[:1].lower() + about[1:]


def values_at(brief: Brief, keys: Path) -> Iterator[tuple[Path, Any]]:
    """Yield each value to which keys lead, with its path; None where a field isn't given.

    Where a key on the way isn't given, its own path is yielded, with None.
    """
    yield from _values(brief, (), keys)


def _values(value: Any, path: Path, keys: Path) -> Iterator[tuple[Path, Any]]:
    if is_missing(value):
        yield path, None
    elif not keys:
        yield path, value
    elif isinstance(value, Entry):
        name = next((name for name, key, _ in fields_of(type(value)) if key == keys[0]), None)
        held = getattr(value, name) if name else None
        yield from _values(held, (*path, keys[0]), keys[1:])
    elif isinstance(value, dict) and path[-1:] and path[-1] in KEYED:
        yield from _values(value.get(str(keys[0])), (*path, keys[0]), keys[1:])
    elif isinstance(value, (tuple, dict)):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for step, entry in entries:
            yield from _values(entry, (*path, step), keys)


def is_missing(value: Any) -> bool:
    """Tell whether a field wasn't given, or is empty."""
    return value is None or (isinstance(value, (str, tuple, dict)) and not value)
