"""A label of two lines stands beside what it is of, and over nothing else, in every language."""

from __future__ import annotations

from itertools import combinations

import pypdfium2
import pytest
from test_geometry import built

# Short texts, so that a label of two lines has the least beside it.
BRIEF = """\
briefgen: 1
language: {language}
title: Ferries
serial: 010/26
number: SEA-2026-0010
as_of: 2026-09-04
principal: chair
handling: {{text: IN CONFIDENCE, draft: true, embargo: 2026-09-10T06:00, zone: Asia/Vladivostok}}
parties:
  ours: {{name: Arden, ours: true}}
  pe: Pelagia
  cv: Cẩm Vân
people:
  chair: {{name: Ida Holm, role: Chair, party: ours}}
bottom_line: Yes.
objectives:
  - A ferry sails by 1 May.
  - {{party: pe, text: A seat.}}
  - {{party: cv, text: A fare.}}
decision:
  - {{ask: note, text: The log., outcome: {{answer: noted}}}}
  - {{ask: discuss, text: The seal., outcome: {{answer: deferred}}}}
  - {{ask: sign, text: The act., outcome: {{answer: agreed}}}}
  - {{ask: take assurance, text: The watch.}}
agenda: [{{title: Quay, objective: A date by May., points: [Yes.]}}]
questions:
  - {{question: When?, answer: In May., if_pressed: [On the first., On a Friday.]}}
  - {{question: How?, answer: By sea.}}
"""


def labels_of(page):
    """The boxes of the words in the column of labels: left, bottom, right, top."""
    text = page.get_textpage()
    boxes = [text.get_rect(each) for each in range(text.count_rects())]
    return [each for each in boxes if each[2] < 150 and 60 < each[1] < 780]


def shared(one, other):
    """The height, in points, in which two boxes stand over each other."""
    if min(one[2], other[2]) <= max(one[0], other[0]):
        return 0
    return min(one[3], other[3]) - max(one[1], other[1])


@pytest.mark.parametrize("language", ["es", "da", "ro", "uk"])
def test_no_label_stands_on_the_next(language):
    data, _ = built(BRIEF.format(language=language))
    for page in pypdfium2.PdfDocument(data):
        labels = labels_of(page)
        assert [pair for pair in combinations(labels, 2) if shared(*pair) > 1] == []


@pytest.mark.parametrize("language", ["es", "pt", "it", "fr-CA", "de"])
def test_the_number_stands_at_the_foot_of_every_page_however_long_the_date_is(language):
    data, _ = built(BRIEF.format(language=language))
    for page in pypdfium2.PdfDocument(data):
        foot = page.get_textpage().get_text_bounded(bottom=0, top=60)
        assert "SEA-2026-0010" in foot
