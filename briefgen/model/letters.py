"""Tell by its letters in which script and direction a text is written.

A name that was typed without its language has only these to go by.
"""

from __future__ import annotations

from briefgen.ground.regexes import regex
from briefgen.model.languages import RIGHT_TO_LEFT, script_of

# Ranges of letters with their vowel signs and digits, as in brackets of a pattern, by the script
# (ISO 15924). Latin, Cyrillic and Greek are all others.
RANGES = {
    "Arab": r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebr": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "Syrc": r"\u0700-\u074f",
    "Thaa": r"\u0780-\u07bf",
    "Nkoo": r"\u07c0-\u07ff",
    "Adlm": r"\U0001e900-\U0001e95f",
    "Deva": r"\u0900-\u0963\u0966-\u097f\ua8e0-\ua8ff",
    "Beng": r"\u0980-\u09ff",
    "Guru": r"\u0a00-\u0a7f",
    "Gujr": r"\u0a80-\u0aff",
    "Orya": r"\u0b00-\u0b7f",
    "Taml": r"\u0b80-\u0bff",
    "Telu": r"\u0c00-\u0c7f",
    "Knda": r"\u0c80-\u0cff",
    "Mlym": r"\u0d00-\u0d7f",
    "Sinh": r"\u0d80-\u0dff",
    "Thai": r"\u0e01-\u0e3a\u0e40-\u0e7f",
    "Laoo": r"\u0e80-\u0eff",
    "Tibt": r"\u0f00-\u0fff",
    "Mymr": r"\u1000-\u109f",
    "Geor": r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Ethi": r"\u1200-\u139f",
    "Khmr": r"\u1780-\u17ff",
    "Armn": r"\u0531-\u058f\ufb13-\ufb17",
    "Jpan": r"\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Kore": r"\u1100-\u11ff\u3131-\u318e\uac00-\ud7ff",
    "Hani": r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
# The one language that nearly all texts in a script are in. Of others the script alone is told.
LANGUAGE_OF = {
    "Hebr": "he", "Thaa": "dv", "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta",
    "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo",
    "Tibt": "bo", "Mymr": "my", "Geor": "ka", "Khmr": "km", "Armn": "hy", "Jpan": "ja",
    "Kore": "ko", "Grek": "el",
}  # fmt: skip
# Scripts that are written with letters of others among their own.
HOLDS = {"Jpan": ("Hani",), "Kore": ("Hani",), "Hans": ("Hani",), "Hant": ("Hani",)}
RIGHT = "".join(letters for script, letters in RANGES.items() if script in RIGHT_TO_LEFT)
LETTER = regex(r"[^\W\d_]")
CYRILLIC, GREEK = regex(r"[\u0400-\u052f]"), regex(r"[\u0370-\u03ff\u1f00-\u1fff]")
IN_SCRIPT = {script: regex(f"[{letters}]") for script, letters in RANGES.items()}


def own_scripts(language: str) -> tuple[str, ...]:
    """List the scripts of RANGES in which texts of a language are written."""
    script = script_of(language)
    return (script, *HOLDS.get(script, ()))


def language_of_letters(text: str) -> str:
    """Tell the language of a text by its letters: `he`, or `und-Arab` where that is all they tell.

    `und` is BCP 47's word for a language that isn't known (RFC 5646, section 4.1).
    """
    found = [script for script, letters in IN_SCRIPT.items() if letters.search(text)]
    # Japanese and Korean have Chinese characters among their own letters.
    script = next((each for each in ("Jpan", "Kore") if each in found), "") or next(iter(found), "")
    if not script:
        script = "Cyrl" if CYRILLIC.search(text) else "Grek" if GREEK.search(text) else "Latn"
    return LANGUAGE_OF.get(script, f"und-{script}")
