"""What the preview shows behind the number of a note: what its sentence rests on."""

import re
import shutil
from dataclasses import replace
from hashlib import sha256

import pytest
from written import ROOT, put

from briefgen.evidence.claim import Claim, Looked, Place
from briefgen.preview.compiled import compiled
from briefgen.preview.passages import MOST
from briefgen.settings.options import Options

SURVEY = """\
School Buildings Office: roofs in winter

Of the roofs of 412 schools in the four provinces that the office looked at, 89 per
cent were found sound.

Finance  31  41
Harbour  52  38

The office looks again on 14 May.
"""
LETTER = (
    "We pay for forty roofs,\nprovided that the districts bear a tenth. Nothing more is agreed.\n"
)
BRIEF = """\
briefgen: 1
title: Budget talks
as_of: 2026-03-02
principal: minister
people:
  minister: {{name: Anna Berg, role: Minister of Education}}
  state: {{name: Jonas Falk, role: State Secretary, note: "Wrote of it [^letter]."}}
bottom_line: Finance wants to wait[^letter][^talk].
programme:
  - {{date: 2026-03-04, title: Meeting at Finance, with: state, note: "At their wish [^talk]."}}
agenda:
  - title: School repairs
    objective: Repairs begin this year.
    points:
      - "Some are sound[^survey]. Of 412 roofs 98 per cent are sound[^survey]."
      - {{text: "The roofs leak. They are old[^talk].", sources: [survey], kind: avoid, why: "As told [^talk]."}}
    quotes:
      - {{speaker: state, text: We pay for forty roofs, said_on: 2026-02-20, sources: [letter, talk]}}
    figures: [{{file: roof.png, alt: A roof, caption: The roof of a school., sources: survey}}]
    background: {{text: "`[^talk]` is no number, and this is one[^survey].", sources: [survey, letter]}}
  - title: Money
    objective: Half of it is paid.
    background:
      text: |
        #### What is counted

        The survey counts[^survey]:

        - sound roofs,
        - others.

        Then money[^letter].

        | School | Roofs |
        |---|--:|
        | A | 1 |
        | B | 2 |
      sources: [survey, talk]
sources:
  survey: {{title: Survey of roofs, published: 2025-12-01, capture: survey.txt, sha256: {survey}}}
  letter: {{title: Letter, published: 2026-02-20, capture: letter.txt, sha256: {letter}}}
  talk: {{title: Notes of a talk, published: 2024-05-01}}
"""
POINT = ("agenda", 0, "points", 0, "text")
AVOID = ("agenda", 0, "points", 1, "text")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brief")
    texts = {"survey": SURVEY, "letter": LETTER}
    sums = {
        name: sha256(put(folder / f"{name}.txt", text).read_bytes()).hexdigest()
        for name, text in texts.items()
    }
    shutil.copy(ROOT / "briefs" / "pictures" / "sill-depth.png", folder / "roof.png")
    brief = put(folder / "brief.yaml", BRIEF.format(**sums))
    found = compiled(brief, brief.name, Options(), lambda: False)
    assert not found.failed, found.found
    return found


def numbers_of(made, path):
    """The numbers that stand behind a text, as (id, source, offset)."""
    return [
        (number, each.source, each.at)
        for number, each in made.references.items()
        if each.path == path
    ]


def sentence(text, words):
    start = text.index(words)
    return start, start + len(words)


def at(text, words, source="survey"):
    return Place(source, *sentence(text, words))


def shown(made, number, *claims):
    """What is shown for a number, where these claims are what was found."""
    evidence = replace(made.case.evidence, claims=claims)
    return replace(made, case=replace(made.case, evidence=evidence)).passages(number)


def words_of(source):
    return "".join(words for words, _ in source["pieces"])


def marked_in(source):
    return [words for words, is_marked in source["pieces"] if is_marked]


# Which text


@pytest.mark.parametrize("template", ["packet", "card"])
def test_every_number_on_a_page_stands_behind_a_text(made, template):
    numbers = re.findall(r'id="(cite\.[\d.]+)"', made.pages[template])
    assert set(numbers) <= made.references.keys()
    assert numbers or template == "card"


def test_a_number_inside_a_text_stands_where_it_was_typed(made):
    text = "Some are sound[^survey]. Of 412 roofs 98 per cent are sound[^survey]."
    first, second = numbers_of(made, POINT)
    assert first[1:] == ("survey", text.index("[^"))
    assert second[1:] == ("survey", text.rindex("[^"))


