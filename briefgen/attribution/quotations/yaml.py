"""Write found quotations as YAML to paste into a brief: `people` and `quotes`.

Nothing is decided here: whoever has a name is on the record, whoever is only described is on
background, and a quotation without a speaker keeps a place to fill. The text is put together by
hand, because a YAML library writes no comments between the quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from briefgen.attribution.quotations.english.words import (
    DETERMINERS,
    GROUP_NAMES,
    GROUPS,
    HONORIFICS,
    OF_HEADS,
    PREPOSITIONS,
    ROLES,
    SHORT_TITLES,
)
from briefgen.attribution.quotations.find import Quotation
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# Reports put these before names; a brief prints names without them.
MISTER = ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mx")
TITLES = HONORIFICS.keys() | SHORT_TITLES
# Places to fill, which `briefgen check` points out as unknown ids.
UNKNOWN = "SPEAKER"
SOURCE = "SOURCE"
# Ids that no speaker may get: YAML reads `null` as nothing, the others are the places to fill.
TAKEN = ("null", "speaker", "source")
# Code points that are escaped: YAML 1.2's non-printable ones (section 5.1), line ends, and half
# surrogate pairs, which no file can hold.
ESCAPED = regex(
    r'["\\]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]'
)
# The short escapes of YAML 1.2, section 5.7.
SHORT = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@record
class _Person:
    """Hold the office and the name of a speaker. One of them may be empty."""

    role: str
    name: str

    @property
    def is_named(self) -> bool:
        return bool(self.name)

    @property
    def is_group(self) -> bool:
        """Tell whether the speaker is an organisation: the last word of World Bank is a poor id."""
        return not self.role and self.words[-1:] != [] and self.words[-1] in GROUP_NAMES

    @property
    def words(self) -> list[str]:
        """List the words that an id is made from; the last one tells most."""
        return re.findall(r"[^\W_]+", (self.name or self.role).lower())


def as_yaml(found: Sequence[Quotation], file: str) -> str:
    """Write the speakers as `people` and the words as `quotes`, ready to be pasted.

    `file` is named in a comment. The id of the source is left to fill (`SOURCE`), and so is that of
    a speaker whom the text doesn't name (`SPEAKER`). Half a surrogate pair becomes U+FFFD.
    """
    ids = _ids(quotation for quotation in found if quotation.speaker)
    count, shown = len(found), _comment(file)
    many = "1 quotation" if count == 1 else f"{count} quotations"
    them = "it against the file" if count == 1 else "them against it"
    lines = [f"# {many} in {shown}, found by rules: read {them}."]
    if not count:
        lines = [
            f"# No quotations in {shown}: nothing stands in quotation marks or behind a speaker's",
            "# label. Type the words that you need; `briefgen check` compares them.",
        ]
    if any(quotation.line for quotation in found):
        lines.append("# It is a transcript: long turns are in pieces. Keep what you need.")
    if ids:
        lines += ["people:", *_people(ids, found)]
    lines += ["quotes:" if found else "quotes: []"]
    for quotation in found:
        if not quotation.speaker:
            lines.append(
                f"  # who says this is not clear from the text ({_comment(quotation.how)})"
            )
        elif not quotation.certain:
            lines.append(f"  # who says this is not certain ({_comment(quotation.how)})")
        if quotation.line:
            lines.append(f"  # line {quotation.line}")
        lines.append(f"  - speaker: {ids.get(quotation.speaker, UNKNOWN)}")
        lines.append(f"    text: {quoted(quotation.words)}")
        lines.append(f"    source: {SOURCE}")
    return "\n".join(lines) + "\n"


def _people(ids: dict[str, str], found: Sequence[Quotation]) -> Iterator[str]:
    """Yield the lines below `people`, each person once, with the longest office that was found."""
    shown: dict[str, _Person] = {}
    for quotation in found:
        if not quotation.speaker:
            continue
        key, person = ids[quotation.speaker], _parted(quotation)
        if key not in shown or len(person.role) > len(shown[key].role):
            shown[key] = person
    for key, person in shown.items():
        if person.is_named:
            role = f", role: {quoted(person.role)}" if person.role else ""
            yield f"  {key}: {{name: {quoted(person.name)}{role}}}"
        else:
            described = quoted(person.role)
            yield "  # not named in the text: look at the terms on which this was said"
            yield f"  {key}: {{described_as: {described}, attribution: on background}}"


def quoted(words: str) -> str:
    """Write words as a scalar in double quotation marks, on one line, as YAML reads them back."""
    return f'"{ESCAPED.sub(_escape, words)}"'


def _escape(found: re.Match[str]) -> str:
    """Write one character as an escape of YAML."""
    char = found[0]
    code = ord(char)
    # Half a surrogate pair can't be encoded in UTF-8.
    if 0xD800 <= code <= 0xDFFF:
        return "\\uFFFD"
    if char in SHORT:
        return SHORT[char]
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else (
        f"\\U{code:08X}"
    )  # fmt: skip


def _comment(words: str) -> str:
    """Write words that can stand in a comment: on one line, and without unprintable characters."""
    return ESCAPED.sub(lambda found: found[0] if found[0] in '"\\' else " ", words)


def _ids(found: Iterable[Quotation]) -> dict[str, str]:
    """Give each speaker an id: the surname, or more words where two have the same surname."""
    people: dict[tuple[str, ...], str] = {}
    ids: dict[str, str] = {}
    for quotation in found:
        if quotation.speaker in ids:
            continue
        person = _parted(quotation)
        key = tuple(word.casefold() for word in person.words)
        if key not in people:
            people[key] = _id(person, set(people.values()))
        ids[quotation.speaker] = people[key]
    return ids


def _id(person: _Person, taken: set[str]) -> str:
    """Make an id for a person that isn't taken yet."""
    whole = "-".join(person.words or ["person"])[:60].strip("-")
    short = person.words[-1][:60] if person.is_named and not person.is_group else whole
    free = (one for one in (short, whole) if one not in taken and one not in TAKEN)
    if found := next(free, ""):
        return found
    number = 2
    while f"{whole}-{number}" in taken:
        number += 1
    return f"{whole}-{number}"


