"""Write the JSON Schema of a brief, made from the model, for editors and other tools."""

from __future__ import annotations

import json
from typing import Any

from briefgen.model import Brief


def brief_schema() -> str:
    """Write the schema as text (JSON Schema 2020-12), with a description on every field."""
    schema = Brief.model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A briefgen brief"}
    plain = {**head, **{key: value for key, value in _simplified(schema).items() if key != "title"}}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _simplified(part: Any) -> Any:
    """Remove from a schema what says nothing new: titles made of names, null, defaults.

    Editors show all three on hover, in front of the description.
    """
    if isinstance(part, list):
        return [_simplified(each) for each in part]
    if not isinstance(part, dict):
        return part
    out = {
        key: _simplified(value) for key, value in part.items() if key not in ("title", "default")
    }
    # A field of the format may itself be called `title`: these keys are names and stay.
    for name in ("properties", "$defs"):
        if name in part:
            out[name] = {key: _simplified(value) for key, value in part[name].items()}
    # An optional field allows null for pydantic; a writer leaves the field out.
    choices = [each for each in out.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1 and len(out["anyOf"]) == 2:
        del out["anyOf"]
        out = {**choices[0], **out}
    return out