def test_what_is_typed_as_code_is_no_number(made):
    beside = numbers_of(made, ("agenda", 0, "background", "text"))
    text = made.case.brief.agenda[0].background.text
    assert [(source, at) for _, source, at in beside] == [
        ("survey", text.index("[^survey")),
        ("letter", None),
    ]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("agenda", 0, "figures", 0, "caption"), None),
        (("people", "state", "note"), "Wrote of it "),
        (("programme", 0, "note"), "At their wish "),
        ((*AVOID[:-1], "why"), "As told "),
    ],
)
def test_notes_reasons_and_captions_have_numbers_too(made, path, words):
    assert [at for _, _, at in numbers_of(made, path)] == [words and len(words)]


# Which sentence


def test_the_sentence_before_the_number_is_shown(made):
    text = made.case.brief.agenda[0].points[0].text
    one = Claim(POINT, 0, 24, ("survey",), passages=(at(SURVEY, "School Buildings Office"),))
    two = Claim(POINT, 25, len(text), ("survey",), passages=(at(SURVEY, "Finance  31  41"),))
    first, second = (number for number, _, _ in numbers_of(made, POINT))
    (found,) = shown(made, first, one, two)["sentences"]
    assert words_of(found["sources"][0]).startswith("School Buildings Office")
    (found,) = shown(made, second, one, two)["sentences"]
    assert words_of(found["sources"][0]).startswith("Finance")


def test_a_sentence_has_all_of_its_sources_the_clicked_one_first(made):
    claim = Claim(("bottom_line", "text"), 0, 40, ("letter", "talk"))
    numbers = {source: number for number, source, _ in numbers_of(made, ("bottom_line", "text"))}
    (found,) = shown(made, numbers["talk"], claim)["sentences"]
    assert [each["title"] for each in found["sources"]] == ["Notes of a talk", "Letter"]


def test_a_number_beside_a_text_has_each_sentence_that_rests_on_it(made):
    claims = (
        Claim(AVOID, 0, 15, ("survey",)),
        Claim(AVOID, 16, 36, ("talk", "survey")),
        Claim(AVOID, 37, 40, ("letter",)),
    )
    (number,) = (number for number, source, _ in numbers_of(made, AVOID) if source == "survey")
    found = shown(made, number, *claims)["sentences"]
    assert [each["words"] for each in found] == ["The roofs leak.", "They are old."]
    assert [[source["title"] for source in each["sources"]] for each in found] == [
        ["Survey of roofs"]
    ] * 2


def test_the_number_of_a_line_with_a_colon_stands_for_the_list_below_it(made):
    path = ("agenda", 1, "background", "text")
    text = made.case.brief.agenda[1].background.text
    lines = [
        Claim(path, *sentence(text, line), (source,))
        for line, source in [
            ("The survey counts[^survey]:", "survey"),
            ("sound roofs,", "survey"),
            ("others.", "survey"),
            ("Then money[^letter].", "letter"),
        ]
    ]
    (number, *_), *_ = numbers_of(made, path)
    found = shown(made, number, *lines)["sentences"]
    assert [each["words"] for each in found] == ["The survey counts:", "sound roofs,", "others."]


def test_the_number_beside_a_text_has_neither_headings_nor_what_has_that_number_itself(made):
    path = ("agenda", 1, "background", "text")
    text = made.case.brief.agenda[1].background.text
    words = ("#### What is counted", "The survey counts[^survey]:", "| A | 1 |")
    lines = [Claim(path, *sentence(text, line), ("survey",)) for line in words]
    (number, *_), *_ = (each for each in numbers_of(made, path) if each[2] is None)
    assert [each["words"] for each in shown(made, number, *lines)["sentences"]] == [""]
    assert [each["words"] for each in shown(made, number, *lines, lines[2])["sentences"]] == [
        "A · 1",
        "A · 1",
    ]
    # Where all have it, they are what it stands for.
    found = shown(made, number, *[lines[1]] * 2)["sentences"]
    assert [each["words"] for each in found] == ["The survey counts:"] * 2


def test_of_so_many_sentences_the_passages_are_sent_and_no_more(made):
    (number,) = (number for number, source, _ in numbers_of(made, AVOID) if source == "survey")
    claims = [Claim(AVOID, 0, 15, ("survey",))] * (MOST + 1)
    assert len(shown(made, number, *claims)["sentences"]) == MOST


