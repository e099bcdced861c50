"""Whom running text names as the one who says words between quotation marks, as a label.

Apart from `quotations/`, because it answers in the terms of transcripts: a name in prose is then
compared with the people of a brief as a label is.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.attribution.quotations.find import quotations
from briefgen.attribution.quotations.surroundings import passage_around
from briefgen.attribution.transcripts.labels import NAMED, SURE, Label, label_of

# The sign that closes a part of a quote may stand behind the mark.
SLACK = 2


@dataclass(frozen=True, slots=True)
class QuotationAround:
    """The quotation that some words stand in: its offsets, and who says it.

    `who` is as the text names them, or empty. `label` is the same read as a label, and None where
    the text isn't certain about the speaker.
    """

    start: int
    end: int
    who: str
    label: Label | None


def quotation_around(text: str, start: int, end: int) -> QuotationAround | None:
    """Find the quotation of a text that holds the words between two offsets, or None."""
    passage, shift = passage_around(text, start, end)
    for each in quotations(passage):
        first, last = each.start + shift, each.end + shift
        if first <= start + SLACK and end - SLACK <= last and start < last and first < end:
            is_sure = each.speaker and each.certain
            return QuotationAround(
                first, last, each.speaker, label_of(each.speaker) if is_sure else None
            )
    return None


def is_person(label: Label) -> bool:
    """Tell whether the speaker that running text names is a person, and no organisation.

    One capital word may be either: `Bruegel said` is a think tank. Two parts of a name, or an
    office, are needed.
    """
    if label.kind != "person" or label.strength < NAMED:
        return False
    return label.strength >= SURE or sum(len(part) > 1 for part in label.name) > 1
