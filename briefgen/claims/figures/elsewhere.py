"""Read from Babel how numbers are written in languages without a file in `languages/`.

The Unicode CLDR, which Babel holds, has separators, short forms of magnitudes and names of
currencies, but no numbers in words: of those nothing is said in these languages.
"""

from __future__ import annotations

import re
from typing import Any

# What the locales of the CLDR write in a pattern such as "0 Mio'.' ¤".
_QUOTES = re.compile(r"'([^']*)'")


def table_of(language: str) -> dict[str, Any]:
    """Make the tables of a language from Babel; empty ones for a language that it doesn't know."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    symbols = locale.number_symbols.get("latn") or {}
    magnitudes, glued = _magnitudes(locale)
    return {
        "decimal": symbols.get("decimal", ""),
        "groups": symbols.get("group", ""),
        "magnitudes": magnitudes,
        "magnitudes_glued": glued,
        "units": _currencies(locale),
        "spaceless": locale.language in {"zh", "ja", "yue", "th", "lo", "km", "my"},
    }


def _magnitudes(locale: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Read the words of the compact patterns by their magnitude: "0 ezer" for thousands."""
    long: dict[str, set[str]] = {}
    glued: dict[str, set[str]] = {}
    for length, forms in locale.compact_decimal_formats.items():
        for plural in forms.values():
            for power, pattern in plural.items():
                typed = _QUOTES.sub(r"\1", getattr(pattern, "pattern", str(pattern)))
                zeros = typed.count("0")
                word = re.sub(r"[0\s\u200e\u200f]+", " ", typed).strip()
                if not zeros or not word or zeros > len(power):
                    continue
                magnitude = str(int(power) // 10 ** (zeros - 1))
                if magnitude == "1":
                    continue
                into = glued if length == "short" and len(word) <= 1 else long
                into.setdefault(magnitude, set()).add(word.replace(" ", "_"))
    return (
        {each: " ".join(sorted(words)) for each, words in long.items()},
        {each: " ".join(sorted(words)) for each, words in glued.items()},
    )


def _currencies(locale: Any) -> dict[str, str]:
    """Read the names of the main currencies."""
    found = {}
    for code in ("EUR", "USD", "GBP", "CHF", "JPY"):
        name = locale.currencies.get(code, "")
        found[code] = name.replace(" ", "_") if name else ""
    return {code: name for code, name in found.items() if name}
