"""What a sentence cites, and what of its figures the captures of its sources have."""

from __future__ import annotations

import hashlib
import pickle
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from smallest import SMALLEST

from briefgen.attribution import evidence_of
from briefgen.claims import claims_of
from briefgen.claims.blanked import blanked
from briefgen.claims.sentences import sentences
from briefgen.claims.statements import statements_of
from briefgen.evidence.gather import Evidence
from briefgen.load.reader import load
from briefgen.model import Brief
from briefgen.model.validate import validate

SENTENCES = sorted((Path(__file__).parent / "sentences").glob("*.md"))
LINES = [(path.stem, line) for path in SENTENCES for line in path.read_text("utf-8").splitlines()]

REPORT = """The harbour counted 1,240 calls in 2025. On the quay 46 people work, 12 of them as pilots.

The mole was mended within 63 days; the harbour was closed on 23 others because of ice.
"""
BRIEF = """briefgen: 1
title: Talks
as_of: 2026-05-06
principal: chair
people:
  chair: {name: Anna Berg}
bottom_line: They meet.
agenda:
  - title: Fares
background:
  text: TEXT
"""
LETTER = "The council of the islands wants 7 berths, and 31 crossings a week."


def brief_of(**fields) -> Brief:
    brief, problems = validate(load(yaml.safe_dump(SMALLEST | fields).encode(), "brief.yaml"))
    assert brief is not None, problems
    return brief


def cited_in(text, **portion):
    """The sentences of a background, each with what it cites, parted by commas."""
    brief = brief_of(background={"text": text} | portion)
    return [
        (text[each.start : each.end], ",".join(each.cited))
        for each in statements_of(brief)
        if each.path[0] == "background"
    ]


# Sentences.


@pytest.mark.parametrize(("language", "line"), LINES)
def test_a_text_is_cut_at_the_ends_of_its_sentences(language, line):
    text = line.replace(" | ", " ")
    found = [text[slice(*each)] for each in sentences(text, 0, len(text), language)]
    assert found == line.split(" | ")


def test_all_that_a_sentence_cites_counts_for_it_alone():
    text = "It is 5[^a] of 7.[^b][^a] It is 8. It is 9.[^c]"
    assert [cited for _, cited in cited_in(text)] == ["a,b", "", "c"]


def test_where_a_citation_stands_behind_a_short_form_a_sentence_ends():
    assert [cited for _, cited in cited_in("It is of 5 Berg St.[^a] Anna has 7.")] == ["a", ""]
    assert [cited for _, cited in cited_in("It is of 5 Berg St. Anna has 7.[^a]")] == ["a"]


def test_a_sentence_that_cites_nothing_rests_on_its_portion():
    text = "It is 5. It is 7.[^b]"
    assert [cited for _, cited in cited_in(text, sources=["a", "c"])] == ["a,c", "b"]


def test_what_stands_beside_a_portion_is_not_its_own_text():
    point = {"text": "It is 5.", "why": "It was 7.", "sources": ["a"]}
    brief = brief_of(agenda=[{"title": "Fares", "points": [point]}])
    found = {each.path[-1]: each.cited for each in statements_of(brief) if each.path[0] == "agenda"}
    assert found == {"text": ("a",), "why": ()}


def test_a_caption_rests_on_the_sources_of_its_picture_and_a_quote_is_no_sentence():
    item = {
        "title": "Fares",
        "figures": [{"file": "a.png", "alt": "7 boats", "caption": "It is 5.", "sources": ["a"]}],
        "quotes": [{"speaker": "n0", "text": "We pay 9.", "source": "a"}],
    }
    brief = brief_of(agenda=[item], sources={"a": {"title": "A letter"}})
    found = {each.words: each.cited for each in statements_of(brief) if each.path[0] == "agenda"}
    assert found == {"It is 5.": ("a",)}


def test_what_the_last_item_of_a_list_leads_to_is_not_what_stands_behind_the_list():
    assert [cited for _, cited in cited_in("- He says:[^a]\n\nIt is 8.\n")] == ["a", ""]


def test_a_row_of_a_table_is_one_sentence_with_what_its_cells_cite():
    text = "| port | boats |\n|---|---|\n| Arden | 5[^a] |\n| Norwick. Old | 7 |\n"
    assert cited_in(text) == [
        ("| port | boats |", ""),
        ("| Arden | 5[^a] |", "a"),
        ("| Norwick. Old | 7 |", ""),
    ]


@pytest.mark.parametrize("lead", ["The report says:[^a]", "### Boats[^a]"])
@pytest.mark.parametrize("below", ["- 5 boats\n- 7 berths[^b]\n", "1. 5 boats\n2. 7 berths[^b]\n"])
def test_what_leads_to_a_list_cites_for_its_items(lead, below):
    found = cited_in(f"{lead}\n\n{below}\nIt is 8.")
    assert [cited for _, cited in found] == ["a", "a", "b", ""]
    assert [words for words, _ in found[1:3]] == ["5 boats", "7 berths[^b]"]


def test_the_last_item_of_a_list_cites_for_itself_alone():
    found = cited_in("It is so.[^x]\n\n- 5 boats\n- 7 berths[^b]\n")
    assert [cited for _, cited in found] == ["x", "", "b"]


def test_lines_that_a_page_keeps_apart_are_sentences():
    found = cited_in("Boats: 5\nBerths: 7[^a]\n")
    assert found == [("Boats: 5", ""), ("Berths: 7[^a]", "a")]


