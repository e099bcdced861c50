"""Typeset a long page in sections, which may be typeset at the same time, and join their PDFs.

`dividing` cuts the page, by what `scanning` finds in it; `addressing` makes each part a page of its
own; `numbers` works out the page numbers and prints "page x of y". `joining` puts the finished PDFs
together, with `structure`, `outline`, `linking` and `fonts`. Nothing here starts a process or keeps
a file: whoever calls decides how the pages are typeset.
"""

from briefgen.typeset.sections.dividing import divide
from briefgen.typeset.sections.typesetting import typeset_in_sections

__all__ = ["divide", "typeset_in_sections"]
