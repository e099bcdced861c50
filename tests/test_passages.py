"""What a sentence rests on: its passages behind notes, its figures in the annex, its annotation."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest
from lxml import html
from test_looked import BRIEF, REPORT, checked_in

from briefgen.builds import pipeline
from briefgen.builds.making import refuse_named
from briefgen.evidence.claim import Claim, Looked, Place
from briefgen.evidence.counting import tally_of
from briefgen.evidence.verify import searchable
from briefgen.look import Look
from briefgen.outputs import registry
from briefgen.outputs.annotations import web_annotations
from briefgen.render.page import render


@pytest.fixture
def case_of(tmp_path):
    return partial(checked_in, tmp_path)


QUAYS = "Of the 40 quays, 38 were repaired by 14 May 2031."
WORKS = "The works cost 1,200 crowns."
URL = "https://quays.example/report"


def place(words, source="report"):
    start = REPORT.index(words)
    return Place(source, start, start + len(words))


def claim(text, sentence, *passages, at=0, looked=(), cited=("report",)):
    """A sentence of the point number `at`, with the passages that it rests on."""
    start = text.index(sentence)
    path = ("agenda", 0, "points", at, "text")
    return Claim(path, start, start + len(sentence), cited, looked, tuple(map(place, passages)))


def about(case, *claims):
    """The case with these sentences in place of those that were read out of it."""
    return replace(case, evidence=replace(case.evidence, claims=claims))


def note_of(case):
    return pipeline.viewed(case).notes[0]


def page_of(case):
    return html.fromstring(render(pipeline.viewed(case), "packet", Look()))


FRAGMENTS = {
    QUAYS: "Of%20the%2040%20quays%2C%2038%20were%20repaired%20by%2014%20May%202031.",
    WORKS: "The%20works%20cost%201%2C200%20crowns.",
}
TWO = "Most quays are done.[^report] The works were dear.[^report]"
ONE_SENTENCE = "Most quays are done."


def two_sentences(case):
    first, second = TWO.split("] ")
    return about(case, claim(TWO, first, QUAYS), claim(TWO, second, WORKS))


def test_each_citation_leads_to_the_passage_that_its_own_sentence_rests_on(case_of):
    found = note_of(two_sentences(case_of(TWO))).passages
    assert [(each.place, each.href, each.words) for each in found] == [
        (1, f"{URL}#:~:text={FRAGMENTS[QUAYS]}", QUAYS),
        (2, f"{URL}#:~:text={FRAGMENTS[WORKS]}", WORKS),
    ]


def test_the_links_stand_in_the_note_and_the_number_still_leads_to_the_note(case_of):
    page = page_of(two_sentences(case_of(TWO)))
    note = page.get_element_by_id("note.1")
    links = note.xpath('.//span[@class="passage"]//a')
    assert [link.text_content() for link in links] == ["passage for place 1", "passage for place 2"]
    assert links[0].get("title") == f"“{QUAYS}”"
    assert [link.get("href") for link in page.xpath('//a[@role="doc-noteref"]')] == ["#note.1"] * 2
    assert [link.get("href") for link in note.xpath('.//a[@role="doc-backlink"]')] == [
        "#cite.1.1",
        "#cite.1.2",
    ]


def test_where_only_some_places_have_a_passage_the_numbers_are_those_of_the_places(case_of):
    case = case_of(TWO)
    found = note_of(about(case, claim(TWO, TWO.split("] ")[1], WORKS))).passages
    assert [each.place for each in found] == [2]


def test_a_text_that_rests_on_a_source_as_a_whole_leads_to_the_passages_of_its_sentences(case_of):
    point = {"text": "Most quays are done. The works were dear.", "sources": "report"}
    case = case_of(point)
    first, second = "Most quays are done.", " The works were dear."
    case = about(case, *(claim(point["text"], *each) for each in ((first, QUAYS), (second, WORKS))))
    (found,) = note_of(case).passages
    assert found.href == f"{URL}#:~:text={FRAGMENTS[QUAYS]}&text={FRAGMENTS[WORKS]}"


def test_a_link_to_a_source_as_a_whole_has_the_first_few_passages_of_that_source(case_of):
    """Each makes the address longer, and nobody looks at twenty marked places."""
    point = {"text": "One. Two. Three. Four. Five.", "sources": ["letter", "report"]}
    letter = "{title: A letter, url: 'https://letter.example', capture: report.txt}"
    brief = BRIEF.replace("{title: A letter}", letter)
    words = ("the 40 quays", "38 were repaired", "14 May 2031", "1,200 crowns", "cost 1,200")
    case = case_of(point, brief=brief)
    claims = [
        replace(each, passages=(Place("letter", 0, 2), *each.passages))
        for each in (
            claim(point["text"], sentence, passage, cited=("letter", "report"))
            for sentence, passage in zip(point["text"].split(" "), words, strict=True)
        )
    ]
    letter, report = (each.passages for each in pipeline.viewed(about(case, *claims)).notes)
    assert [each.href for each in letter] == ["https://letter.example#:~:text=Of"]
    assert [each.href.count("text=") for each in report] == [3]
    assert report[0].words == "the 40 quays"


NO_LINK = {
    "no address": ('url: "https://quays.example/report", ', ""),
    "somebody on background": ("{name: Anna Berg}", "{name: Anna Berg}\n  aide: {described_as: an aide of the council, attribution: on background}"),
}  # fmt: skip


@pytest.mark.parametrize("what", NO_LINK)
def test_there_is_no_link_without_an_address_or_with_anybody_who_is_not_named(what, case_of):
    case = two_sentences(case_of(TWO, brief=BRIEF.replace(*NO_LINK[what])))
    assert case.errors == []
    assert note_of(case).passages == ()
    assert "In the source" not in page_of(case).text_content()


def test_a_quote_that_is_not_for_the_name_keeps_all_passages_back(case_of):
    quote = (
        "    quotes: [{speaker: berg, text: 'The works cost 1,200 crowns.', source: report, "
        "attribution: on background}]\nsources:"
    )
    berg = "{name: Anna Berg}\n  berg: {name: Ole Vik, described_as: a member of the council}"
    brief = BRIEF.replace("sources:", quote).replace("{name: Anna Berg}", berg)
    assert note_of(two_sentences(case_of(TWO, brief=brief))).passages == ()


FIRST_AND_LAST = {
    f"{QUAYS}\n\n{WORKS}": "Of%20the%2040%20quays%2C%2038,The%20works%20cost%201%2C200%20crowns.",
    # A browser would find a short line at another place.
    "Quays\nQuays repaired so far\n38": "Quays%20repaired%20so%20far",
    "Quays": "Quays",
}


@pytest.mark.parametrize("text", FIRST_AND_LAST)
def test_a_passage_of_several_lines_is_found_by_words_that_stand_in_one_each(text, case_of):
    case = case_of(TWO)
    read = case.evidence.captures["report"]
    other = replace(read, capture=replace(read.capture, text=text))
    whole = replace(claim(TWO, TWO), passages=(Place("report", 0, len(text)),))
    evidence = replace(case.evidence, captures={"report": other}, claims=(whole,))
    (found, _) = note_of(replace(case, evidence=evidence)).passages
    assert found.href == f"{URL}#:~:text={FIRST_AND_LAST[text]}"


def test_a_long_passage_is_shown_by_its_beginning(case_of):
    case = case_of(TWO)
    read = case.evidence.captures["report"]
    words = "word " * 10_000
    long = replace(read, capture=replace(read.capture, text=words), text=searchable(words))
    evidence = replace(
        case.evidence,
        captures={"report": long},
        claims=(replace(claim(TWO, TWO), passages=(Place("report", 0, 50_000),)),),
    )
    (found, _) = note_of(replace(case, evidence=evidence)).passages
    assert len(found.words) < 170
    assert found.words.endswith("word …")
    assert len(found.href) < 150


# The annex.

TYPED = "Nearly all of the 40 quays cost 1,300 crowns, about 95 per cent.[^report]"


def looked(text, state, kind="figure", **more):
    start = TYPED.find(text)
    return Looked(kind, text, start, start + len(text), state, **more)


def annex_of(case):
    annex = page_of(case).get_element_by_id("section.evidence")
    (figures,) = annex.find_class("looked")
    return [" ".join(item.text_content().split()) for item in figures.xpath("./ul/li")]


def test_the_annex_says_what_was_found_and_lists_what_was_not_with_its_place(case_of):
    figures = (
        looked("40", "found", at=place("40")),
        looked("1,300", "missing", instead=place("1,200 crowns")),
        looked("about 95 per cent", "rounded", at=place("38")),
        looked("Ole Vik", "missing", "name"),
    )
    case = about(case_of(TYPED), claim(TYPED, TYPED, QUAYS, looked=figures))
    assert annex_of(case) == [
        "Figures found (1): The copy has the figure, as it is typed or in words that mean the same.",
        (
            "Figures found more exactly (1): The copy has a more exact figure, from which this one is "
            "rounded. The works: point: “about 95 per cent”, in the copy: “38”"
        ),
        (
            "Figures not found (1): No copy of what the sentence cites has the figure. "
            "The works: point: “1,300”, in the copy: “1,200 crowns”"
        ),
        (
            "Names not found (1): No copy of what the sentence cites has the name. "
            "The works: point: “Ole Vik”"
        ),
        "In a text typed or pasted by hand (2): The copy does not show what it was taken from.",
    ]
    page = page_of(case)
    (link,) = page.xpath('//*[@class="looked"]/ul/li[3]//a')
    assert page.get_element_by_id(link.get("href")[1:]).tag == "li"


REASON = "# briefgen: allow figure-not-in-source because it is the sum of the table"


def test_the_annex_says_what_the_writer_allowed_but_not_why(tmp_path):
    points = ("1,300 crowns.[^report]", "1,400 crowns.[^report]")
    brief = BRIEF.replace(
        "points: POINTS", f"points:\n      {REASON}\n      - {points[0]}\n      - {points[1]}"
    )
    case = checked_in(tmp_path, brief=brief)
    assert [found.rule for found in case.diagnostics] == ["figure-not-in-source", "unused-source"]
    (line,) = [each for each in annex_of(case) if each.startswith("Figures not found (2)")]
    first, second = line.split(" The works: point: ")[1:]
    assert first.startswith("“1,300 crowns”")
    assert first.endswith("(allowed by the writer)")
    assert "allowed" not in second
    tags = [each["value"] for found in annotations(case) for each in found["body"]]
    assert "figure allowed: 1,300 crowns" in tags
    assert "figure allowed: 1,400 crowns" not in tags
    assert "sum of the table" not in web_annotations(case.brief, case.evidence)
    assert "sum of the table" not in render(pipeline.viewed(case), "packet", Look())


def test_what_a_source_has_elsewhere_is_not_called_missing(case_of):
    figure = looked("40", "missing", elsewhere=True)
    name = looked("Ole Vik", "missing", "name", elsewhere=True)
    case = about(case_of(TYPED), claim(TYPED, TYPED, QUAYS, looked=(figure, name)))
    assert [line.split(":")[0] for line in annex_of(case)] == [
        "Figures found elsewhere (1)",
        "Names found elsewhere (1)",
    ]
    assert [line.split(": ", 2)[2] for line in annex_of(case)] == [
        "point: “40”",
        "point: “Ole Vik”",
    ]
    assert tally_of(case.brief, case.evidence).figures == {"elsewhere": 1}
    (found,) = annotations(case)
    assert found["body"][0]["value"] == "elsewhere"


def test_the_annex_shows_nothing_of_a_source_where_somebody_is_not_named(case_of):
    figures = (looked("1,300", "missing", instead=place("1,200 crowns")),)
    brief = BRIEF.replace(*NO_LINK["somebody on background"])
    case = about(case_of(TYPED, brief=brief), claim(TYPED, TYPED, looked=figures))
    assert annex_of(case)[0].endswith("The works: point: “1,300”")


def test_figures_that_stand_in_one_place_are_listed_together(case_of):
    figures = (looked("40", "missing"), looked("1,300", "missing"))
    case = about(case_of(TYPED), claim(TYPED, TYPED, looked=figures))
    assert annex_of(case)[0].endswith("The works: point: “40”; “1,300”")


def test_figures_without_a_copy_are_counted_at_each_source_that_has_none(case_of):
    text = "It was 12 or 13, and 40, as Ole Vik said.[^letter][^report]"
    views = pipeline.viewed(case_of(text, "Of 40 quays 38.[^report]")).sources
    assert [(each.title, each.uncopied) for each in views] == [
        ("A letter", "2 figures could not be looked for: no copy was kept."),
        ("Report on the quays", ""),
    ]


def test_what_is_typed_about_somebody_who_is_not_printed_is_neither_counted_nor_listed(case_of):
    aide = "{name: Anna Berg}\n  aide: {described_as: an aide of the council, attribution: on background, note: 'Met 77 times.[^report][^letter]'}"  # fmt: skip
    case = case_of("Of 40 quays 38.[^report]", brief=BRIEF.replace("{name: Anna Berg}", aide))
    assert any(claim.path[0] == "people" for claim in case.evidence.claims)
    assert case.tally.figures == {"found": 2}
    assert [line.split(":")[0] for line in annex_of(case)] == [
        "Figures found (2)",
        "In a text typed or pasted by hand (2)",
    ]
    assert [each.uncopied for each in pipeline.viewed(case).sources if each.uncopied] == []
    assert "77" not in web_annotations(case.brief, case.evidence)


# The annotations.


def annotations(case):
    return json.loads(web_annotations(case.brief, case.evidence))["first"]["items"]


def test_a_sentence_that_was_looked_at_has_an_annotation(case_of):
    figures = (looked("40", "found", at=place("40")), looked("1,300", "missing"))
    case = about(case_of(TYPED), claim(TYPED, TYPED, QUAYS, looked=figures))
    (found,) = annotations(case)
    assert found["id"] == "urn:briefgen:claim:the-works-point-nearly-all-of-the-40-quays:1"
    assert [(each["purpose"], each["value"]) for each in found["body"]] == [
        ("assessing", "missing"),
        ("describing", TYPED),
        ("commenting", "No copy of what the sentence cites has the figure."),
        ("tagging", "figure found: 40"),
        ("tagging", "figure missing: 1,300"),
        ("tagging", "copy: typed"),
    ]
    assert found["target"] == {
        "source": URL,
        "selector": {"type": "TextQuoteSelector", "exact": QUAYS},
        "state": {"type": "TimeState", "cached": "report.txt"},
    }


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        (("rounded", "found"), "rounded"),
        (("uncopied", "rounded"), "uncopied"),
        (("elsewhere", "uncopied"), "elsewhere"),
        (("missing", "elsewhere"), "missing"),
    ],
)
def test_a_sentence_has_the_state_of_which_most_is_open(states, worst, case_of):
    for kind in ("figure", "name"):
        each = [
            replace(looked("40", state, kind), elsewhere=False)
            if state != "elsewhere"
            else looked("40", "missing", kind, elsewhere=True)
            for state in states
        ]
        for order in (each, each[::-1]):
            case = about(case_of(TYPED), claim(TYPED, TYPED, looked=tuple(order)))
            (found,) = annotations(case)
            assert found["body"][0]["value"] == worst
            # In words as well: of the figure, or of the name.
            assert worst == "uncopied" or kind in found["body"][2]["value"]


def test_each_sentence_has_an_id_of_its_own_also_in_notes_on_people(case_of):
    noted = "{name: Anna Berg}\n  clerk: {name: Ole Vik, note: 'Saw 40 quays.[^report]'}"
    brief = BRIEF.replace("{name: Anna Berg}", noted)
    case = case_of("Of 40 quays 38.[^report] It cost 1,200 crowns.[^report]", brief=brief)
    note, first, second = sorted(each["id"] for each in annotations(case))
    assert (first[-2:], second[-2:]) == (":1", ":2")
    assert first[:-1] == second[:-1]
    assert note == "urn:briefgen:claim:people-clerk-note:1"


def test_a_name_that_a_comment_allows_at_its_place_is_in_no_list_of_names(case_of):
    singer = "{name: Anna Berg}\n  aide: {name: Una Flett, described_as: an aide of the council, attribution: on background}"  # fmt: skip
    brief = BRIEF.replace("{name: Anna Berg}", singer).replace(
        "points:", "# briefgen: allow name-on-background because she sings\n    points:"
    )
    text = "Una Flett sang on 40 quays.[^report]"
    names = (Looked("name", "Una Flett", 0, 9, "missing"), Looked("figure", "40", 18, 20, "found"))
    case = about(case_of(text, brief=brief), claim(text, text, looked=names))
    assert case.errors == []
    assert annex_of(case)[1:] == [
        "Names not found (1): No copy of what the sentence cites has the name."
    ]
    (found,) = annotations(case)
    assert [each["value"] for each in found["body"][3:]] == ["figure found: 40", "copy: typed"]
    # The search of what leaves the house finds her nowhere else.
    refuse_named(
        case,
        Look(),
        [
            registry.output("evidence").leaving(
                web_annotations(case.brief, case.evidence).encode(), ""
            )
        ],
    )


@pytest.mark.parametrize("text", ["Of 40 quays 38.", "It was 12.[^letter]", "Done.[^report]"])
def test_a_sentence_that_was_not_compared_has_none(text, case_of):
    assert annotations(case_of(text)) == []


def test_an_annotation_shows_no_passage_where_somebody_is_not_named(case_of):
    figures = (looked("40", "found", at=place("40")),)
    brief = BRIEF.replace(*NO_LINK["somebody on background"])
    case = about(case_of(TYPED, brief=brief), claim(TYPED, TYPED, QUAYS, looked=figures))
    (found,) = annotations(case)
    assert "selector" not in found["target"]
    assert QUAYS not in json.dumps(found)


def test_a_sentence_with_two_copies_has_two_targets(case_of):
    copies = BRIEF.replace("{title: A letter}", "{title: A letter, capture: report.txt}")
    text = "Of 40 quays 38 were repaired.[^report][^letter]"
    (found,) = annotations(case_of(text, brief=copies))
    assert [each["source"] for each in found["target"]] == [URL, "urn:briefgen:source:letter"]
