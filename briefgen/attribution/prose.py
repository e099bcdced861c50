"""Find the quotation around some words of running text, and read its speaker as a label.

`quotations/` gives a speaker as prose names them. Here that name becomes a `Label`, as in a
transcript, so that both are compared with the people of a brief in the same way.
"""

from __future__ import annotations

from briefgen.attribution.quotations.find import quotations
from briefgen.attribution.quotations.surroundings import passage_around
from briefgen.attribution.transcripts.labels import NAMED, SURE, Label, label_of
from briefgen.ground.records import record

# How many code points of a quote may stand outside of the marks: a brief often has the full stop
# inside of a quotation where the source has it behind the mark.
SLACK = 2


@record
class QuotationAround:
    """Hold the offsets of a quotation around some words, and who says it.

    `who` is the speaker as the text names them, or empty. `label` is the same name read as a label;
    it is None where the text leaves a doubt about the speaker.
    """

    start: int
    end: int
    who: str
    label: Label | None


def quotation_around(text: str, start: int, end: int) -> QuotationAround | None:
    """Find the quotation that holds the words between two offsets, or None."""
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
    """Tell whether the speaker that running text names is a person, not an organisation.

    One word with a capital may be either: `Bruegel said` is a think tank. So two parts of a name
    are needed, or an office beside the name.
    """
    if label.kind != "person" or label.strength < NAMED:
        return False
    return label.strength >= SURE or sum(len(part) > 1 for part in label.name) > 1
