"""Make frozen classes of fields, whose methods cost nothing until they are used.

`dataclass(frozen=True)` writes six methods for a class and has Python compile each. That takes a
quarter of a millisecond a class, and a check imports two hundred. Here all classes share five of
the six. `__init__` is written, and the fields are collected, when the first object of a class is
made. All else is a dataclass: `field`, `fields`, `replace`, `asdict` and `match` work as usual.

The classes have no slots: for these, Python would have to make each class twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

KindT = TypeVar("KindT")


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def record(kind: type[KindT]) -> type[KindT]:
    """Make a frozen dataclass of a class.

    Its objects are compared, hashed and pickled by their fields alone. A class may have an
    `__eq__`, a `__hash__` or a `__repr__` of its own. `InitVar` and `kw_only` aren't known here.
    """
    made: Any = kind
    own = {name for name, value in vars(made).items() if value is not None}
    made.__dataclass_fields__ = _Unmade(made)

    def init_first(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _init_of(made)
        made.__init__(self, *values, **named)

    made.__init__ = init_first
    for name, method in SHARED.items():
        if name not in own:
            setattr(made, name, method)
    return kind


class _Unmade:
    """Stands for the fields of a class until they are asked for, and has them made then."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get__(self, one: object, _: type[Any]) -> dict[str, Field[Any]]:
        """Make a dataclass of the class, which replaces this object by the fields."""
        kind = self.kind
        # Without a docstring, `dataclass` would write one of the signature, which is slow.
        kind.__doc__ = kind.__doc__ or kind.__name__
        made: Any = dataclass(init=False, repr=False, eq=False)(kind)
        compared = [each.name for each in fields(made) if each.compare]
        made._compared = attrgetter(*compared) if compared else _nothing
        found: dict[str, Field[Any]] = made.__dataclass_fields__
        return found


def _init_of(kind: Any) -> Callable[..., None]:
    """Write the `__init__` of a class. Its parameters are the fields, in their order."""
    known: dict[str, Any] = {"put": object.__setattr__, "UNSET": MISSING}
    parameters, lines = ["self"], []
    for each in fields(kind):
        name, value = each.name, each.name
        if each.default is not MISSING:
            known[f"default_{name}"] = each.default
            parameters.append(f"{name}=default_{name}")
        elif each.default_factory is not MISSING:
            known[f"default_{name}"] = each.default_factory
            parameters.append(f"{name}=UNSET")
            value = f"default_{name}() if {name} is UNSET else {name}"
        else:
            parameters.append(name)
        lines.append(f"    put(self, {name!r}, {value})")
    if hasattr(kind, "__post_init__"):
        lines.append("    self.__post_init__()")
    lines = lines or ["    pass"]
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), known)  # noqa: S102
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _nothing(_: Any) -> tuple[()]:
    return ()


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _shown(self: Any) -> str:
    shown = [f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _is_equal(self: Any, other: Any) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _values(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _set_values(self: Any, values: list[Any]) -> None:
    for each, value in zip(fields(self), values, strict=True):
        object.__setattr__(self, each.name, value)


SHARED = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__repr__": _shown,
    "__eq__": _is_equal,
    "__hash__": _hash,
    "__getstate__": _values,
    "__setstate__": _set_values,
}
