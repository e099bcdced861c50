"""Read from Babel how numbers are written in languages without a file in `languages/`.

The Unicode CLDR, which Babel holds, has separators, short forms of magnitudes and names of
currencies, but no numbers in words: of those nothing is said in these languages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from briefgen.ground.regexes import regex

# What the locales of the CLDR write in a pattern such as "0 Mio'.' ¤".
_QUOTES = regex(r"'([^']*)'")
_MARKS = "\u200e\u200f "
_BLANKS = regex(rf"[0\s{_MARKS}]+")


def table_of(language: str) -> dict[str, Any]:
    """Make the tables of a language from Babel; empty ones for a language that it doesn't know."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    symbols = locale.number_symbols.get("latn") or {}
    return {
        "decimal": symbols.get("decimal", ""),
        "groups": symbols.get("group", ""),
        **_magnitudes(locale),
        "units": _currencies(locale),
        "spaceless": locale.language in {"zh", "ja", "yue", "th", "lo", "km", "my"},
    }


def _magnitudes(locale: Any) -> dict[str, dict[str, str]]:
    """Read the words of the compact patterns by their magnitude: "0 ezer" for thousands.

    A word that stands for several is that which most patterns use it for.
    """
    counted: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for length, forms in locale.compact_decimal_formats.items():
        for power, pattern in (each for plural in forms.values() for each in plural.items()):
            typed = _QUOTES.sub(r"\1", str(getattr(pattern, "pattern", pattern)))
            typed = typed.partition(";")[0]
            word = _BLANKS.sub(" ", typed).strip()
            magnitude = int(power) // 10 ** max(typed.count("0") - 1, 0)
            if word and "0" in typed and magnitude > 1:
                kind = "_before" if not typed.lstrip(_MARKS).startswith("0") else ""
                kind = "_glued" if length == "short" and len(word) == 1 and not kind else kind
                counted[f"magnitudes{kind}", word.replace(" ", "_")][magnitude] += 1
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for (table, word), magnitudes in counted.items():
        ((magnitude, _),) = magnitudes.most_common(1)
        tables[table][str(magnitude)] = f"{tables[table].get(str(magnitude), '')} {word}"
    return tables


def _currencies(locale: Any) -> dict[str, str]:
    """Read the names of the main currencies."""
    found = {}
    for code in ("EUR", "USD", "GBP", "CHF", "JPY"):
        name = locale.currencies.get(code, "")
        found[code] = name.replace(" ", "_") if name else ""
    return {code: name for code, name in found.items() if name}
