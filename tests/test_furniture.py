"""What stands between the words of a sentence, and what only looks like it.

Cases are in tests/furniture: a text as it is kept, quotes that are true of it, and quotes that
aren't.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from briefgen.evidence.capture import understood
from briefgen.evidence.nearest import nearest
from briefgen.evidence.verify import searchable, verify

FOLDER = Path(__file__).parent / "furniture"
KEYS = {"name", "file", "text", "found", "refused"}


def cases(kind):
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            assert case.keys() <= KEYS
            for quote in case.get(kind, ()):
                file = case.get("file", "a.txt")
                yield pytest.param(
                    file, case["text"], quote, id=f"{path.stem}-{case['name']}-{quote[:30]}"
                )


def read(file, text):
    found = understood(text.encode(), file)
    return searchable(found.text, found)


@pytest.mark.parametrize(("file", "text", "quote"), [*cases("found")])
def test_a_true_quote_is_found(file, text, quote):
    source = read(file, text)
    verdict = verify(quote, source)
    assert verdict.fault is None
    words = source.folded.original[verdict.match.start : verdict.match.end].lstrip(">*_[(")
    assert (words[0], words[-1]) == (quote[0], quote[-1])


@pytest.mark.parametrize(("file", "text", "quote"), [*cases("refused")])
def test_a_quote_that_is_not_true_is_not_found(file, text, quote):
    assert verify(quote, read(file, text)).fault is not None


def test_furniture_itself_can_be_quoted():
    source = read("a.txt", "We will pay the\n\n12\n\fbill next year.")
    for quote in ("We will pay the 12 bill", "pay the bill next year."):
        assert verify(quote, source).fault is None


def test_no_hint_speaks_of_a_page_number():
    source = read("a.txt", "We will not pay the\n\n12\n\fbill next year in full.")
    found = nearest("We will not pay the bill next week in full.", source.bare)
    assert [(each.typed, each.read) for each in found.differences] == [("week", "year")]
    start, end = found.differences[0].source
    assert source.folded.original[start:end] == "year"
    found = nearest("We will not pay any bills next year in full.", source.bare)
    assert [(each.typed, " ".join(each.read.split())) for each in found.differences] == [
        ("any bills", "the bill")
    ]


def test_furniture_is_looked_for_only_where_a_quote_is_not_found():
    asked = []

    class Asked:
        @property
        def furniture(self):
            asked.append(1)
            return ((16, 19, ""),)

    source = searchable("We will pay the\n12\nbill.", Asked())
    assert verify("We will pay", source).fault is None
    assert not asked
    assert verify("We will pay the bill.", source).fault is None
    assert asked == [1]


# Texts that would take long, were a line or a mark looked at more than a few times.
LONG = {
    "lines": "\n" * 2_000_000,
    "numbers": "12\n" * 190_000,
    "marks": "*a _b " * 300_000,
    "brackets": "[" * 500_000 + "](" * 500_000,
    "pictures": "![" * 500_000,
    "times": "[00:12 " * 300_000,
    "one line": "a " * 1_000_000,
    "quoted": ">" * 1_000_000,
    "struck": "<s>" * 300_000,
    "spaces": "a" + " " * 1_000_000 + "#" * 1000 + "b",
    "titles": "Council 12 | " * 200_000,
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("file", ["a.txt", "a.md"])
def test_furniture_is_found_in_time_linear_in_the_text(name, file, no_hang):
    found = understood(b"a\n" + LONG[name].encode(), file)
    start = time.process_time()
    assert isinstance(found.furniture, tuple)
    assert time.process_time() - start < 15


STYLE = """<style>@page { size: 200pt 110pt; margin: 25pt 20pt;
@top-center { content: "Daily Record"; font-size: 7pt } @bottom-right { content: counter(page) } }
body { font: 12pt/15pt serif } p { margin: 0 } sup { font-size: 8pt }</style>"""
SAID = """We have said that the door is open, and we will not pay the bill next year in full, whatever
is said about it in the other capital by people who were not there."""


@pytest.fixture(scope="module")
def printed(printed_page):
    """Reads a page that was printed."""
    return lambda body, style=STYLE: understood(printed_page(style, body), "a.pdf")


def test_a_sentence_goes_on_over_the_pages_of_a_pdf(printed):
    found = printed(f"<p>{SAID}")
    source = searchable(found.text, found)
    assert len(found.pages) > 1
    assert verify(" ".join(SAID.split()), source).fault is None
    assert verify(" ".join(SAID.replace("not pay", "pay").split()), source).fault == "missing"
    assert "Daily Record" in found.text


def test_a_page_of_a_pdf_may_say_how_many_there_are(printed):
    counted = (
        "<style>@page { size: 200pt 110pt; margin: 30pt 9pt; @top-center { content: 'Sea Council' }"
        "@bottom-right { content: counter(page) ' / ' counter(pages) } } p { hyphens: auto }</style>"
    )
    found = printed(f"<p>{SAID}", counted)
    source = searchable(found.text, found)
    assert len(found.pages) > 2
    assert verify(" ".join(SAID.split()), source).fault is None


def test_a_speaker_who_starts_each_page_is_no_running_head(printed):
    turns = "".join(f"<p style='break-before: page'>MR PRICE:<p>We will pay {n}" for n in range(4))
    found = printed(turns, "<style>@page { size: 200pt 110pt; margin: 9pt }</style>")
    source = searchable(found.text, found)
    assert verify("We will pay 0 We will pay 1", source).fault is not None


def test_a_raised_number_of_a_pdf_leads_to_a_note_and_a_power_does_not(printed):
    found = printed("<p>We will pay<sup>3</sup> for 50 m<sup>2</sup> of land in Room12 now.")
    source = searchable(found.text, found)
    assert verify("We will pay for 50 m2 of land in Room12 now.", source).fault is None
    assert verify("We will pay for 50 m of land", source).fault is not None
    assert verify("of land in Room now.", source).fault is not None


def test_a_space_that_is_a_gap_on_the_paper_is_one(printed):
    body = "<p>They are even<span style='margin-left: 3pt'>more of a problem.</span></p>"
    found = printed(body)
    source = searchable(found.text, found)
    assert verify("They are even more of a problem.", source).fault is None


def test_a_line_of_a_pdf_may_break_behind_a_slash(printed):
    found = printed("<p>We will pay and/<br>or not.")
    source = searchable(found.text, found)
    assert verify("We will pay and/or not.", source).fault is None
