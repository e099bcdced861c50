"""Keeps a short last word of a text off a line of its own.

Typesetters call such a line a runt. A browser balances lines (`text-wrap: pretty`); the typesetter
of PDFs can't.
"""

from __future__ import annotations

from markupsafe import Markup

from briefgen.ground.regexes import regex

# A last word of up to five letters, with the mark behind it, and the space before it. A word with a
# tag or an entity in it is left alone, and so is one behind a long word: together they might be
# wider than a narrow column.
LAST = regex(r"(?<=[^\s<>]) (?=[^\s<>&]{1,7}$)")
LONG = regex(r"[^\s<>]{18,} \S+$")
LETTERS = regex(r"\w")
NO_BREAK = "\u00a0"


def without_runt(text: str) -> str:
    """Join the last two words of a text or of HTML by a no-break space, where the last is short."""
    found = LAST.search(text)
    if found is None or LONG.search(text) or len(LETTERS.findall(text[found.end() :])) > 5:
        return text
    joined = f"{text[: found.start()]}{NO_BREAK}{text[found.end() :]}"
    return Markup(joined) if isinstance(text, Markup) else joined  # noqa: S704 - as it was
