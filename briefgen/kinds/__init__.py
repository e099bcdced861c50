"""Kinds of paper: what each is called, what it holds and in which order, as data.

A kind is a folder with a `kind.yaml`, shipped in `templates/kinds/` or the user's own. `finding`
looks a kind up by its name, `file` reads one, and `parts` knows what a page can consist of.
"""

from briefgen.kinds.finding import (
    KINDS,
    SUFFIX,
    is_kind,
    is_name,
    is_shipped,
    kind_named,
    kind_names,
    passed_over,
    templates_in,
)
from briefgen.kinds.paper_kind import DEFAULT, FILE, STARTER, Limit, OwnLabel, PaperKind

__all__ = [
    "DEFAULT",
    "FILE",
    "KINDS",
    "STARTER",
    "SUFFIX",
    "Limit",
    "OwnLabel",
    "PaperKind",
    "is_kind",
    "is_name",
    "is_shipped",
    "kind_named",
    "kind_names",
    "passed_over",
    "templates_in",
]
