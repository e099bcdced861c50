"""Find the class, the fields and the kinds of values at each path of a brief.

All of it is read from the model's classes, so that advice and checks never list fields again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from briefgen.ground.span import Path
from briefgen.model.brief import Brief
from briefgen.model.entry import Entry, Field
from briefgen.model.scalars import Kind, as_typed


@cache
def fields_of(kind: type[Entry]) -> tuple[tuple[str, str, str], ...]:
    """List for each field its name, the key under which it is typed, and what it holds.

    That is `text`, `markdown` or `id`; it is empty for fields that hold groups or lists.
    """
    return tuple(
        (name, field.alias or name, next((mark.holds for mark in _kinds_of_values(field)), ""))
        for name, field in kind.model_fields.items()
    )


@cache
def words_key(kind: type[Entry]) -> str:
    """Get the key under which the words of a portion are typed: `text`, `answer` or `say`."""
    return next(key for name, key, _ in fields_of(kind) if name == "text")


def keys_of(kind: type[Entry]) -> list[str]:
    """List the keys under which the fields of a class are typed."""
    return [key for _, key, _ in fields_of(kind)]


def field_named(kind: type[Entry], key: str) -> Field | None:
    """Find the field that is typed under a key."""
    return next(
        (kind.model_fields[name] for name, typed, _ in fields_of(kind) if typed == key), None
    )


def is_markdown(entry: Entry, name: str) -> bool:
    """Tell whether a field holds Markdown, rather than text that is printed as typed."""
    return any(field == name and holds == "markdown" for field, _, holds in fields_of(type(entry)))


def is_words(kind: type[Entry], name: str) -> bool:
    """Tell whether a field holds words as they are typed.

    Ids, dates and fields with a few allowed values don't.
    """
    return any(mark.read is as_typed for mark in _kinds_of_values(kind.model_fields[name]))


@cache
def groups_of_texts(kind: type[Entry]) -> tuple[str, ...]:
    """List the fields that hold groups whose keys may be any text, which is printed."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if get_origin(field.annotation) is dict
        and any(
            mark.read is as_typed
            for mark in getattr(get_args(field.annotation)[0], "__metadata__", ())
            if isinstance(mark, Kind)
        )
    )


def _kinds_of_values(field: Field) -> list[Kind]:
    """List the kinds of single values that a field can hold; none for groups and lists."""
    # pydantic moves the mark of `Text` to the field, and leaves that of `Text | None` inside the
    # type.
    optional = [m for part in get_args(field.annotation) for m in getattr(part, "__metadata__", ())]
    return [mark for mark in (*field.metadata, *optional) if isinstance(mark, Kind)]


def entry_at(path: Path) -> type[Entry]:
    """Get the class of the entry at a path.

    Where the path leads to a single value, that is the class of the entry which holds it.
    """
    kind: type[Entry] = Brief
    for step in path:
        field = field_named(kind, step) if isinstance(step, str) else None
        if field is not None:
            kind = next(entries_in(field.annotation), kind)
    return kind


def field_at(path: Path) -> tuple[type[Entry], str] | None:
    """Find the class and the name of the field that a single value at a path is for.

    Where a whole entry is typed as one value, that is its short field; None where it has none.
    """
    kind: type[Entry] = Brief
    name = ""
    for step in path:
        if isinstance(step, int):
            continue
        name = next((name for name, key, _ in fields_of(kind) if key == step), "")
        inside = next(entries_in(kind.model_fields[name].annotation), None) if name else None
        name = name or kind.short
        if inside:
            kind, name = inside, inside.short
    return (kind, name) if name else None


def home_of(key: str) -> type[Entry] | None:
    """Find the first class of the format that has a field under a key."""
    return next((kind for kind in all_classes() if key in keys_of(kind)), None)


@cache
def all_classes() -> tuple[type[Entry], ...]:
    """List all classes of the format, in the order in which a brief has them."""
    found: dict[type[Entry], None] = {}
    waiting: list[type[Entry]] = [Brief]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found[kind] = None
            fields = kind.model_fields.values()
            # Reversed, since `pop` takes the last: the classes come in the order of the fields.
            waiting += reversed([each for field in fields for each in entries_in(field.annotation)])
    return tuple(found)


def entries_in(annotation: Any) -> Iterator[type[Entry]]:
    """Yield the classes of entries that an annotation names, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        yield annotation
    for part in get_args(annotation):
        yield from entries_in(part)
