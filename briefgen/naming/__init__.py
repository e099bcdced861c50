"""Find where a text names somebody who must not be named.

`model/permitted.py` decides who that is. `checks/names/` asks about what a writer typed, the build
about what goes out, and both get the same answer from here.
"""

from briefgen.naming.find import Hit, named_in
from briefgen.naming.fold import letters
from briefgen.naming.index import Unnamed, unnamed_of
from briefgen.naming.unnamed import Written

__all__ = ["Hit", "Unnamed", "Written", "letters", "named_in", "unnamed_of"]
