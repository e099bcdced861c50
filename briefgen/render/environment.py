"""Makes the sandbox in which templates are read and run, briefgen's own and the user's.

A user's templates may have come by e-mail with a brief. The sandbox lets them use the values that
they are given, but no file, type or module.
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

from briefgen.ground.breadth import breadth
from briefgen.ground.errors import TemplateError
from briefgen.ground.folder import FileFault, inside, read_inside
from briefgen.ground.shipped import folder
from briefgen.render.compiled import Compiled
from briefgen.render.runts import without_runt


class Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with its decisions remembered for each type and attribute.

    Jinja decides anew at each access to an attribute, and a page has many thousands of them.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read an attribute."""
        # Jinja's own method only looks at the object's type and the attribute's name, so that its
        # answer is the same for all objects of a type.
        key = (type(obj), attr)
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]


def environment_of(own: tuple[Path, ...], kinds: tuple[Path, ...] = ()) -> Environment:
    """Make the sandbox for a page: templates are looked for in the folders `own`, then in ours.

    Before all of them come the folders of the kind of paper, and of those that it extends.
    """
    # Most kinds have no templates of their own, and share one sandbox.
    own = (*(at for at in kinds if any(at.rglob("*.j2"))), *own)
    return _environment(own, frozenset(name for at in own for name in _names_below(at)))


def _names_below(root: Path) -> Iterator[str]:
    """List the names of the templates in a folder, as Jinja has them: with slashes everywhere."""
    return (path.relative_to(root).as_posix() for path in root.rglob("*.j2"))


# The names of the user's templates are a part of the cache's key: when the user adds a template, a
# compiled one of ours with that name must no longer be used.
@lru_cache(maxsize=8)
def _environment(own: tuple[Path, ...], names: frozenset[str]) -> Environment:
    """Make the sandbox; `names` are the user's templates in the folders `own`."""
    environment = Environment(
        loader=ChoiceLoader([*map(_OwnLoader, own), FileSystemLoader(folder("templates"))]),
        autoescape=True,
        # Jinja's default prints nothing for a name that isn't there. In a packet that would be a
        # gap, so it is an error here.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printed,
        bytecode_cache=Compiled(__file__),
    )
    # These two give other results each time, and the same brief has to give the same bytes.
    del environment.filters["random"], environment.globals["lipsum"]
    environment.filters |= {"breadth": breadth, "without_runt": without_runt}
    # Pages with the user's templates are made in a forked process each time. Our templates are
    # compiled here, before the fork, so that not every process has to do it again.
    for name in sorted({*_names_below(folder("templates"))} - names) if own else ():
        environment.get_template(name)
    return environment


def keep_compiled(environment: Environment) -> None:
    """Keep the templates that were compiled in this process, for later ones."""
    if isinstance(environment.bytecode_cache, Compiled):
        environment.bytecode_cache.save()


def _printed(value: Any) -> Any:
    """Return a value that a template prints, unchanged.

    Raises TypeError for functions, generators and objects that have no text of their own: Python
    would print their address in memory, which is never meant and differs each time.
    """
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
    """Loads templates from one folder of the user's.

    Jinja's `FileSystemLoader` refuses `..` in a name, but follows a link that leads out of its
    folder, to any file that the user can read.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def get_source(self, _environment: Any, template: str) -> tuple[str, str, None]:
        path = self._root / template
        # Only a name that isn't there goes on to the next folder. A link that leads nowhere is a
        # fault of this one.
        if not os.path.lexists(path):
            raise TemplateNotFound(template)
        try:
            # What a packet rests on is listed without hidden files, as Git's or an editor's.
            within = inside(self._root, template).relative_to(self._root.resolve())
            if any(part.startswith(".") for part in within.parts):
                raise FileFault("a hidden file is no template.")
            text = read_inside(self._root, template, "template", FileFault).decode()
        except (FileFault, UnicodeDecodeError) as error:
            raise TemplateError(f"The template {path} can't be read: {error}") from error
        return text, str(path), None
