"""A sign claims no more than is known: of the words, of the copy, and of who said them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from briefgen import api, cli
from briefgen.builds import pipeline
from briefgen.evidence.gather import Evidence
from briefgen.evidence.tally import Tally
from briefgen.look import Look
from briefgen.outputs.annotations import web_annotations
from briefgen.render.page import render
from briefgen.report.checked import in_detail, unchecked
from briefgen.view.labels import labels_of
from briefgen.view.proof import proof_of, said_once

LABELS = labels_of("en-GB")

WORDS = '"We will be ready before the snow," the minister said. "Будем готовы," said the deputy.'
PAGE = f"<!DOCTYPE html><html><body><p>{WORDS}</p></body></html>"
BRIEF = """briefgen: 1
title: The night line
as_of: 2026-03-12
principal: chair
people:
  chair: {name: Anna Berg}
  minister: {name: Rufus Sample, role: Minister}
bottom_line: A date is wanted.
agenda:
  - title: The date
    objective: A date agreed by May.
    points: POINTS
    quotes: [{speaker: minister, QUOTE}]
sources:
  paper: {title: Minutes, COPY}
  letter: {title: A letter}
"""
QUOTES = {
    "verbatim": "text: We will be ready before the snow, source: paper",
    "edited": "text: 'We will be ready […] snow', source: paper",
    "original": "text: Ready, source: paper, translated_from: {language: ru, text: Будем готовы}",
    "failed": "text: We will be ready after the snow, source: paper",
    "unchecked": "text: Anything at all, source: letter",
}
SAID_OF_WORDS = {
    "verbatim": "Words found",
    "edited": "Words found",
    "original": "Original words found",
    "failed": "Words not found",
}
VOICES = {
    "speaker": "speaker shown",
    "open": "speaker not shown",
    "another": "another speaker shown",
}
COPIES = {
    "a page": ("a.html", PAGE, "", " in the copy"),
    "a page, kept": (
        "a.html",
        PAGE,
        "kept_as: saved page, kept_on: 2026-03-03",
        " in the copy kept on 3 March 2026",
    ),
    "a text": ("a.txt", WORDS, "", " in a text typed or pasted by hand"),
    "a text in Markdown": ("a.md", WORDS, "", " in a text typed or pasted by hand"),
    "a text, typed": ("a.txt", WORDS, "kept_as: typed", " in a text typed or pasted by hand"),
    "a page, typed": ("a.html", PAGE, "kept_as: typed", " in a text typed or pasted by hand"),
    "a text, said to be more": (
        "a.txt",
        WORDS,
        "kept_as: transcript, kept_on: 2026-03-03",
        " in what is said to be a transcript",
    ),
    "a page, said to be another thing": (
        "a.html",
        PAGE,
        "kept_as: PDF",
        " in what is said to be a PDF",
    ),
}


@pytest.fixture
def case_of(tmp_path):
    """Checks a brief with that quote, and a copy of that name, with that in it and said of it."""

    def case(quote, name="a.txt", inside=WORDS, said="", points="[We can open this year.]"):
        (tmp_path / name).write_text(inside, encoding="utf-8")
        digest = hashlib.sha256(inside.encode()).hexdigest()
        copy = ", ".join(filter(None, (f"capture: {name}, sha256: {digest}", said)))
        text = BRIEF.replace("QUOTE", quote).replace("COPY", copy).replace("POINTS", points)
        (tmp_path / "brief.yaml").write_text(text, encoding="utf-8")
        return api.check(api.load(tmp_path / "brief.yaml"))

    return case


def plain(text):
    """A text without the spaces at which it doesn't break."""
    return text.replace("\u00a0", " ")


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return ended.value.code


def proof(case, voice="open"):
    return proof_of(replace(case.evidence.quotes[0], voice=voice), case.brief, LABELS)


@pytest.mark.parametrize(("state", "voice", "copy"), [*product(SAID_OF_WORDS, VOICES, COPIES)])
def test_a_sign_is_put_together_of_what_is_known(state, voice, copy, case_of):
    name, inside, said, where = COPIES[copy]
    found = proof(case_of(QUOTES[state], name, inside, said), voice)
    edits = ", edits marked" if state == "edited" else ""
    who = "" if state == "failed" else f", {VOICES[voice]}"
    assert plain(found.sign) == f"{SAID_OF_WORDS[state]}{where}{edits}{who}"
    assert found.state == state


