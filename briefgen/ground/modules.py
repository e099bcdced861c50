"""What lists itself: the modules of a package that each define the same thing by the same name.

An output, an attachment and others are there by being a file in their folder, so that adding one
changes no list elsewhere.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def defined_in(package: ModuleType, name: str) -> list[Any]:
    """List what each module of a package defines by that name, in the order of the modules."""
    modules = sorted(each.name for each in iter_modules(package.__path__))
    return [getattr(import_module(f"{package.__name__}.{each}"), name) for each in modules]
