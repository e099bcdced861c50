"""Read proper names out of a sentence, and find them in a source.

`read` and `reading` tell which words are a name, `whole` which may be one together; `index` and
`lookup` find it. `replaced` and `competing` tell that a source has another in its place. Their
words are data: a file a language in `languages/`, and `countries.toml`. A doubtful word is no name.
"""

from briefgen.claims.names.competing import elsewhere
from briefgen.claims.names.read import names_in
from briefgen.claims.names.source import NameIndex

__all__ = ["NameIndex", "elsewhere", "names_in"]
