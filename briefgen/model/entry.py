"""Define what all classes of the model share: closed, frozen, and some with a short form."""

from __future__ import annotations

import os
from functools import cache
from typing import Any, ClassVar

# Otherwise pydantic searches the metadata of all installed packages for plugins, which takes longer
# than the check of a brief.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

# How many fields a hint names at most.
MOST_NAMED = 2


class ValueFault(PydanticCustomError):  # noqa: N818 - a finding about the brief
    """The rule that a value breaks, with message and hint; pydantic adds the path.

    `meant` is the text to type in the place of the value, if that is certain.
    """

    def __new__(cls, rule: str, message: str, hint: str = "", meant: str = "") -> ValueFault:
        """Make a fault of finished sentences."""
        # The first text is a template of pydantic's, which would read braces in ours as fields.
        context = {"message": message, "hint": hint, "meant": meant}
        return super().__new__(cls, rule, "{message}", context)


class Entry(BaseModel):
    """A group of fields. `short` names the field that a lone string stands for."""

    # The validator is built when the first brief is validated: `--help`, and a brief that is
    # remembered to be clean, need none.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    short: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _forms(cls, value: Any) -> Any:
        """Turn the short form into the long one, and drop fields that are left empty.

        Raises ValueFault where the value is neither a group of fields nor a text that it may stand
        for.
        """
        if isinstance(value, dict):
            return {
                key: given
                for key, given in value.items()
                if given is not None or key not in _keys(cls)
            }
        if isinstance(value, str) and cls.short:
            return {cls.short: value}
        if isinstance(value, BaseModel):  # a program makes its brief of entries, not of YAML
            return value
        name = cls.word()
        what = "a text or a group of fields" if cls.short else "a group of fields"
        few = [f"`{key}`" for key in cls.model_fields][: MOST_NAMED + 1]
        named = f": {' and '.join(few)}" if len(few) <= MOST_NAMED else ""
        hint = f"Its fields are typed `name: value`, a line for each{named}."
        raise ValueFault("wrong-type", f"{name} is {what}, not {kind_of(value)}.", hint)

    @classmethod
    def word(cls) -> str:
        """Name the class in a sentence: `A quote`, `An item`."""
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
    """List the keys under which the fields of a class are typed."""
    return frozenset(field.alias or name for name, field in kind.model_fields.items())


def kind_of(value: Any) -> str:
    """Say what a YAML value is, in a writer's words."""
    # Imported here, because a brief without faults never needs it.
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
    # A longer value isn't repeated, so that a message stays on one line.
    return f"`{value}`" if len(str(value)) < 40 else "a text"
