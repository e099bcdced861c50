"""Blank the markup of a text, so that its words are read where they were typed.

Every offset stays. `**98** per cent[^report]` becomes `  98   per cent         `.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex
from briefgen.markdown.links import CITE

# Each alternative starts at a sign of its own and stops at the next such sign, or at the line's
# end: a text of nothing but brackets or backticks takes linear time.
MARKUP = regex(
    rf"""
      {CITE.pattern}                                     # what it cites
    | `[^`\n]*`                                          # code
    | \]\([^()\n]*\) | \[(?=[^\[\]\n]*\]\()              # a link, but not its words
    | <[^<>\s]*>                                         # an address in angle brackets
    | (?<![^\W_])(?:https?://|www\.)[^\s<>()]+           # an address as it is
    | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w             # one of e-mail
    | \*+ | (?<![^\W_])_+ | _+(?![^\W_])                 # emphasis
    | \\(?P<sign>[!-/:-@\[-`{{-~])                       # a backslash before a sign
    | (?P<entity>&\#?\w{{1,31}};)
    | ^[ \t]*(?:\#{{1,6}}(?=[ \t])|[|:-]*-[|: -]*$)      # a heading, the rule below a table's head
    """,
    re.VERBOSE | re.MULTILINE,
)


def blanked(text: str) -> str:
    """Put blanks in place of markup: citations, addresses, code, emphasis, escapes, headings.

    An entity becomes its sign, with blanks before it. The bars of a table stay, because they part
    what must not be read together.
    """
    return MARKUP.sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    sign = found["sign"] or " "
    if found["entity"]:
        from html import unescape

        sign = unescape(found["entity"])
    return sign.rjust(len(found[0])) if len(sign) == 1 else found[0]