def test_what_rests_on_nothing_that_was_looked_for_is_unknown(made):
    ((number, _, _), *_) = numbers_of(made, POINT)
    assert shown(made, number) is None
    assert made.passages("cite.9.9") is None


# What is shown of it


def source_shown(made, claim, name="survey"):
    ((number, _, _), *_) = numbers_of(made, claim.path)
    (found,) = shown(made, number, claim)["sentences"]
    return next(each for each in found["sources"] if name in each["title"].lower())


PASSAGE = SURVEY[SURVEY.index("Of the roofs") : SURVEY.index("\n\nFinance")]


def looked(words, state, place=None, instead=None):
    return Looked("figure", words, 0, 1, state, place, instead)


def claim_of(*figures, passage=PASSAGE):
    place = (at(SURVEY, passage),) if passage else ()
    return Claim(POINT, 0, 90, ("survey",), figures, place)


def test_the_passage_has_the_figures_marked_that_were_found_in_it(made):
    found = source_shown(made, claim_of(looked("412", "found", at(SURVEY, "412 schools"))))
    assert found["title"] == "Survey of roofs"
    assert found["note"]
    assert found["where"] == "line 3"
    assert marked_in(found) == ["412 schools"]
    assert words_of(found) == PASSAGE.replace("\n", " ")
    assert found["said"] == []


def test_what_was_not_found_is_named_and_what_the_passage_has_instead(made):
    missing = looked("98 per cent", "missing", None, at(SURVEY, "89 per\ncent"))
    found = source_shown(made, claim_of(missing, looked("7", "uncopied")))
    assert found["said"] == [
        "Not found in this copy: 98 per cent; 7.",
        "The passage has: 89 per cent.",
    ]
    assert marked_in(found) == []


def test_what_another_place_or_source_has_instead_is_not_said_of_the_passage(made):
    start = SURVEY[:60]
    for instead in (at(LETTER, "forty", "letter"), at(SURVEY, "14 May")):
        found = source_shown(made, claim_of(looked("7", "missing", None, instead), passage=start))
        assert found["said"] == ["Not found in this copy: 7."]


def test_what_a_browser_would_obey_is_not_said(made):
    found = source_shown(made, claim_of(looked("7\x1b[2J\u202e8", "missing")))
    assert found["said"] == ["Not found in this copy: 7\ufffd[2J\ufffd8."]


def test_what_was_found_elsewhere_is_said_with_its_place(made):
    found = source_shown(made, claim_of(looked("14 May", "found", at(SURVEY, "14 May"))))
    assert found["said"] == ["Elsewhere in this copy: 14 May (line 9)."]


def test_what_was_found_in_a_copy_without_lines_is_said_with_the_words_around_it(made):
    read = made.case.evidence.captures["survey"]
    page = replace(read, capture=replace(read.capture, media_type="text/html"))
    figure = looked("14 May", "found", at(SURVEY, "14 May"))
    found = source_shown(with_copy(made, page), claim_of(figure))
    assert found["where"] == ""
    assert found["said"] == ["Elsewhere in this copy: “office looks again on 14 May.”."]


def test_what_a_copy_says_of_something_else_is_not_said_to_be_missing(made):
    figure = replace(looked("31", "missing", None, at(SURVEY, "89 per\ncent")), elsewhere=True)
    assert source_shown(made, claim_of(figure))["said"] == [
        "Only where this copy speaks of something else: 31.",
        "The passage has: 89 per cent.",
    ]


def test_what_a_passage_has_once_more_is_marked_there(made):
    again = "By 31.5 metres, of 31 roofs 14 leak. Of 31 roofs none is new."
    text = f"It looked at 31 roofs in all.\n\n{again}"
    figure = looked("31", "found", at(text, "31"))
    claim = Claim(POINT, 0, 90, ("survey",), (figure,), (at(text, again),))
    found = source_shown(with_text(made, text), claim)
    assert marked_in(found) == ["31"]
    assert found["pieces"][0] == ["By 31.5 metres, of ", False]
    assert found["said"] == []


def test_of_a_name_it_is_not_said_where_else_it_is(made):
    name = replace(looked("Harbour", "found", at(SURVEY, "Harbour")), kind="name")
    assert source_shown(made, claim_of(name))["said"] == []


