"""Finds plug-ins: the modules of a package that each define an object of the same name.

Outputs, attachments and others are found because their file is in the folder, so that adding one
changes no list elsewhere.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def defined_in(package: ModuleType, name: str) -> list[Any]:
    """List the object of that name of each module in a package, sorted by the modules' names."""
    modules = sorted(each.name for each in iter_modules(package.__path__))
    return [getattr(import_module(f"{package.__name__}.{each}"), name) for each in modules]
