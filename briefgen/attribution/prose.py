"""Whom running text names as the one who says the words between its quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.attribution.quotations.find import quotations
from briefgen.attribution.quotations.surroundings import passage_around
from briefgen.attribution.transcripts.labels import NAMED, SURE, Label, label_of

# The sign that closes a part of a quote may stand behind the mark.
SLACK = 2


@dataclass(frozen=True, slots=True)
class QuotationAround:
    """The quotation that words stand in, by its offsets, and who says it.

    `label` is what they are called, where it is certain.
    """

    start: int
    end: int
    who: str
    label: Label | None


def quotation_around(text: str, start: int, end: int) -> QuotationAround | None:
    """The quotation of a text that the words between two offsets stand in."""
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
    """Whether the name that running text gives is a person's, and no organisation's."""
    if label.kind != "person" or label.strength < NAMED:
        return False
    return label.strength >= SURE or sum(len(part) > 1 for part in label.name) > 1
