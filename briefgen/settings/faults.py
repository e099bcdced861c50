"""Validate a table of settings: give its values, or a finding for each fault, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.ground.diagnostics import Diagnostic, edit_to, finding
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.suggest import did_you_mean, sure
from briefgen.settings.keys import KEYS, KINDS
from briefgen.settings.kinds import ABOVE_ZERO, FROM_ZERO, Limit
from briefgen.settings.places import Places

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

# The message for a value of the wrong type, by the name that pydantic has for the error.
TYPES = {
    "bool_type": "`{}` has to be true or false.",
    "string_type": "`{}` has to be a text in quotation marks.",
    "int_type": ABOVE_ZERO,
}


def values_of(
    table: dict[str, Any], file: Path, places: Places
) -> tuple[dict[str, Any], Iterator[Diagnostic]]:
    """Validate the settings in a table of a file: give their values, and a finding for each fault.

    The findings are in the order of the file. Where there are any, the values are empty. The
    findings are made one by one as they are asked for, because finding a place is slow.
    """
    from pydantic_core import ValidationError

    try:
        context = {"folder": file.parent, **_own_folders(table, file)}
        return _validator().validate_python(table, context=context), iter(())
    except ValidationError as error:
        # Neither the address of pydantic's documentation nor the value is used, so neither is made.
        errors = error.errors(include_url=False, include_input=False)
        order = {key: at for at, key in enumerate(table)}
        # Pydantic lists unknown keys last, but a reader goes from top to bottom. The errors within
        # one list are in order already, and a stable sort keeps that.
        errors.sort(key=lambda each: order[str(each["loc"][0])])
        found = (_findings_of(each, table, places) for each in errors)
        return {}, chain.from_iterable(found)


def _own_folders(table: dict[str, Any], file: Path) -> dict[str, tuple[Path, ...]]:
    """Find the user's folders of styles and templates, for the settings `style` and `kind`.

    Empty where there is none, or where it lies outside of the folder of the settings. The table
    isn't validated yet, so the value may be of any type.
    """
    found: dict[str, tuple[Path, ...]] = {"styles": (), "templates": ()}
    for role in found:
        name = table.get(role, role)
        with suppress(FileFault, OSError):
            if isinstance(name, str) and inside(file.parent, name).is_dir():
                found[role] = (file.parent / name,)
    return found


@cache
def _validator() -> SchemaValidator:
    """Make the validator from the fields of `keys.Table`: strict on types, and on unknown keys."""
    from pydantic_core import SchemaValidator, core_schema

    lines = {
        key: core_schema.typed_dict_field(kind.schema(key), required=False)
        for key, kind in KINDS.items()
    }
    return SchemaValidator(
        core_schema.typed_dict_schema(lines, extra_behavior="forbid", config={"strict": True})
    )


def _findings_of(
    error: ErrorDetails, table: dict[str, Any], places: Places
) -> Iterator[Diagnostic]:
    """Make the findings of one of pydantic's errors, which for a table can be several."""
    rule, inside = error["type"], error.get("ctx", {}).get("inside", ())
    for steps, message, hint in inside:
        yield finding(rule, message, places.key(str(error["loc"][0]), *steps), hint)
    if not inside:
        yield _finding_of(error, table, places)


def _finding_of(error: ErrorDetails, table: dict[str, Any], places: Places) -> Diagnostic:
    """Make the finding of one of pydantic's errors: an unknown key, a wrong type or a wrong value.

    The message of a wrong value was written by its kind, in `kinds.WrongSettingError`.
    """
    key, kind, about = str(error["loc"][0]), error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        message, hint = f"`{key}` is not a setting.", did_you_mean(key, KEYS)
        span, meant = places.key(key), sure(key, [each for each in KEYS if each not in table])
        return finding("unknown-setting", message, span, hint, edit=edit_to(meant, span))
    if kind in TYPES:
        message = FROM_ZERO if isinstance(KINDS[key], Limit) else TYPES[kind]
        from briefgen.settings.edits import type_meant

        span, meant = places.value(key), type_meant(key, table[key])
        return finding("setting-type", message.format(key), span, edit=edit_to(meant, span))
    # Point at the wrong text within a list. `to = "html"` is validated like a list of one, so that
    # the error has an index there too, but the file has no list to point into.
    steps = error["loc"][1:2] if isinstance(table[key], list) else ()
    place, meant = places.value(key, *steps), about["meant"]
    listed = table[key] if isinstance(table[key], list) else ()
    # The names that can be meant need no escaping in TOML. A name that the list has already would
    # only be there twice, so it isn't offered.
    edit = edit_to(f'"{meant}"' if meant and meant not in listed else "", place)
    return finding(kind, about["message"], place, about["hint"], edit=edit)
