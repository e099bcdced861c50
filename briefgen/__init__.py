"""Compile YAML briefs to briefing packets in HTML and PDF. Each stage runs once, in this order.

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

Errors are subclasses of `BriefgenError`. Their `diagnostics` are the findings: what is wrong, where
and why.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # that of `typing` would take longer to load than all else here
if TYPE_CHECKING:
    from typing import Any

    from briefgen.api import build, check, fix, kinds, load, render, typeset
    from briefgen.builds.fixing.briefs import MendedFile
    from briefgen.builds.fixing.mending import Mend
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
    from briefgen.kinds.paper_kind import PaperKind
    from briefgen.load.document import Document
    from briefgen.typeset import Pdf

__version__ = "0.1.0"

# The module of each public name. A name is imported only when it is used, so that
# `briefgen --version` loads none of them.
_HOMES = {
    "build": "api",
    "check": "api",
    "fix": "api",
    "kinds": "api",
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
    "Mend": "builds.fixing.mending",
    "MendedFile": "builds.fixing.briefs",
    "PaperKind": "kinds.paper_kind",
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
    "Mend",
    "MendedFile",
    "PaperKind",
    "Pdf",
    "Span",
    "TemplateError",
    "__version__",
    "build",
    "check",
    "fix",
    "kinds",
    "load",
    "render",
    "typeset",
]


class _Package(ModuleType):
    """The class of this package, in which the name of a stage is a function: `briefgen.load`.

    The packages `briefgen/load`, `briefgen/typeset` and others have the same names. When Python
    imports one, it sets the module as an attribute here, which would hide the function. So for
    these names, modules aren't set.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        # Python calls this only for a name that isn't set. The result isn't kept as an attribute,
        # because `import_module` has the module already the second time.
        if name not in _HOMES:
            raise AttributeError(f"module 'briefgen' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"briefgen.{_HOMES[name]}"), name)


# A function `__getattr__` in this module would do for reading (PEP 562), but there is none for
# setting, so the module's class is replaced.
sys.modules[__name__].__class__ = _Package