def test_the_row_of_a_table_is_shown_without_its_bars(made):
    path = ("agenda", 1, "background", "text")
    text = made.case.brief.agenda[1].background.text
    rows = [Claim(path, *sentence(text, row), ("survey",)) for row in ("| A | 1 |", "| B | 2 |")]
    (number, *_), *_ = (each for each in numbers_of(made, path) if each[2] is None)
    assert [each["words"] for each in shown(made, number, *rows)["sentences"]] == ["A · 1", "B · 2"]


def test_of_a_source_without_a_copy_so_much_is_said_once(made):
    path = ("agenda", 1, "background", "text")
    claims = [Claim(path, start, start + 5, ("talk",)) for start in (10, 40)]
    (number,) = (each for each, source, _ in numbers_of(made, path) if source == "talk")
    (found,) = shown(made, number, *claims)["sentences"]
    assert found["words"] == ""


def test_of_what_another_source_has_nothing_is_said(made):
    found = source_shown(made, claim_of(looked("40", "found", at(LETTER, "forty", "letter"))))
    assert found["said"] == []


def test_a_copy_without_such_a_passage_is_said_to_have_none(made):
    found = source_shown(made, claim_of(passage=""))
    assert found["pieces"] == []
    assert found["said"] == ["No passage of this copy is like the sentence."]


def test_without_such_a_passage_the_words_around_a_figure_are_shown(made):
    figure = looked("14 May", "found", at(SURVEY, "14 May"))
    found = source_shown(made, claim_of(figure, passage=""))
    assert marked_in(found) == ["14 May"]
    assert "Harbour  52  38" in words_of(found)
    said = "No passage of this copy is like the sentence; these are the words around “14 May”."
    assert found["said"] == [said]


def test_a_source_without_a_copy_is_said_to_have_none(made):
    claim = Claim(("bottom_line", "text"), 0, 40, ("letter", "talk"))
    assert source_shown(made, claim, "talk")["said"] == ["There is no copy of this source."]


def test_rows_stay_rows(made):
    found = source_shown(made, claim_of(passage="Finance  31  41\nHarbour  52  38"))
    assert words_of(found).split("\n")[0] == "Finance  31  41"


def test_a_quote_stands_among_the_words_around_it(made):
    (number, *_), *_ = numbers_of(made, ("agenda", 0, "quotes", 0, "text"))
    panel = made.passages(number)
    letter, talk = panel["sentences"][0]["sources"]
    assert panel["title"] == "The quote in its source"
    assert marked_in(letter) == ["We pay for forty roofs"]
    assert words_of(letter).endswith("Nothing more is agreed.\n")
    assert talk["said"] == ["There is no copy of this source."]


def test_a_passage_is_on_no_page(made):
    figure = looked("412", "found", at(SURVEY, "412 schools"))
    assert "four provinces" in words_of(source_shown(made, claim_of(figure)))
    assert not any("four provinces" in page for page in made.pages.values())


def with_copy(made, read):
    """The same brief, with another copy of the survey."""
    captures = {**made.case.evidence.captures, "survey": read}
    evidence = replace(made.case.evidence, captures=captures)
    return replace(made, case=replace(made.case, evidence=evidence))


def with_text(made, text):
    read = made.case.evidence.captures["survey"]
    return with_copy(made, replace(read, capture=replace(read.capture, text=text)))


@pytest.mark.parametrize("word", ["roof ", "屋根"])
def test_a_passage_without_an_end_is_cut(made, word):
    text = word * 100_000
    figure = Place("survey", 100_000, 100_004)
    claim = Claim(POINT, 0, 90, ("survey",), (looked("roof", "found", figure),))
    claim = replace(claim, passages=(Place("survey", 0, len(text)),))
    found = source_shown(with_text(made, text), claim)
    assert 2000 < len(words_of(found)) < 2500
    assert len(marked_in(found)) == 1
    assert found["pieces"][0] == ["… ", False]
    assert found["pieces"][-1] == [" …", False]


def test_what_turns_the_direction_of_a_text_is_left_out(made):
    text = "Sound: \u202e89\u202c per\tcent\x1b[31m."
    claim = Claim(POINT, 0, 90, ("survey",), passages=(Place("survey", 0, len(text)),))
    assert words_of(source_shown(with_text(made, text), claim)) == "Sound: 89 per cent[31m."
