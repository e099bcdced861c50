"""Compile a regular expression when it is first used, not when its module is imported.

Compiling one takes up to 5 ms. There are hundreds, of which a brief needs a few.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Regex:
    """Stands for a compiled expression, and becomes as quick as one when it has been used once."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the expression. Python calls this only for an attribute that isn't set yet."""
        if name.startswith("__"):  # a question that Python asks of any object
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._given)
        # From now on the methods are found in the object itself, and nothing is asked here again.
        self.__dict__.update((each, getattr(compiled, each)) for each in METHODS)
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what was typed: the compiled expression is made anew where it is used."""
        return regex, (self.pattern, self._given)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Make a regular expression that is compiled when it is first used.

    A pattern with a mistake raises `re.error` then, not here.
    """
    # It has the attributes of `re.Pattern`, which can't be subclassed.
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))
