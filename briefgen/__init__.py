"""A compiler for briefings. A brief goes through it in one direction, once.

    load -> validate -> check -> view -> render -> typeset -> pack
    YAML    typed       rules    plain   HTML      PDF        files
    + spans brief       with     data                         swapped
                        places                                in whole

    >>> import briefgen
    >>> document = briefgen.load("briefs/minimal.yaml")
    >>> briefgen.check(document).diagnostics
    []
    >>> html = briefgen.render(document, template="card")
    >>> pdf = briefgen.typeset(html)        # doctest: +SKIP
    >>> built = briefgen.build("briefs/minimal.yaml", output="build")   # doctest: +SKIP

Faults raise a subclass of `BriefgenError`; the findings in its `diagnostics` say where and why.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.api import build, check, load, render, typeset
    from briefgen.builds.pipeline import Checked
    from briefgen.ground.diagnostics import Diagnostic, Edit
    from briefgen.ground.errors import (
        BriefError,
        BriefgenError,
        ConfigError,
        EngineError,
        FilesError,
        TemplateError,
    )
    from briefgen.ground.span import Span
    from briefgen.load.document import Document
    from briefgen.typeset import Pdf

__version__ = "0.1.0"

# Looked up when asked for, so that `briefgen --version` loads none of it.
_HOMES = {
    "build": "api",
    "check": "api",
    "load": "api",
    "render": "api",
    "typeset": "api",
    "BriefError": "ground.errors",
    "BriefgenError": "ground.errors",
    "Checked": "builds.pipeline",
    "ConfigError": "ground.errors",
    "Diagnostic": "ground.diagnostics",
    "Edit": "ground.diagnostics",
    "Document": "load.document",
    "EngineError": "ground.errors",
    "FilesError": "ground.errors",
    "Pdf": "typeset",
    "Span": "ground.span",
    "TemplateError": "ground.errors",
}

__all__ = [
    "BriefError",
    "BriefgenError",
    "Checked",
    "ConfigError",
    "Diagnostic",
    "Document",
    "Edit",
    "EngineError",
    "FilesError",
    "Pdf",
    "Span",
    "TemplateError",
    "__version__",
    "build",
    "check",
    "load",
    "render",
    "typeset",
]


class _Package(ModuleType):
    """The package, in which a stage's name is its function: `briefgen.load` is no module.

    Importing a module sets it as an attribute of its package; for these names that is left out.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'briefgen' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"briefgen.{_HOMES[name]}"), name)


sys.modules[__name__].__class__ = _Package
