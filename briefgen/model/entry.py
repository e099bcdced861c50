"""Define what all classes of the model share: closed, frozen, and some with a short form.

A class is written as pydantic's are, and validated by the same `pydantic_core`. What pydantic adds
to it takes longer to import than everything else that the check of a brief needs, so that only
`schema`, which writes the JSON Schema, imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import FrozenInstanceError
from functools import cache, partial
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    Union,
    get_args,
    get_origin,
)

from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

# How many fields a hint names at most.
MOST_NAMED = 2
# Stands for the default of a field that has to be there.
REQUIRED: Any = ...


class ValueFault(PydanticCustomError):  # noqa: N818 - a finding about the brief
    """The rule that a value breaks, with message and hint; pydantic adds the path.

    `meant` is the text to type in the place of the value, if that is certain.
    """

    def __new__(cls, rule: str, message: str, hint: str = "", meant: str = "") -> ValueFault:
        """Make a fault of finished sentences."""
        # The first text is a template of pydantic's, which would read braces in ours as fields.
        context = {"message": message, "hint": hint, "meant": meant}
        return super().__new__(cls, rule, "{message}", context)


class Field:
    """A field of an entry: what it holds, under which key it is typed, and what it is for."""

    def __init__(self, default: Any, description: str, **given: Any) -> None:
        self.default = default
        self.description = description
        self.default_factory: Callable[[], Any] | None = given.get("default_factory")
        self.alias: str | None = given.get("alias")
        self.min_length: int | None = given.get("min_length")
        # What the value is, without the marks of `Annotated` around it, and these marks.
        self.annotation: Any = None
        self.metadata: tuple[Any, ...] = ()

    def is_required(self) -> bool:
        """Tell whether the field has no default."""
        return self.default is REQUIRED and self.default_factory is None


def field(default: Any = REQUIRED, *, description: str, **given: Any) -> Any:
    """Describe a field of an entry; without `default` and `default_factory` it is required.

    `alias` is the key under which it is typed, if that isn't its name. `min_length` is that of a
    list.
    """
    return Field(default, description, **given)


class EntryType(type):
    """The class of the classes of the model, which collects their fields."""

    model_fields: dict[str, Field]
    short: str

    def __new__(cls, name: str, bases: tuple[Any, ...], given: dict[str, Any]) -> EntryType:
        """Collect the fields: those of the class above first, then its own."""
        fields = dict(getattr(bases[0], "model_fields", {})) if bases else {}
        for key, annotation in given.get("__annotations__", {}).items():
            if not isinstance(given.get(key), Field):  # such as `short`
                continue
            each = fields[key] = given.pop(key)
            is_marked = get_origin(annotation) is Annotated
            each.annotation = annotation.__origin__ if is_marked else annotation
            each.metadata = annotation.__metadata__ if is_marked else ()
        made = super().__new__(cls, name, bases, given)
        made.model_fields = fields
        return made


class Entry(metaclass=EntryType):
    """A group of fields. `short` is the name of the field that a lone string stands for."""

    # The names are those in which `pydantic_core` keeps what it made.
    __slots__ = (
        "__dict__",
        "__pydantic_extra__",
        "__pydantic_fields_set__",
        "__pydantic_private__",
    )

    short: ClassVar[str] = ""

    def __init__(self, **given: Any) -> None:
        """Make an entry of its fields. Raises `pydantic_core.ValidationError`."""
        _validator(type(self)).validate_python(given, self_instance=self)

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """Make an entry of what was typed. Raises `pydantic_core.ValidationError`."""
        made: Self = _validator(cls).validate_python(data)
        return made

    def model_copy(self, *, update: dict[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the entry with other values in some fields. The values aren't validated."""
        values, given = self.__getstate__()
        copied = object.__new__(type(self))
        copied.__setstate__((deepcopy(values) if deep else values, given))
        copied.__dict__.update(update or {})
        return copied

    @property
    def model_fields_set(self) -> set[str]:
        """Collect the names of the fields that were typed."""
        given: set[str] = self.__pydantic_fields_set__  # type: ignore[attr-defined]
        return given

    @classmethod
    def word(cls) -> str:
        """Name the class in a sentence: `A quote`, `An item`."""
        name = cls.__name__
        words = "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
        return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"

    @classmethod
    def short_key(cls) -> str:
        """Get the key under which the field is typed that a lone string stands for."""
        return cls.model_fields[cls.short].alias or cls.short if cls.short else ""

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({fields})"

    def __getstate__(self) -> tuple[dict[str, Any], list[str]]:
        """Return the values, and which fields were typed; pickle and copies store this."""
        return dict(vars(self)), sorted(self.model_fields_set)

    def __setstate__(self, state: tuple[dict[str, Any], list[str]]) -> None:
        """Take the values as they are."""
        values, given = state
        object.__setattr__(self, "__dict__", values)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)
        object.__setattr__(self, "__pydantic_fields_set__", set(given))


