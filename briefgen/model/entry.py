"""What all classes of the model share: closed, frozen, with a short form where it makes sense."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, ClassVar

# Without it pydantic reads the metadata of all installed packages, to look for plugins of its own:
# that takes longer than the check of a brief.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

# The most fields that a hint names.
MOST_NAMED = 2


class ValueFault(PydanticCustomError):  # noqa: N818 - a finding about the brief
    """A value that can't be: with the rule it breaks, which pydantic carries to its place.

    `meant` is what is to be typed in the place of the value, where that is certain.
    """

    def __new__(cls, rule: str, message: str, hint: str = "", meant: str = "") -> ValueFault:
        """Make a fault of finished sentences."""
        # The first text is a template of pydantic's, which would read braces in ours as fields.
        context = {"message": message, "hint": hint, "meant": meant}
        return super().__new__(cls, rule, "{message}", context)


class Entry(BaseModel):
    """A group of fields. `short` names the field that a lone string stands for."""

    # Built when the first brief is validated: `--help` and a brief that was found clean need none.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    short: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _forms(cls, value: Any) -> Any:
        """The short form as the long one. A field left empty is a field not given."""
        if isinstance(value, dict):
            return {
                key: given
                for key, given in value.items()
                if given is not None or key not in _keys(cls)
            }
        if isinstance(value, str) and cls.short:
            return {cls.short: value}
        if isinstance(value, BaseModel):  # from a program, which makes a brief of entries
            return value
        name = cls.word()
        what = "a text or a group of fields" if cls.short else "a group of fields"
        few = [f"`{key}`" for key in cls.model_fields][: MOST_NAMED + 1]
        named = f": {' and '.join(few)}" if len(few) <= MOST_NAMED else ""
        hint = f"Its fields are typed `name: value`, a line for each{named}."
        raise ValueFault("wrong-type", f"{name} is {what}, not {kind_of(value)}.", hint)

    @classmethod
    def word(cls) -> str:
        """Get the thing's name in a sentence: `A quote`, `An item`."""
        name = cls.__name__
        words = "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
        return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Make the schema of the fields, or of a lone string where there is a short form."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        if not cls.short:
            return schema
        field = schema["properties"][cls.short]
        text = {"type": "string", "minLength": 1, "description": field.get("description", "")}
        return {"description": schema.get("description", ""), "anyOf": [text, schema]}


@cache
def _keys(kind: type[Entry]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in kind.model_fields.items())


def kind_of(value: Any) -> str:
    """Say what a YAML value is, in a writer's words."""
    # None of it is needed where nothing is wrong.
    from briefgen.load.plain_scalars import Plain, core

    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    plain = core(value) if isinstance(value, Plain) else value
    if isinstance(plain, bool):
        return f"`{value}`, which YAML reads as yes or no"
    return f"`{value}`" if len(str(value)) < 40 else "a text"
