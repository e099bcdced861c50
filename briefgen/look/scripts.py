"""Know the scripts that pages can be set in beside Latin, Cyrillic and Greek, and their fonts."""

from __future__ import annotations

import re
from functools import cache

from briefgen.ground.records import record
from briefgen.ground.regexes import regex


@record
class Script:
    """A script: its English name, its codes (ISO 15924), its characters and its font families.

    `ranges` are the characters as they stand in a regular expression's `[…]`. `extra` is the extra
    that brings the fonts, as in `pip install 'briefgen[cjk]'`; empty if briefgen has them.
    """

    name: str
    codes: frozenset[str]
    ranges: str
    families: tuple[str, ...]
    extra: str = ""


# Devanagari needs no other family for Noto Sans, which has it. Of Thai, Georgian and Armenian there
# is no serif family that could be shipped, so that one stands for both; Arabic has no serifs.
SCRIPTS = (
    Script(
        "Arabic",
        frozenset({"Arab"}),
        "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        ("Vazirmatn",),
    ),
    Script(
        "Hebrew",
        frozenset({"Hebr"}),
        "\u0590-\u05ff\ufb1d-\ufb4f",
        ("Noto Serif Hebrew", "Noto Sans Hebrew"),
    ),
    Script("Devanagari", frozenset({"Deva"}), "\u0900-\u097f", ("Noto Serif Devanagari",)),
    Script(
        "Bengali",
        frozenset({"Beng"}),
        "\u0980-\u09ff",
        ("Noto Serif Bengali", "Noto Sans Bengali"),
    ),
    Script("Thai", frozenset({"Thai"}), "\u0e00-\u0e7f", ("Noto Sans Thai",)),
    Script(
        "Georgian",
        frozenset({"Geor"}),
        "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
        ("Noto Sans Georgian",),
    ),
    Script("Armenian", frozenset({"Armn"}), "\u0530-\u058f\ufb13-\ufb17", ("Noto Sans Armenian",)),
    Script(
        "Chinese, Japanese and Korean",
        frozenset({"Hans", "Hant", "Hani", "Jpan", "Kore", "Hang", "Hira", "Kana", "Bopo"}),
        "\u1100-\u11ff\u2e80-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
        "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af",
        ("Noto Sans CJK JP",),
        "cjk",
    ),
)
FAMILIES = frozenset(family for script in SCRIPTS for family in script.families)
ANY = regex(f"[{''.join(script.ranges for script in SCRIPTS)}]")


def scripts_in(text: str) -> tuple[Script, ...]:
    """Find the scripts of which a text has at least one character."""
    first = ANY.search(text)
    if not first:
        return ()
    # Most texts have none, and those that have one seldom have a second.
    at = first.start()
    return tuple(script for script in SCRIPTS if _pattern(script.ranges).search(text, at))


def script_of_char(char: str) -> Script | None:
    """Find the script that a character belongs to; None for Latin, for signs and the like."""
    found = scripts_in(char)
    return found[0] if found else None


@cache
def _pattern(ranges: str) -> re.Pattern[str]:
    return re.compile(f"[{ranges}]")