def test_words_stand_where_they_were_typed():
    text = r"**98** per cent of [the 5](https://a.example/7) &euro;5&nbsp;m, `8` \*9[^a]"
    words = blanked(text)
    assert len(words) == len(text)
    assert words.split() == ["98", "per", "cent", "of", "the", "5", "€5", "m,", "*9"]
    assert words.index("98") == text.index("98")


@pytest.mark.parametrize("sign", ["[", "](", "`", "*_", "&", "<", "a.b", "\\[", "|-", "www."])
def test_markup_without_end_takes_linear_time(sign):
    start = time.process_time()
    assert len(blanked(sign * 100_000)) == 100_000 * len(sign)
    assert time.process_time() - start < 3


# What was found.


@pytest.fixture
def evidence(tmp_path):
    """The evidence for a text that cites the report, a letter, and a paper without a copy."""
    sources = {"paper": {"title": "A paper of 2019", "published": "2019-03-04"}}
    for name, words in (("report", REPORT), ("letter", LETTER)):
        (tmp_path / f"{name}.txt").write_text(words, "utf-8")
        digest = hashlib.sha256(words.encode()).hexdigest()
        sources[name] = {"title": name, "capture": f"{name}.txt", "sha256": digest}

    def found(text, **portion):
        brief = brief_of(sources=sources, background={"text": text} | portion)
        return evidence_of(brief, tmp_path)

    return found


def states(found):
    """What was found of each figure, date and time: its digits, and the state."""
    each = [looked for claim in found.claims for looked in claim.looked if looked.kind != "name"]
    return {"".join(filter(str.isdigit, looked.text)): looked.state for looked in each}


def test_a_figure_is_found_at_its_place(evidence):
    found = evidence("There are 46 people on the quay.[^report]")
    (looked,) = found.claims[0].looked
    assert (looked.state, looked.at.source) == ("found", "report")
    assert REPORT[looked.at.start : looked.at.end].startswith("46")


def test_a_figure_that_no_source_has_is_missing(evidence):
    assert states(evidence("There are 64 people on the quay.[^report]")) == {"64": "missing"}


def test_what_is_missing_shows_what_the_source_has_instead(evidence):
    (looked,) = evidence("The mole was mended within 64 days.[^report]").claims[0].looked
    assert looked.state == "missing"
    assert REPORT[looked.instead.start : looked.instead.end] == "63 days"


def test_one_of_several_sources_is_enough(evidence):
    found = evidence("On the quay 46 people work, and 7 berths are wanted.[^report][^letter]")
    assert states(found) == {"46": "found", "7": "found"}
    assert [looked.at.source for looked in found.claims[0].looked] == ["report", "letter"]


def test_what_a_source_without_a_copy_may_have_is_no_fault(evidence):
    found = evidence("On the quay 46 people work, and 9 berths are wanted.[^report][^paper]")
    assert states(found) == {"46": "found", "9": "uncopied"}


def test_a_citation_that_leads_nowhere_is_no_fault_of_the_figure(evidence):
    assert states(evidence("There are 64 people.[^nobody]")) == {"64": "uncopied"}


def test_what_the_brief_says_of_a_source_counts(evidence):
    found = evidence("The paper is of 2019 and speaks of 9 berths.[^paper]")
    assert states(found) == {"2019": "found", "9": "uncopied"}
    assert found.claims[0].looked[0].at is None


def test_figures_that_cite_nothing_are_counted(evidence):
    assert states(evidence("There are 64 people.")) == {"64": "uncited"}


def test_a_portion_without_figures_and_citations_makes_no_claim(evidence):
    assert evidence("They meet on the quay.").claims == ()


def test_each_source_shows_the_passage_that_is_most_alike(evidence):
    claim = evidence("Because of ice the harbour closed on some days.[^report][^letter]").claims[0]
    shown = {place.source: REPORT[place.start : place.end] for place in claim.passages}
    assert list(shown) == ["report"]
    assert "closed on 23 others because of ice" in " ".join(shown["report"].split())


def test_one_word_makes_no_passage_and_two_sentences_may_make_one(evidence):
    assert evidence("Pilots sing.[^report]").claims[0].passages == ()
    text = "While the harbour counted calls, people work on the quay.[^report]"
    (shown,) = evidence(text).claims[0].passages
    assert REPORT[shown.start : shown.end] == REPORT[: REPORT.index("\n")]


def test_evidence_with_claims_travels(evidence):
    found = evidence("There are 64 people on the quay, and 12 pilots.[^report]")
    assert pickle.loads(pickle.dumps(found)) == found
    assert pickle.dumps(found) == pickle.dumps(replace(found))


WORDS = st.lists(
    st.sampled_from(
        ["boats", "it's", "“so”", "Füße", "**bold**", "a: b", "#3", "46", "1,240", "порт"]
    ),
    min_size=1,
    max_size=30,
)


@given(WORDS, st.sampled_from([">", "|", "'", '"']), st.integers(1, 9))
def test_a_mention_is_underlined_where_it_was_typed(words, style, width):
    lines = [" ".join(words[at : at + width]) for at in range(0, len(words), width)]
    if style in "|>":
        text = f"{style}\n" + "".join(f"    {line}\n" for line in lines)
    else:
        typed = "\n    ".join(lines)
        text = style + (typed.replace("'", "''") if style == "'" else typed) + style
    document = load(BRIEF.replace("TEXT", text).encode(), "brief.yaml")
    brief, problems = validate(document)
    assert brief is not None, problems
    for claim in claims_of(brief, Evidence()):
        for looked in claim.looked:
            span = document.part_span(claim.path, looked.start, looked.end)
            start, end = document.offsets(span)
            assert document.text[start:end].split() == looked.text.split()