def test_without_a_copy_nothing_is_said_of_the_copy_or_the_speaker(case_of):
    found = proof(case_of(QUOTES["unchecked"]), "speaker")
    assert (found.sign, found.voice, found.copy) == ("Not checked", "", "")


def test_a_translation_that_is_nowhere_in_its_copy_is_not_called_unchecked(case_of):
    quote = QUOTES["original"].replace("Будем готовы", "Не будем готовы")
    assert proof(case_of(quote)).sign == "Words not found in a text typed or pasted by hand"


def test_words_that_stand_there_twice_are_not_said_to_be_missing(case_of):
    twice = f"{WORDS}\n\nThe deputy said: we were told that We will be ready before the snow."
    assert proof(case_of(QUOTES["verbatim"], inside=twice)).sign.startswith("Words found more than")


@pytest.mark.parametrize("pin", ["0" * 64, None])
def test_a_copy_that_may_have_been_changed_has_no_day_on_which_it_was_kept(pin, case_of):
    case = case_of(QUOTES["verbatim"], "a.html", PAGE, "kept_on: 2026-03-03")
    paper = case.brief.sources["paper"].model_copy(update={"sha256": pin})
    sources = {**case.brief.sources, "paper": paper}
    brief = case.brief.model_copy(update={"sources": sources})
    assert (
        proof_of(case.evidence.quotes[0], brief, LABELS).sign
        == "Words found in the copy, speaker shown"
    )


def two_quotes(second, url=""):
    """Two quotes of an item, both in the same copy."""
    said = f"kept_on: 2026-03-03{url}"
    quotes = f"{QUOTES['verbatim']}}}, {{speaker: minister, {second}"
    return quotes, "a.html", PAGE, said


OTHER = "text: before the snow, source: paper"
IN_SOURCE = ", url: 'https://example.org/minutes'"


def test_a_sign_that_is_the_same_for_all_quotes_of_an_item_is_said_once(case_of):
    page = page_of(case_of(*two_quotes(OTHER, IN_SOURCE)))
    item = plain(page.partition('<section class="quotes">')[2].partition("</section>")[0])
    assert item.count("speaker shown") == 1
    assert "For each: words found in the copy kept on 3 March 2026, speaker shown" in item
    # Each quote still leads to its passage.
    assert item.count('<span class="passage"> · <a href="https://example.org/minutes#:~:text=') == 2


@pytest.mark.parametrize("second", [QUOTES["edited"], QUOTES["unchecked"]])
def test_signs_that_differ_stand_at_their_quotes(second, case_of):
    view = pipeline.viewed(case_of(*two_quotes(second)))
    assert view.items[0].sign is None


def test_words_that_are_not_there_or_another_speakers_are_said_at_each_quote(case_of):
    failed = proof(case_of(QUOTES["failed"]))
    assert failed.state == "failed"
    assert said_once([failed, failed], LABELS) is None
    others = proof(case_of(QUOTES["verbatim"]), "another")
    assert said_once([others, others], LABELS) is None


def test_a_state_is_no_finding_and_stops_no_strict_build(case_of, tmp_path, monkeypatch):
    case_of(QUOTES["verbatim"], points="['As published[^letter].']")
    monkeypatch.chdir(tmp_path)
    assert run("check", "--strict", "brief.yaml") == 0


def page_of(case):
    return render(pipeline.viewed(case), "packet", Look())


def test_a_text_has_another_sign_than_a_page(case_of):
    page = page_of(case_of(QUOTES["verbatim"], "a.html", PAGE))
    text = page_of(case_of(QUOTES["verbatim"]))
    assert page.count('class="proof verbatim copy-shown"') == 2
    # At the quote, in the legend, and in the list of quotes.
    assert text.count('class="proof verbatim copy-typed"') == 3
    assert "copy-typed" not in page.rpartition("</style>")[2]


def test_the_legend_explains_each_part_of_the_signs_that_there_are(case_of):
    view = pipeline.viewed(case_of(QUOTES["verbatim"]))
    assert [(note.sign, note.count) for note in view.proofs] == [
        ("Words found", 1),
        ("In a text typed or pasted by hand", 1),
        ("Speaker shown", 1),
    ]


