"""The texts that an output carries, and where in it each stands.

The readers of pages, PDFs and other files have modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from briefgen.ground.records import record

if TYPE_CHECKING:
    from briefgen.naming import Written


@record
class Carried:
    """One text that an output carries.

    `place` says in a message where it is, such as “in the address of a link”. `written` tells how
    names are searched for: in prose or in code. `is_syntax` marks texts that mostly have words of
    CSS or HTML, such as `fill: white`. `data` holds the bytes of a picture in place of a text.
    """

    place: str
    text: str
    written: Written = "prose"
    data: bytes = b""
    is_syntax: bool = False


@record
class Leaving:
    """An output to search: what a finding calls it, and all texts that it carries.

    `carried` is only called if the brief has anybody who must not be named: reading a PDF takes
    time.
    """

    name: str
    carried: Callable[[], Iterable[Carried]]
