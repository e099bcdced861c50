"""Find a label of one person inside a turn, which the search for labels didn't recognise.

It is used only where a quote is about to be given to somebody else. It looks for one person alone,
so it needs less than `turns` does: a line that starts with the speaker's name is enough to doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.attribution.transcripts.labels import is_eastern
from briefgen.attribution.transcripts.turns import Turn
from briefgen.ground.regexes import regex

# How many code points before the words are searched, and how many of each line.
NEAR, REACH = 5000, 60
# A longer line isn't only a label, and a colon or dash further along in a line ends no label.
LABEL = 100
# How many titles, offices and other names may stand before the name.
MOST = 6
WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
# A colon or a dash that ends a label.
SIGN = regex(r"[:：]|\s[–—-]\s|\.[–—-]")
# A mark behind the name of somebody who is spoken to: Neil, we …
CALLING = (",", "!")


def is_label_missed(text: str, turn: Turn, at: int, names: Collection[str]) -> bool:
    """Tell whether a line of a turn, before an offset, starts with a name of a person.

    `names` are the folded parts of the person's names. The line of the turn's own label is left
    out.
    """
    start = max(turn.start, at - NEAR)
    before = text[start:at]
    if start == turn.start and "\n" not in text[turn.label_end : start]:
        before = before.partition("\n")[2]
    *lines, last = before.split("\n")
    for line in map(str.strip, lines):
        # A short line that doesn't end like a sentence may be a label on a line of its own.
        is_short = 0 < len(line) <= LABEL and not line.endswith((".", "?", "!", ","))
        if is_short and any(unaccented(word) in names for word in WORD.findall(line)):
            return True
    return any(_starts_with(line.strip(), names) for line in (*lines, last))


def _starts_with(line: str, names: Collection[str]) -> bool:
    """Tell whether a line starts with a name, or with titles and a name.

    `Well, Neil` and `Neil, we` don't count: there Neil is spoken to.
    """
    # Without spaces between words, the name may stand anywhere in the start of the line.
    if is_eastern(line[:REACH]):
        return any(name in unaccented(line[:REACH]) for name in names)
    # Before a colon or a dash the name may stand anywhere: `Interview mit Anna Berg: …`
    sign = SIGN.search(line[:LABEL])
    if sign and any(unaccented(word) in names for word in WORD.findall(line[: sign.start()])):
        return True
    for count, found in enumerate(WORD.finditer(line[:REACH])):
        if unaccented(found[0]) in names:
            return line[found.end() : found.end() + 1] not in CALLING
        if count == MOST or not _leads_to_name(found[0]):
            return False
    return False


def _leads_to_name(word: str) -> bool:
    """Tell whether a word may stand before the name in a label: a title, an office, a name."""
    known, low = label_words(), unaccented(word)
    if low.isdigit() or low in known.small:
        return not re.search("['’]", word)
    return word[0].isupper() and (
        len(low) == 1 or low in known.titles | known.offices | known.forenames
    )
