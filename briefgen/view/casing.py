"""Makes the first letter of a text large or small, as its language does."""

from __future__ import annotations

from briefgen.model.languages import primary

# Where i and İ, and ı and I, are one letter each.
DOTTED = {"tr", "az", "crh", "tt"}
LARGE, SMALL = {"i": "İ", "ı": "I"}, {"I": "ı", "İ": "i"}


def with_capital(text: str, language: str) -> str:
    """Begin a text with a capital, and leave the rest as it is."""
    if primary(language) == "nl" and text.startswith("ij"):
        return f"IJ{text[2:]}"
    first = LARGE.get(text[:1]) if primary(language) in DOTTED else None
    # str.capitalize would make all other letters small.
    return (first or text[:1].upper()) + text[1:]


def with_small_letter(text: str, language: str) -> str:
    """Begin a text with a small letter, and leave the rest as it is."""
    if primary(language) == "nl" and text.startswith("IJ"):
        return f"ij{text[2:]}"
    first = SMALL.get(text[:1]) if primary(language) in DOTTED else None
    return (first or text[:1].lower()) + text[1:]
