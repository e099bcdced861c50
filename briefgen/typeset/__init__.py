"""Make a PDF of HTML. Only this package imports WeasyPrint ("the engine") and pikepdf.

`pdf` runs the steps in order. `engine` loads WeasyPrint and catches its log, `fetching` limits what
it may read, `laying` lays the page out with `runs`, `fitting`, `splitting` and `survey` until
everything fits, and `finish` makes the PDF accessible and archival. `workers` does all of that in
other processes. The modules `weasyprint_…` name the undocumented parts of WeasyPrint that are used.
"""

from briefgen.typeset.dividing import typeset_here
from briefgen.typeset.engine import load_engine
from briefgen.typeset.pdf import Pdf, typeset

__all__ = ["Pdf", "load_engine", "typeset", "typeset_here"]
