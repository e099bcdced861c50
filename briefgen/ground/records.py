"""Make frozen classes of fields, whose methods cost nothing until they are used.

`dataclass(frozen=True)` writes six methods for a class and has Python compile each. That takes a
quarter of a millisecond a class, and a check imports two hundred. Here all classes share five of
the six, and `__init__` is written for classes with more than a few objects. All else is a
dataclass: `field`, `fields`, `replace`, `asdict` and `match` work as usual.

The classes have no slots: for these, Python would have to make each class twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

KindT = TypeVar("KindT")
# So many objects of a class are made without an `__init__` of its own, which takes as long to write
# as they do. Of most classes a check makes fewer.
FEW = 12


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def record(kind: type[KindT]) -> type[KindT]:
    """Make a frozen dataclass of a class.

    Its objects are compared, hashed and pickled by their fields alone. A class may have an
    `__eq__`, a `__hash__` or a `__repr__` of its own. `InitVar`, `kw_only` and `init=False` aren't
    known here.
    """
    return _made(kind, {**SHARED, **FROZEN})


@dataclass_transform(field_specifiers=(field, Field))
def mutable(kind: type[KindT]) -> type[KindT]:
    """Make a dataclass of a class whose objects can be changed, and so can't be hashed."""
    return _made(kind, {**SHARED, "__hash__": None})


def _made(kind: type[KindT], methods: dict[str, Any]) -> type[KindT]:
    made: Any = kind
    own = {name for name, value in vars(made).items() if value is not None}
    # The fields by name, those of the class above first, each with its default or its `Field`.
    made._typed = dict(getattr(made, "_typed", {})) | {
        name: vars(made).get(name, MISSING)
        for name, annotation in vars(made).get("__annotations__", {}).items()
        if "ClassVar" not in str(annotation)
    }
    type.__setattr__(made, "__match_args__", tuple(made._typed))  # mypy knows it as constant
    made._compared = None
    made.__dataclass_fields__ = _Unmade(made)
    few = 0

    def init_first(self: Any, *values: Any, **named: Any) -> None:
        nonlocal few
        few += 1
        if few > FEW or not _set_fields(self, values, named):
            made.__init__ = _init_of(made)
            made.__init__(self, *values, **named)

    made.__init__ = init_first
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return kind


class _Unmade:
    """Stands for the fields of a class until `dataclasses` asks for them: `replace` does."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get__(self, one: object, _: type[Any]) -> dict[str, Field[Any]]:
        """Make a dataclass of the class, which replaces this object by the fields."""
        # Without a docstring, `dataclass` would write one of the signature, which is slow.
        self.kind.__doc__ = self.kind.__doc__ or self.kind.__name__
        made: Any = dataclass(init=False, repr=False, eq=False)(self.kind)
        found: dict[str, Field[Any]] = made.__dataclass_fields__
        return found


def _set_fields(self: Any, values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Set all fields; False where the values don't fit, of which `__init__` says what is wrong."""
    known = self._typed
    given = dict(zip(known, values, strict=False))
    if len(values) > len(known) or not given.keys().isdisjoint(named):
        return False
    given |= named
    if not given.keys() <= known.keys():
        return False
    for name, default in known.items():
        value = given[name] if name in given else _default(default)
        if value is MISSING:
            return False
        object.__setattr__(self, name, value)
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    return True


def _default(given: Any) -> Any:
    """Give the default of a field; MISSING where it has none."""
    if not isinstance(given, Field):
        return given
    return given.default if given.default_factory is MISSING else given.default_factory()


def _init_of(kind: Any) -> Callable[..., None]:
    """Write the `__init__` of a class. Its parameters are the fields, in their order."""
    known: dict[str, Any] = {"put": object.__setattr__, "UNSET": MISSING}
    parameters, lines = ["self"], []
    for name, given in kind._typed.items():
        value = name
        is_field = isinstance(given, Field)
        default: Any = given.default if is_field else given
        factory: Any = given.default_factory if is_field else MISSING
        if factory is not MISSING:
            known[f"default_{name}"] = factory
            parameters.append(f"{name}=UNSET")
            value = f"default_{name}() if {name} is UNSET else {name}"
        elif default is not MISSING:
            known[f"default_{name}"] = default
            parameters.append(f"{name}=default_{name}")
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


def _compared(kind: Any) -> Callable[[Any], Any]:
    """Give the function that gets what objects of a class are compared by."""
    if kind._compared is None:
        names = [
            name
            for name, given in kind._typed.items()
            if not isinstance(given, Field) or given.compare
        ]
        # As a static method, which a class doesn't bind to its objects.
        kind._compared = staticmethod(attrgetter(*names) if names else _nothing)
    made: Callable[[Any], Any] = kind._compared
    return made


def _nothing(_: Any) -> tuple[()]:
    return ()


def _refuse_to_set(self: Any, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _shown(self: Any) -> str:
    shown = [
        f"{name}={getattr(self, name)!r}"
        for name, given in self._typed.items()
        if not isinstance(given, Field) or given.repr
    ]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _is_equal(self: Any, other: Any) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    get = self._compared or _compared(type(self))
    return get(self) == get(other)


def _hash(self: Any) -> int:
    return hash((self._compared or _compared(type(self)))(self))


def _values(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self._typed]


def _set_values(self: Any, values: list[Any]) -> None:
    for name, value in zip(self._typed, values, strict=True):
        object.__setattr__(self, name, value)


SHARED = {
    "__repr__": _shown,
    "__eq__": _is_equal,
    "__getstate__": _values,
    "__setstate__": _set_values,
}
FROZEN = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__hash__": _hash,
}
