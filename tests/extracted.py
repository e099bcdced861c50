"""The words of a page, and those that others take out of its PDF, to be compared."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter

import pypdfium2
from lxml.html import fromstring

# What a page has only for screens.
ON_SCREENS = {
    "skip",
    "on-screen",
    "finder",
    "of-item",
    "unseen",
    "passage",
    "back",
    "places",
    "foot",
}
# Signs that are copied out of some PDFs to say how a line runs, and PDFium's for a hyphen that only
# stands there because a word is broken.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060-\u2069\ufeff]")
# Poppler puts these around what runs the other way, in the place of a space.
TURNS = re.compile("[\u202a-\u202e]")
BROKEN = re.compile("(?:[\u0002\ufffe\u2010]|(?<=\\w)-)\\s*\n")
# Between the words of some scripts there are no spaces.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1780-\u17ff\u2e80-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
JOINERS = "\u200c\u200d"
# The hexadecimal figures of a sum, which is longer than a line may be.
SUM = re.compile("[0-9a-f]{64}")
# A word and the figure of its note, between which there is nothing on a page.
NOTED = re.compile(r"(.*[^\W\d_])(\d{1,3})")


def by_pdfium(pdf):
    """The text that Chromium copies out of a PDF."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def by_poppler(pdf):
    """The text that programs on Linux copy out of a PDF; needs `pdftotext`."""
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def text_of(page):
    """The text of a page of HTML as it is on paper, a line for each piece of it."""
    body = fromstring(page).find("body")
    for element in [*body.iter("script", "style", "svg")]:
        element.drop_tree()
    for element in [*body.iterfind(".//*[@class]")]:
        if ON_SCREENS.intersection(element.get("class").split()):
            element.drop_tree()
    return "\n".join(body.itertext())


def words(text):
    """The words of a text, one sign standing for all that mean the same (NFKC)."""
    folded = unicodedata.normalize(
        "NFKC", UNSEEN.sub("", BROKEN.sub("", TURNS.sub(" ", text.replace("\r", ""))))
    )
    return "".join(sign if _is_of_word(sign) else " " for sign in folded).split()


def _is_of_word(sign):
    """Tell letters, marks, figures and what joins letters from all else."""
    return unicodedata.category(sign)[0] in "LMN" or sign in JOINERS


def lost(text, extracted):
    """The words of a text that aren't in what was extracted, or not as often.

    Of a script without spaces, a word is what stands between other signs; it is looked for in all
    of what was extracted, because lines end anywhere. So are they in a sum. A word is there, too,
    if the figure of its note was copied with it.
    """
    found = Counter(words(extracted))
    noted = {match[1]: match[0] for match in map(NOTED.fullmatch, found) if match}
    whole = re.sub(r"\s", "", unicodedata.normalize("NFKC", UNSEEN.sub("", extracted)))
    missing = []
    for word in words(text):
        if found[word]:
            found[word] -= 1
        elif found[with_note := noted.get(word, "")]:
            found[with_note] -= 1
            found[with_note.removeprefix(word)] += 1
        elif not ((UNSPACED.search(word) or SUM.fullmatch(word)) and word in whole):
            missing.append(word)
    return missing
