"""List the quotations in a text as quotes for a new brief: `briefgen quotes`.

The rest of this room goes from the quotes of a brief to the text; this module goes from the text to
quotes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from briefgen.attribution.quotations.pieces import NamedTurn
from briefgen.attribution.transcripts.label_words import unaccented
from briefgen.attribution.transcripts.labels import Label
from briefgen.attribution.transcripts.turns import Turn, turns
from briefgen.ground.errors import FilesError
from briefgen.ground.files import read

# Titles that stand before a name and are no office, so that they don't become a `role`.
TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr")


def quotes_in(file: Path) -> str:
    """List the quotations in a file as YAML that is ready to paste.

    For a transcript these are its turns, and the quotations outside of them. Raises FilesError
    where the file can't be read or understood.
    """
    from briefgen.attribution.quotations.find import quotations
    from briefgen.attribution.quotations.pieces import with_turns
    from briefgen.attribution.quotations.yaml import as_yaml
    from briefgen.evidence.capture import CaptureFault, understood

    try:
        capture = understood(read(file), file.name)
    except CaptureFault as fault:
        raise FilesError(f"{fault} {fault.hint}".strip()) from fault
    text, labels = capture.text, capture.labels
    spoken = list(_named_turns(turns(text, labels=labels)))
    return as_yaml(with_turns(text, spoken, quotations(text)), file.name)


def _named_turns(found: tuple[Turn, ...]) -> Iterator[NamedTurn]:
    """Yield the turns, each with the fullest name that the labels give its speaker.

    `MS ROE` is Jane Roe where another label is `JANE ROE`. It stays Roe where there is also a label
    `JOHN ROE`, because it could be either.
    """
    full: dict[str, dict[tuple[str, ...], Label]] = defaultdict(dict)
    for turn in found:
        if len(turn.label.name) > 1:
            full[turn.label.name[-1]].setdefault(turn.label.name, turn.label)
    for turn in found:
        fuller = full.get(turn.label.name[-1], {}) if len(turn.label.name) == 1 else {}
        label = next(iter(fuller.values())) if len(fuller) == 1 else turn.label
        speaker, role = _name_and_office(label)
        how = "a turn whose label may be none" if speaker else f"the label says {label.text}"
        how = how if label.text else "the file names no voice here"
        yield NamedTurn(turn.start, turn.end, speaker, role, how, turn.is_sure and bool(speaker))


def _name_and_office(label: Label) -> tuple[str, str]:
    """Read the name and the office from a label; both are empty for `Q`, `A` and the like."""
    if label.kind in ("asking", "answering"):
        return "", ""
    words = [word.strip(".:,;()[]") for word in re.split(r"[\s(,]+", label.text)]
    name = [word for word in words if unaccented(word) in label.name]
    if not name:
        return label.text, ""
    office = [word for word in words if unaccented(word) in label.office]
    # What stands in brackets or behind a comma says more than the title before the name.
    role = ", ".join(label.affiliation) or " ".join(map(_cased, office))
    return " ".join(map(_cased, name)), "" if role.casefold() in TITLES else role


def _cased(word: str) -> str:
    """Write a word in capitals as a name is written: BERG becomes Berg, but EU stays."""
    return word.title() if word.isupper() and len(word) > 2 else word
