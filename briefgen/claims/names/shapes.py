"""Tell by the letters of a word whether it can be a name."""

from briefgen.claims.names.tokens import Token
from briefgen.ground.regexes import regex

# A small letter and a capital in one word, as only names have them; not in SMEs.
CAMEL = regex(r"[^\W\d_A-Z][A-Z][a-z]")
# Endings of adjectives and participles, which may stand before a name: Rural, Jailed, Angry.
ADJECTIVES = (
    "al", "ic", "ive", "ous", "ary", "ful", "less", "ble", "ent", "ant", "ed", "ing", "y", "er",
    "est", "ist", "ern", "ese", "ian", "ish",
)  # fmt: skip
# Endings of words that begin a sentence and are hardly names: Falling, Recently, Asked.
UNNAMED_ENDINGS = ("ing", "ly", "ed")
# What stands before a hyphen in words for offices: Vice-Chair, Ex-Minister.
UNNAMED_HEADS = frozenset(
    ("vice", "deputy", "co", "ex", "under", "sub", "non", "anti", "pro", "mid")
)
# The plural of a common noun: Boats, but not Artemis.
PLURAL = regex(r"(?<![iu])s$|ings?$")
# Capitals inside a word, as firms and offices have them: EnBW, BAFin; no SchülerInnen.
MIXED = regex(r"(?=\w{4})(?!.*In(?:nen)?$)(?:\w*[A-ZÄÖÜ]{2}[a-zäöüß]{2}|\w*[a-zäöüß][A-ZÄÖÜ]{2}$)")
CYRILLIC = regex(r"[А-ЯЁ]")


def is_quoted(tokens: list[Token], at: int) -> bool:
    """Tell whether a word alone stands in guillemets, as Russian writes the names of firms."""
    is_alone = at + 1 < len(tokens) and tokens[at + 1].gap.startswith("»")
    return is_alone and tokens[at].gap.endswith("«") and bool(CYRILLIC.match(tokens[at].text))


def is_mixed(word: str) -> bool:
    """Tell whether a word has capitals inside, and not only before a last letter: EnBW, BAFin."""
    return MIXED.match(word) is not None