@cache
def _validator(kind: type[Entry]) -> SchemaValidator:
    """Make the validator of a class when it is first needed: `--help` needs none."""
    return SchemaValidator(_schema_of(kind))


@cache
def _schema_of(kind: type[Entry]) -> CoreSchema:
    """Make the schema by which `pydantic_core` validates a class."""
    fields = {}
    for name, each in kind.model_fields.items():
        schema = _schema_of_value(each.annotation, each.metadata, each.min_length)
        if not each.is_required():
            factory = each.default_factory
            default = {"default_factory": factory} if factory else {"default": each.default}
            schema = core_schema.with_default_schema(schema, **default)
        fields[name] = core_schema.model_field(schema, validation_alias=each.alias)
    closed = core_schema.model_fields_schema(fields, extra_behavior="forbid")
    whole = core_schema.model_schema(kind, closed)
    return core_schema.no_info_before_validator_function(partial(_long_form, kind), whole)


def _schema_of_value(
    annotation: Any, marks: tuple[Any, ...] = (), least: int | None = None
) -> CoreSchema:
    """Make the schema of what a field holds.

    A mark such as `Text` or `Many` makes its own, of that of the values inside.
    """
    if get_origin(annotation) is Annotated:
        return _schema_of_value(annotation.__origin__, annotation.__metadata__, least)
    if marks:
        made: CoreSchema = marks[0].core(lambda: _schema_of_value(annotation, marks[1:], least))
        return made
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        made = core_schema.literal_schema(list(inner))
    elif origin in (Union, UnionType):  # of a kind of value and None
        made = core_schema.nullable_schema(_schema_of_value(inner[0]))
    elif origin is tuple:
        items = [_schema_of_value(inner[0])]
        made = core_schema.tuple_schema(items, variadic_item_index=0, min_length=least)
    elif origin is dict:
        made = core_schema.dict_schema(*map(_schema_of_value, inner))
    else:
        made = _schema_of(annotation)
    return made


def _long_form(kind: type[Entry], value: Any) -> Any:
    """Turn the short form into the long one, and drop fields that are left empty.

    Raises ValueFault where the value is neither a group of fields nor a text that it may stand for.
    """
    if isinstance(value, dict):
        return {
            key: given
            for key, given in value.items()
            if given is not None or key not in _keys(kind)
        }
    if isinstance(value, str) and kind.short:
        return {kind.short_key(): value}
    if isinstance(value, Entry):  # a program makes its brief of entries, not of YAML
        return value
    name = kind.word()
    what = "a text or a group of fields" if kind.short else "a group of fields"
    few = [f"`{key}`" for key in kind.model_fields][: MOST_NAMED + 1]
    named = f": {' and '.join(few)}" if len(few) <= MOST_NAMED else ""
    hint = f"Its fields are typed `name: value`, a line for each{named}."
    raise ValueFault("wrong-type", f"{name} is {what}, not {kind_of(value)}.", hint)


@cache
def _keys(kind: type[Entry]) -> frozenset[str]:
    """List the keys under which the fields of a class are typed."""
    return frozenset(each.alias or name for name, each in kind.model_fields.items())


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
