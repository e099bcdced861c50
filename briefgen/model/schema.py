"""Write the JSON Schema of a brief, made from the model, for editors and other tools.

pydantic would write one as well. But it says much that editors would show in front of the
description and that says nothing new: titles made of names, null, defaults.
"""

from __future__ import annotations

import json
from inspect import cleandoc
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from briefgen.model import Brief
from briefgen.model.entry import Entry, Field
from briefgen.model.fields import all_classes
from briefgen.model.scalars import TEXT, Kind, Many


def brief_schema() -> str:
    """Write the schema as text (JSON Schema 2020-12), with a description on every field."""
    groups = {kind.__name__: _of_entry(kind) for kind in all_classes()}
    own = groups.pop(Brief.__name__)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A briefgen brief"}
    whole = {**head, "$defs": dict(sorted(groups.items())), **own}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _of_entry(kind: type[Entry]) -> dict[str, Any]:
    """Make the schema of a class: of its fields, or of a lone text where it has a short form."""
    about = cleandoc(kind.__doc__ or "")
    fields = {each.alias or name: each for name, each in kind.model_fields.items()}
    whole = {
        "additionalProperties": False,
        "description": about,
        "properties": {key: _of_field(each) for key, each in fields.items()},
        "required": [key for key, each in fields.items() if each.is_required()],
        "type": "object",
    }
    if not whole["required"]:
        del whole["required"]
    if not kind.short:
        return whole
    text = {"description": kind.model_fields[kind.short].description, **TEXT}
    return {"anyOf": [text, whole], "description": about}


def _of_field(given: Field) -> dict[str, Any]:
    inner = _of_value(given.annotation, given.metadata, given.min_length)
    return {**inner, "description": given.description}


def _of_value(
    annotation: Any, marks: tuple[Any, ...] = (), least: int | None = None
) -> dict[str, Any]:
    """Make the schema of what a field holds. None isn't in it: a writer leaves the field out."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_value(annotation.__origin__, annotation.__metadata__, least)
    if origin in (Union, UnionType):
        return _of_value(inner[0])
    made: dict[str, Any]
    if marks and isinstance(marks[0], Kind):
        made = dict(marks[0].schema)
    elif marks and isinstance(marks[0], Many):
        whole = _of_value(annotation, least=least)
        made = {"anyOf": [whole["items"], whole]}
    elif origin is Literal:
        made = {"enum": list(inner), "type": "string"}
    elif origin is tuple:
        bound = {} if least is None else {"minItems": least}
        made = {"items": _of_value(inner[0]), **bound, "type": "array"}
    elif origin is dict:
        key = {name: value for name, value in _of_value(inner[0]).items() if name != "type"}
        held = _of_value(inner[1])
        made = {"additionalProperties": held, "propertyNames": key, "type": "object"}
    else:
        made = {"$ref": f"#/$defs/{annotation.__name__}"}
    return made
