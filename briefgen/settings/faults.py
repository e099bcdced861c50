"""A table of settings becomes their values, or a finding for each that is wrong, at its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.ground.diagnostics import Diagnostic, edit_to, finding
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.suggest import did_you_mean, sure
from briefgen.settings.keys import KEYS, KINDS
from briefgen.settings.kinds import ABOVE_ZERO
from briefgen.settings.places import Places

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

# Where a value is of another type than the line of the setting says, by pydantic's name of that.
TYPES = {
    "bool_type": "`{}` has to be true or false.",
    "string_type": "`{}` has to be a text in quotation marks.",
    "int_type": ABOVE_ZERO,
}


def values_of(
    table: dict[str, Any], file: Path, places: Places
) -> tuple[dict[str, Any], Iterator[Diagnostic]]:
    """Read the settings in a table of a file: their values, and the faults in their order.

    Where there are faults there are no values.
    """
    from pydantic_core import ValidationError

    try:
        context = {"folder": file.parent, "styles": _own_styles(table, file)}
        return _validator().validate_python(table, context=context), iter(())
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        order = {key: at for at, key in enumerate(table)}
        # Pydantic tells of unknown keys last; who reads goes from top to bottom. Of one list it
        # tells in order, and sorting keeps that.
        errors.sort(key=lambda each: order[str(each["loc"][0])])
        return {}, (_told(each, table, places) for each in errors)


def _own_styles(table: dict[str, Any], file: Path) -> tuple[Path, ...]:
    """Find the folder of the user's styles by these settings; none where it leads out of theirs."""
    name = table.get("styles", "styles")
    with suppress(FileFault, OSError):
        if isinstance(name, str) and inside(file.parent, name).is_dir():
            return (file.parent / name,)
    return ()


@cache
def _validator() -> SchemaValidator:
    """The lines of `keys` for pydantic: nothing is taken for another type, and no other key."""
    from pydantic_core import SchemaValidator, core_schema

    lines = {
        key: core_schema.typed_dict_field(kind.schema(key), required=False)
        for key, kind in KINDS.items()
    }
    return SchemaValidator(
        core_schema.typed_dict_schema(lines, extra_behavior="forbid", config={"strict": True})
    )


def _told(error: ErrorDetails, table: dict[str, Any], places: Places) -> Diagnostic:
    key, kind, about = str(error["loc"][0]), error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        message, hint = f"`{key}` is not a setting.", did_you_mean(key, KEYS)
        span, meant = places.key(key), sure(key, [each for each in KEYS if each not in table])
        return finding("unknown-setting", message, span, hint, edit=edit_to(meant, span))
    if kind in TYPES:
        return finding("setting-type", TYPES[kind].format(key), places.value(key))
    # A text that stands in a list, unless it was typed alone.
    steps = error["loc"][1:2] if isinstance(table[key], list) else ()
    place, meant = places.value(key, *steps), about["meant"]
    listed = table[key] if isinstance(table[key], list) else ()
    # No name of a setting's value holds what TOML would have to be told in another way.
    edit = edit_to(f'"{meant}"' if meant and meant not in listed else "", place)
    return finding(kind, about["message"], place, about["hint"], edit=edit)
