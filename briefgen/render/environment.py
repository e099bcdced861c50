"""The sandbox in which templates are read and run, shipped ones and the user's.

Templates may come by e-mail with a brief: they reach the values they are given, and no file, type
or module beside them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.ground.errors import TemplateError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.shipped import folder


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which decides of each attribute of each type once.

    Jinja's own decides anew at each access, of which a page has many thousands.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read it: a matter of the names of attribute and type."""
        key = (type(obj), attr)
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]


def environment_of(own: tuple[Path, ...]) -> Environment:
    """Make the sandbox for templates of the user's folders, in front of the shipped ones."""
    return _environment(own, frozenset(name for at in own for name in _names_below(at)))


def _names_below(root: Path) -> Iterator[str]:
    return (path.relative_to(root).as_posix() for path in root.rglob("*.j2"))


# The names of the user's templates are a part of the key: one that is new makes a new environment.
@lru_cache(maxsize=8)
def _environment(own: tuple[Path, ...], names: frozenset[str]) -> Environment:
    environment = Environment(
        loader=ChoiceLoader([*map(_OwnLoader, own), FileSystemLoader(folder("templates"))]),
        autoescape=True,
        # A name that isn't there is a fault of the template, not an empty place in a packet.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printed,
    )
    # What comes out differently each time has no place in a packet.
    del environment.filters["random"], environment.globals["lipsum"]
    # The user's templates run in a new process each time, and it gets these compiled already.
    for name in sorted({*_names_below(folder("templates"))} - names) if own else ():
        environment.get_template(name)
    return environment


def _printed(value: Any) -> Any:
    """Let a value be printed. TypeError where it would come out as an address in memory."""
    if isinstance(value, str | Undefined):
        return value
    kind: Any = type(value)
    is_bare = kind.__repr__ is object.__repr__ and kind.__str__ is object.__str__
    if callable(value) or isinstance(value, Iterator) or is_bare:
        raise TypeError(
            f"this prints a {kind.__name__}, not a text; is a filter or a call missing?"
        )
    return value


class _OwnLoader(BaseLoader):
    """Templates from a folder of the user's, and from nowhere else.

    Jinja's `FileSystemLoader` refuses `..` in a name, and follows links out of its folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def get_source(self, _environment: Any, template: str) -> tuple[str, str, None]:
        path = self._root / template
        if not os.path.lexists(path):
            raise TemplateNotFound(template)
        try:
            text = read_inside(self._root, template, "template", FileFault).decode()
        except (FileFault, UnicodeDecodeError) as error:
            raise TemplateError(f"The template {path} can't be read: {error}") from error
        return text, str(path), None