def _parted(quotation: Quotation) -> _Person:
    """Part a speaker into office and name.

    A description has no name. The description of a group counts as its name.
    """
    speaker = quotation.speaker
    if quotation.role or quotation.is_described:
        return _Person(quotation.role or speaker, speaker if quotation.role else "")
    words = speaker.split()
    split = _office_end(words)
    office, name = " ".join(words[:split]), words[split:]
    if split == 0:
        # A description starts with an article, or has no capital at all.
        is_determined = len(words) > 1 and words[0].lower() in DETERMINERS
        is_described = is_determined or speaker == speaker.lower()
        return _Person(speaker, "") if is_described else _Person("", speaker)
    if name and name[0][:1].isupper():
        if office.lower() in HONORIFICS:
            return _Person("", " ".join(name) if office.lower() in MISTER else speaker)
        return _Person(office, " ".join(name))
    is_group = words[split - 1].lower() in GROUPS
    return _Person("", speaker) if is_group else _Person(speaker, "")


def _office_end(words: list[str]) -> int:
    """Count the words of the office: up to the last word for an office, `of State` included."""
    split = 0
    for at, word in enumerate(words):
        low = word.lower()
        if low in PREPOSITIONS and at >= split:
            break
        if low in ROLES or (at == 0 and low in TITLES):
            # Secretary of State: the office goes on.
            is_of = low in OF_HEADS and words[at + 1 : at + 2] == ["of"]
            goes_on = is_of and words[at + 2 : at + 3] != [] and words[at + 2][:1].isupper()
            split = max(split, at + (3 if goes_on else 1))
    return split
