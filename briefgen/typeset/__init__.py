"""HTML becomes a PDF. The one room that knows WeasyPrint, and pikepdf, which mends what it writes.

`pdf` holds the order of the steps: `engine` loads WeasyPrint and listens to it, `fetching` says
what it may read, `laying` lays out with `runs`, `fitting`, `splitting` and `survey` until all fits,
`finish` makes the PDF accessible and archival. `workers` does all of that in other processes, and
`weasyprint_private` names what is used of the engine without its promise.
"""

from briefgen.typeset.engine import load_engine
from briefgen.typeset.pdf import Pdf, typeset

__all__ = ["Pdf", "load_engine", "typeset"]
