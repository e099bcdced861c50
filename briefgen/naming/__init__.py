"""Where a text names somebody who must not be named: one answer for all that is checked.

Who that is, `model/permitted.py` decides.

What a writer typed is asked by `checks/names/`, what goes out by the build.
"""

from briefgen.naming.find import Hit, named_in
from briefgen.naming.fold import letters
from briefgen.naming.index import Unnamed, unnamed_of
from briefgen.naming.unnamed import Written

__all__ = ["Hit", "Unnamed", "Written", "letters", "named_in", "unnamed_of"]