SUMMARIES = {
    "nothing is without a copy": (
        "verbatim",
        "['As in[^paper].']",
        "",
    ),
    "a quote": ("unchecked", "[As ever.]", "1 quote"),
    "a citation": ("verbatim", "['As published[^letter].']", "1 citation"),
    "citations at the side and inside": (
        "unchecked",
        "[{text: 'As published.', sources: [letter, paper]}, 'So it is[^letter].']",
        "1 quote and 2 citations",
    ),
    "one place that cites a source twice": (
        "verbatim",
        "[{text: 'As published[^letter].', sources: letter}]",
        "1 citation",
    ),
}


@pytest.mark.parametrize("what", SUMMARIES)
def test_packet_and_terminal_say_what_was_not_checked(what, case_of):
    state, points, without = SUMMARIES[what]
    case = case_of(QUOTES[state], points=points)
    assert case.errors == []
    said, line = pipeline.viewed(case).unchecked, unchecked(case.tally)
    assert "not figures or other statements" in said
    assert line.endswith("figures, and all that isn't quoted")
    assert (f"Without a copy of the source: {without}." in said) == bool(without)
    assert line.startswith(
        f"not checked: {without} without a copy" if without else "not checked: fig"
    )


def test_where_nothing_is_quoted_or_cited_there_is_nothing_to_say():
    assert (in_detail(Tally()), unchecked(Tally())) == ("", "")


def test_the_summary_counts_words_speakers_and_typed_copies(case_of):
    case = case_of(QUOTES["verbatim"])
    shown = replace(case.evidence.quotes[0], voice="speaker")
    case = replace(case, evidence=Evidence(case.evidence.captures, {}, (shown,)))
    assert in_detail(case.tally) == (
        "quotes: 1 found word for word; speaker shown for 1 of 1; "
        "1 in a text that may have been typed by hand"
    )


def test_a_brief_that_was_clean_says_the_same_without_being_read(
    case_of, tmp_path, monkeypatch, capsys
):
    case_of(QUOTES["verbatim"], points="['As published[^letter].']")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    said = []
    for _ in range(2):
        run("check", "brief.yaml")
        said.append(capsys.readouterr().err)
    assert (tmp_path / "kept").exists()
    assert said[0] == said[1]
    assert "1 citation without a copy" in said[0]


def test_annotations_hold_the_sign_and_its_parts(case_of):
    case = case_of(QUOTES["verbatim"], "a.html", PAGE, "kept_on: 2026-03-03")
    found = json.loads(web_annotations(case.brief, case.evidence))["first"]["items"][0]
    values = {(body["purpose"], body["value"].partition(".")[0]) for body in found["body"]}
    sign = "Words found in the copy kept on 3 March 2026, speaker shown"
    assert values >= {
        ("assessing", "verbatim"),
        ("commenting", sign),
        ("tagging", "voice: speaker"),
        ("tagging", "copy: shown"),
    }
    assert found["target"]["state"]["sourceDate"] == "2026-03-03T00:00:00Z"


@pytest.mark.parametrize(
    ("before", "behind", "around"),
    [
        ("MR SAMPLE: No. ", " 2,027 times; Rufus said.", ("MR SAMPLE: No.", "2,027 times; Rufus")),
        ("incomprehensibilities notwithstanding, ", "", ("notwithstanding,", "")),
        ("", ". Notwithstanding incomprehensibilities", ("", "Notwithstanding")),
    ],
)
def test_the_words_around_a_quote_are_those_of_the_copy(before, behind, around, case_of):
    case = case_of(QUOTES["verbatim"], inside=f"{before}We will be ready before the snow{behind}")
    found = proof(case)
    assert (found.before, found.after) == around


def test_signs_are_drawn_by_borders_because_browsers_print_no_backgrounds():
    sheet = (Path(__file__).parent.parent / "styles" / "parts" / "proof.css").read_text("utf-8")
    drawn = [line for line in sheet.splitlines() if ".proof" in line and "::before" in line]
    assert any("border-width" in line for line in drawn)
    assert not any("background" in line for line in drawn)
