"""Import WeasyPrint in less than half of the time, by leaving out what few pages need.

All of it depends on how WeasyPrint and the libraries below it are written inside. So it is done
only with the very versions that it was tried with; with any other, WeasyPrint is imported as ever.
The PDFs are the same bytes either way.

Most of it is for processes that do nothing else: modules are replaced while WeasyPrint is imported,
and what is left out of WeasyPrint is left out for all that uses it in that process.
"""

from __future__ import annotations

import importlib.resources
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from briefgen.typeset.weasyprint_declarations import tables_for_declarations
from briefgen.typeset.weasyprint_hyphens import patterns_when_looked_up
from briefgen.typeset.weasyprint_private import TRIED_VERSION
from briefgen.typeset.weasyprint_quick import quicken

# The versions that this was tried with. They are in the names of the folders that pip makes, and
# looked for there: to ask `importlib.metadata` takes as long as what it is asked for saves.
TRIED = {
    "cffi": "2.1.1",
    "fonttools": "4.68.0",
    "pyphen": "0.18.1",
    "weasyprint": TRIED_VERSION,
}
# A third of the import. It is needed for fonts other than plain TrueType and OpenType.
LATER = ("fontTools", "fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer")
# The browser's style sheet for attributes of the old HTML, such as `bgcolor`. It applies only with
# `presentational_hints`, which briefgen never asks for.
NEVER = "html5_ph.css"


def is_as_tried() -> bool:
    """Tell whether everything here was tried with the versions that are installed."""
    found = find_spec("weasyprint")
    if sys.platform != "linux" or found is None or found.origin is None:
        return False
    libraries = Path(found.origin).parent.parent
    return all((libraries / f"{name}-{TRIED[name]}.dist-info").is_dir() for name in TRIED)


@contextmanager
def quick_import(*, alone: bool) -> Iterator[None]:
    """Speed up the import of WeasyPrint in the block, unless it was imported before.

    `alone` says that no other thread imports anything meanwhile, and that only briefgen will use
    WeasyPrint in this process. Otherwise less can be left out.
    """
    if "weasyprint" in sys.modules or not is_as_tried():
        yield
        return
    with ExitStack() as changes:
        changes.enter_context(tables_for_declarations())
        if alone:
            changes.enter_context(_imported_later())
            changes.enter_context(_without_sheet())
        yield
    if alone:
        patterns_when_looked_up()
        quicken()


@contextmanager
def _without_sheet() -> Iterator[None]:
    """Have WeasyPrint find the style sheet NEVER empty."""
    files = importlib.resources.files

    class Sheets:
        def __truediv__(self, name: str) -> Any:
            return Path(os.devnull) if name == NEVER else files("weasyprint.css") / name

    def found(anchor: Any) -> Any:
        is_of_sheets = getattr(anchor, "__name__", anchor) == "weasyprint.css"
        return Sheets() if is_of_sheets else files(anchor)

    importlib.resources.files = found  # type: ignore[assignment]
    try:
        yield
    finally:
        importlib.resources.files = files


@contextmanager
def _imported_later() -> Iterator[None]:
    """Have the modules of LATER imported when something of them is used, not in the block."""
    stand_ins = {name: _StandIn(name) for name in LATER if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _StandIn(ModuleType):
    """A module that isn't imported yet. All names can be imported from it."""

    def __getattr__(self, name: str) -> _Later:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self, name)


class _Later:
    """Something of a module that isn't imported yet; it is when this is called or looked into."""

    def __init__(self, module: _StandIn, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._found()(*arguments, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)

    def _found(self) -> Any:
        found = _found_in(self._module.__name__, self._name)
        _put_all_into_place()
        return found


def _put_all_into_place() -> None:
    """Put into WeasyPrint's modules what stand-ins stand for.

    All of them, because WeasyPrint also catches errors of a module of which it has called nothing.
    """
    own = [module for name, module in sys.modules.items() if name.startswith("weasyprint.")]
    for module in own:
        for name, value in list(vars(module).items()):
            if isinstance(value, _StandIn):
                setattr(module, name, import_module(value.__name__))
            elif isinstance(value, _Later):
                setattr(module, name, _found_in(value._module.__name__, value._name))


def _found_in(module: str, name: str) -> Any:
    """Give something of a module, or a module inside it."""
    found = import_module(module)
    return getattr(found, name) if hasattr(found, name) else import_module(f"{module}.{name}")
