"""Kinds of paper: what each is called, what it holds and in which order, as data.

A kind is a folder with a `kind.yaml`, shipped in `templates/kinds/` or the user's own. `finding`
looks a kind up by its name, `file` reads one, and `parts` knows what a page can consist of.
"""

from briefgen.kinds.finding import is_shipped, kind_named, kind_names
from briefgen.kinds.paper_kind import DEFAULT, Limit, PaperKind

__all__ = ["DEFAULT", "Limit", "PaperKind", "is_shipped", "kind_named", "kind_names"]
