"""Sets the spaces that French has at its signs, and keeps on one line what is read together.

These are numbers with their signs, and in some languages a word of one letter with the next word.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.ground.regexes import regex
from briefgen.markdown.marks import NO_BREAK, nearest, spaces_of

SPACES = " \u00a0\u202f"
# What a sign with a space before it may stand behind, if no space was typed there.
CLOSING = ")]}»”’…%"
# What may stand behind such a sign. In `12:30` and `https://` it is none.
BEHIND = regex(r"[\s)\]}»”’\"'?!]|\Z")
# A space between two groups of digits, and one before a sign of an amount: `12 500`, `5 %`.
IN_NUMBER = regex(r"(?<=\d) (?=\d{3}(?!\d)|[%‰€$£])")
# A word of one letter that ends no line, as printers of these languages have it, and its space.
ALONE = {
    "pl": regex(r"(?<![^\s\u2060(„«])[aiouwzAIOUWZ] (?=\S)"),
    **dict.fromkeys(("cs", "sk"), regex(r"(?<![^\s\u2060(„»])[aikosuvzAIKOSUVZ] (?=\S)")),
}
# Joins words and takes no room (U+2060); in a text it stands for a citation.
JOINER = "\u2060"


def spaced(signs: Sequence[str], language: str) -> list[str]:
    """Set the spaces of a text of which `signs` has each character as it is printed.

    No space that ends a line is left in a number, behind a word of one letter in Polish, Czech and
    Slovak, or where a language has its own space. A space is only added where it is sure that a
    sign is one: not in `12:30` or in an address.
    """
    out = list(signs)
    whole = "".join(out)
    for found in IN_NUMBER.finditer(whole):
        out[found.start()] = NO_BREAK
    if alone := nearest(ALONE, language):
        for found in alone.finditer("".join(signs)):
            out[found.end() - 1] = NO_BREAK
    spaces = spaces_of(language)
    if not spaces:
        return out
    for at, sign in enumerate(signs):
        if sign == "«":
            _behind_opening(out, at, spaces[sign])
        elif space := spaces.get(sign) or (NO_BREAK if sign in (";", "!", "?") else ""):
            is_added = sign in spaces
            _before(out, at, space, is_added=is_added)
    return out


def with_next_word(text: str, language: str) -> str:
    """Keep words of one letter with the next, in the languages in which they end no line."""
    alone = nearest(ALONE, language)
    return alone.sub(lambda found: f"{found[0][:-1]}{NO_BREAK}", text) if alone else text


def _behind_opening(out: list[str], at: int, space: str) -> None:
    follows = out[at + 1 : at + 2]
    if follows and follows[0] in SPACES:
        out[at + 1] = space
    elif follows and not follows[0].isspace():
        out[at] += space


def _before(out: list[str], at: int, space: str, *, is_added: bool) -> None:
    """Set the space before a sign; if none was typed, only where one `is_added`."""
    if out[at] != "»" and not BEHIND.match(out[at + 1][:1] if at + 1 < len(out) else ""):
        return
    behind = at - 1
    while behind >= 0 and out[behind] == JOINER:
        behind -= 1
    before = out[behind] if behind >= 0 else ""
    if before and before in SPACES:
        if behind:
            out[behind] = space
    elif is_added and before and (before[-1].isalnum() or before[-1] in CLOSING or out[at] == "»"):
        out[at] = space + out[at]
