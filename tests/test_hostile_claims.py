"""Texts and copies made to keep the readers of figures, dates and names busy, or to tell a name."""

from hashlib import sha256
from time import process_time

import pytest
from smallest import SMALLEST
from written import put

from briefgen.claims.dates import dates_in
from briefgen.claims.figures import figures_in
from briefgen.claims.names import NameIndex, names_in
from briefgen.model import Brief

BRIEF = Brief.model_validate(SMALLEST)
PIECES = [
    "1",
    "1,",
    "1.234",
    "1 000 ",
    "-",
    "–3 ",
    "$",
    "€1 m",
    "1/2/",
    "14 May ",
    "12:",
    "2019-",
    "May ",
    "one hundred and ",
    "two thirds ",
    "between 1 and ",
    "about ",
    "million ",
    "½",
    "A. ",
    "Mc",
    "de ",
    "Ministry of ",
    "The Bank of the ",
    "Анна ",
    "١",
    "\n1 –\n",
    "1%|",
    "(",
]
READERS = {
    "figures of a text": lambda text: figures_in(text, "en-GB"),
    "figures of a copy": lambda text: figures_in(text, "en-GB", is_source=True),
    "dates of a text": lambda text: dates_in(text, "en-GB"),
    "dates of a copy": lambda text: dates_in(text, "en-GB", is_source=True),
    "figures in another language": lambda text: figures_in(text, "hu", is_source=True),
    "dates in another language": lambda text: dates_in(text, "hu", is_source=True),
    "names of a text": lambda text: names_in(text, "en-GB", BRIEF),
    "names of a copy": NameIndex,
}


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_made_to_be_slow_is_read_in_time_linear_in_it(reader, piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        start = process_time()
        READERS[reader](text)
        return process_time() - start

    seconds(500)
    assert seconds(64_000) < 40 * max(seconds(8_000), 0.02)


REPORTS = [
    "The port had 412 calls in May. Bohdan Skalicky counted 57 of them at night.\n",
    # The sentence behind it stands in the line that a report shows.
    "Of the calls in May 57 were counted at night. Bohdan Skalicky made a list.\n",
]
UNNAMED = """\
briefgen: 1
title: The port
as_of: 2026-03-02
principal: chair
people:
  chair: {name: Anna Berg}
  clerk: {name: Bohdan Skalicky, described_as: a clerk, attribution: off record}
bottom_line: |
  Of the calls in May 75 were counted at night[^report].
agenda:
  - {title: Calls, procedural: true}
sources:
  report: {title: Report, capture: report.txt, sha256: SHA256}
"""


@pytest.mark.parametrize("report", REPORTS)
def test_a_passage_that_names_somebody_unnamed_is_shown_nowhere(report, tmp_path, run):
    put(tmp_path / "report.txt", report)
    typed = UNNAMED.replace("SHA256", sha256(report.encode()).hexdigest())
    brief = str(put(tmp_path / "brief.yaml", typed))
    for words in (["check"], ["check", "-v"], ["check", "--output-format", "json"]):
        _, out, said = run(*words, brief)
        assert "figure-not-in-source" in said or b"figure-not-in-source" in out
        assert "Skalicky" not in said + out.decode()
    _, _, said = run("build", "--to", "html,evidence", "-o", str(tmp_path / "out"), brief)
    made = [path.read_text("utf-8") for path in (tmp_path / "out").iterdir()]
    assert len(made) >= 3
    assert "Skalicky" not in "".join([*made, said])
