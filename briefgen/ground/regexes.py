"""Compile a regular expression when it is first used, not when its module is imported.

Compiling one takes up to 5 ms. There are hundreds, of which a brief needs a few.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

# After so many texts an expression is compiled in any case: compiled, it answers faster.
MOST_ASKED = 500
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


class _Needing(_Regex):
    """An expression that isn't even compiled until a text has a sign that each match needs."""

    def __init__(self, pattern: str | bytes, flags: int, needs: str) -> None:
        super().__init__(pattern, flags)
        self._needs = needs
        self._asked = 0

    def _method(self, name: str, text: str) -> Any:
        """Give a method of the compiled expression; None where the text can't match."""
        self._asked += 1
        if self._asked < MOST_ASKED and not any(sign in text for sign in self._needs):
            return None
        return self.__getattr__(name)

    def match(self, text: str, *span: int) -> Any:
        method = self._method("match", text)
        return method and method(text, *span)

    def search(self, text: str, *span: int) -> Any:
        method = self._method("search", text)
        return method and method(text, *span)

    def finditer(self, text: str, *span: int) -> Any:
        method = self._method("finditer", text)
        return method(text, *span) if method else iter(())

    def sub(self, put: Any, text: str, count: int = 0) -> str:
        method = self._method("sub", text)
        return method(put, text, count) if method else text

    def __reduce__(self) -> tuple[Any, ...]:
        return regex, (self.pattern, self._given, self._needs)


def regex(pattern: AnyStr, flags: int = 0, needs: str = "") -> re.Pattern[AnyStr]:
    """Make a regular expression that is compiled when it is first used.

    `needs` are signs of which each match has one: in a text without them nothing is looked for.
    A pattern with a mistake raises `re.error` when it is compiled, not here.
    """
    made = _Needing(pattern, flags, needs) if needs else _Regex(pattern, flags)
    # It has the attributes of `re.Pattern`, which can't be subclassed.
    return cast("re.Pattern[AnyStr]", made)
