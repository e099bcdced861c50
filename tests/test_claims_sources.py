"""Which of several sources a figure or a name is found in, and when it counts as in none."""

from __future__ import annotations

import hashlib

import pytest
import yaml
from smallest import SMALLEST

from briefgen.attribution import evidence_of
from briefgen.load.reader import load
from briefgen.model.validate import validate

FERRIES = """The winter timetable left 14 per cent of the inspected ferries without a berth.

In spring the council asked how long a crossing should be, what a cup of coffee on board may cost,
and who has to sweep the snow from the stairs. It heard the masters of three boats, a baker, and the
keeper of the lamp on the old mole, whose father had kept it before her. Nothing was decided then.

Of the pilots who answered a letter, 23 per cent wish to work until they are seventy years old.
"""
LEFT = "Of the ferries inspected, the winter timetable left 23 per cent without a berth."
NETS = "Ice tore 38 of the nets in spring."
GERMAN = (
    "Die Boote der Stadt sind im Winter in dem Hafen und nicht auf See, und das ist die Lage. " * 20
)


@pytest.fixture
def looked_for(tmp_path):
    """What was looked for in a sentence that cites these texts: each a copy, or a source's fields."""

    def found(sentence, *texts, language="en-GB", also=(), **more):
        sources = {}
        for number, text in enumerate(texts):
            fields = {"copy": text} if isinstance(text, str) else dict(text)
            copy, source = fields.pop("copy", None), {"title": "A report", **fields}
            if copy is not None:
                (tmp_path / f"{number}.txt").write_text(copy, "utf-8")
                digest = hashlib.sha256(copy.encode()).hexdigest()
                source |= {"capture": f"{number}.txt", "sha256": digest}
            sources[f"s{number}"] = source
        fields = {
            "language": language,
            "sources": sources,
            "background": {"text": sentence, "sources": [*sources, *also]},
        }
        fields |= more
        brief, problems = validate(load(yaml.safe_dump(SMALLEST | fields).encode(), "brief.yaml"))
        assert brief is not None, problems
        claims = evidence_of(brief, tmp_path).claims
        return [each for claim in claims if claim.path[0] == "background" for each in claim.looked]

    return found


def told(found):
    """What was told of each: its words, its state, the source that has it."""
    return [(each.text, each.state, each.at and each.at.source) for each in found]


# Where it is found.


def test_the_same_value_of_one_source_is_told_before_a_more_exact_one_of_another(looked_for):
    near, same = "The council of Arden counted 1,240 calls.", "Elsewhere it had 1,200 calls."
    sentence = "The council of Arden counted about 1,200 calls."
    (looked,) = (each for each in looked_for(sentence, near, same) if each.kind == "figure")
    assert (looked.state, looked.at.source) == ("found", "s1")
    (looked,) = (each for each in looked_for(sentence, near) if each.kind == "figure")
    assert (looked.state, looked.at.source) == ("rounded", "s0")
    (looked,) = (
        each for each in looked_for(sentence.replace("about ", ""), near) if each.kind == "figure"
    )
    assert looked.state == "missing"


def test_a_copy_is_told_before_what_the_brief_says_of_another_source(looked_for):
    titled = {"title": "The nets of 2031", "copy": "Nothing is said here of the year."}
    sources = titled, "So it was: 2031."
    assert told(looked_for("In 2031 ice tore the nets.", *sources)) == [("2031", "found", "s1")]


def test_the_source_with_the_passage_most_alike_is_told_first(looked_for):
    other = f"{FERRIES}\nSome 38 of the pilots smoke.\n"
    alike = (
        f"{FERRIES}\nIce tore 38 of the nets in spring, as the council heard from the masters.\n"
    )
    assert told(looked_for(NETS, other, alike)) == [("38", "found", "s1")]


def test_of_places_in_one_source_that_in_the_passage_most_alike_is_told(looked_for):
    copy = f"Then 38 of the pilots smoke.\n\n{FERRIES}\nIn spring ice tore 38 of the nets.\n"
    (looked,) = looked_for(NETS, copy)
    assert copy[: looked.at.start].endswith("ice tore ")


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("38", {"title": "The 38 nets"}),
        ("38", {"author": "The Group of 38"}),
        ("38", {"publisher": "Office for 38 nets"}),
        ("6 May 2031", {"published": "2031-05-06"}),
        ("6 May 2031", {"accessed": "2031-05-06"}),
    ],
)
def test_what_the_brief_says_of_a_source_has_figures_and_dates(words, source, looked_for):
    (looked,) = looked_for(f"It says {words}.", source)
    assert (looked.state, looked.at) == ("found", None)


# Where it is found, but not in its place.


def test_a_value_of_another_passage_is_told_of_a_source_that_is_alone(looked_for):
    (looked,) = looked_for(LEFT, FERRIES)
    assert (looked.state, looked.elsewhere) == ("missing", True)


@pytest.mark.parametrize("also", [["nobody"], ["s1"]])
def test_where_another_source_may_have_it_a_value_of_another_passage_is_found(also, looked_for):
    more = [{"title": "A letter"}] if also == ["s1"] else []
    (looked,) = looked_for(LEFT, FERRIES, *more, also=also)
    assert (looked.state, looked.elsewhere, looked.instead) == ("found", False, None)


def test_a_value_that_the_title_has_as_well_is_found(looked_for):
    titled = {"title": "Why 23 per cent wait for a berth", "copy": FERRIES}
    (looked,) = looked_for(LEFT, titled)
    assert (looked.state, looked.elsewhere) == ("found", False)


UNLIKE = (
    "Painters, plumbers, cooks, tailors, teachers, nurses, bankers, gardeners and bakers left 23 per "
    "cent of all inspected timber without varnish, wax or berth."
)


@pytest.mark.parametrize(
    ("sentence", "answered", "elsewhere"),
    [
        # Of about the size of 14, or of its digits.
        (LEFT, "23", True),
        (LEFT.replace("23", "41"), "41", True),
        # With a word or two of the passage, or with little of all that the sentence says.
        ("Nobody inspected 23 per cent.", "23", False),
        (UNLIKE, "23", False),
    ],
)
def test_a_value_is_only_told_to_be_elsewhere_where_that_is_sure(
    sentence, answered, elsewhere, looked_for
):
    found = looked_for(sentence, FERRIES.replace("23", answered))
    assert [each.elsewhere for each in found if each.kind != "name"] == [elsewhere]


def test_a_word_of_a_passage_is_no_sign_that_it_speaks_of_the_same(looked_for):
    copy = FERRIES.replace("14 per cent of the", "14").replace("23 per cent wish", "23 wish")
    assert {each.state for each in looked_for("Nobody inspected 23.", copy)} == {"found"}
    alike = "The winter timetable left 23 inspected ferries without a berth."
    assert {each.state for each in looked_for(alike, copy)} == {"missing"}


@pytest.mark.parametrize(
    ("copy", "state"),
    [
        (
            FERRIES.replace("Of the pilots who", "In 1987, of the 4,312 pilots in 212 ports who"),
            "found",
        ),
        (
            f"In 1987 it rained in 212 ports.\n\n{FERRIES}\nNobody counts the 4,312 gulls.",
            "missing",
        ),
    ],
)
def test_other_figures_of_a_sentence_tell_of_its_place_as_its_words_do(copy, state, looked_for):
    sentence = "In 1987, of 4,312 inspected ferries in 212 harbours 23 per cent had no berth."
    states = {each.text: each.state for each in looked_for(sentence, copy)}
    assert states.pop("23 per cent") == state
    assert set(states.values()) == {"found"}


@pytest.mark.parametrize(("year", "instead"), [(2031, "2029"), (2099, "2029"), (1987, None)])
def test_a_year_of_another_passage_is_a_slip_if_it_is_near_or_of_the_same_digits(
    year, instead, looked_for
):
    copy = FERRIES.replace("timetable", "timetable of 2029").replace("letter", f"letter of {year}")
    sentence = f"The winter timetable of {year} left inspected ferries without a berth."
    (looked,) = looked_for(sentence, copy)
    assert looked.elsewhere == bool(instead)
    assert (looked.instead and copy[looked.instead.start : looked.instead.end]) == instead


# What the source has instead.


def instead(found, copy):
    """What the copy has instead of each figure and date."""
    return [
        each.instead and copy[each.instead.start : each.instead.end]
        for each in found
        if each.kind != "name"
    ]


def test_what_a_passage_has_instead_is_told_if_it_is_one_value(looked_for):
    one = "On the quay of Arden 46 people work in summer.\n"
    two = "On the quay of Arden 46 people work in summer, and 45 in winter.\n"
    sentence = "On the quay of Arden 47 people work in summer."
    assert instead(looked_for(sentence, one), one) == ["46"]
    assert instead(looked_for(sentence, two), two) == [None]


def test_what_the_sentence_has_as_well_is_not_told_instead(looked_for):
    copy = "On the quay of Arden 46 people work in summer, and 12 in winter.\n"
    found = looked_for("On the quay of Arden 47 people work in summer, and 12 in winter.", copy)
    assert instead(found, copy) == ["46", None]


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("The mole of Arden was closed for 63 months.", "63 days"),
        ("The mole of Arden was closed on 6 June.", "6 May"),
        ("The mole of Arden was closed in 2031.", None),
    ],
)
def test_what_is_told_instead_is_of_the_same_kind(sentence, read, looked_for):
    copy = "The mole of Arden was closed for 63 days, from 6 May on, by 14 guards.\n"
    assert instead(looked_for(sentence, copy), copy) == [read]


# How a copy is read.

FAR_BELOW = "Cars (thousands)\n" + "Arden\n" * 1200 + "4\t312\n"


@pytest.mark.parametrize(
    ("sentence", "copy", "state"),
    [
        # A heading multiplies what stands in its table, not what prose below says.
        ("It carried 312,000 cars.", "Cars (thousands)\nArden\t4\t312\n", "found"),
        (
            "It carried 312,000 cars.",
            "Cars (thousands)\nArden\n\nSome 312 cars are blue.\n",
            "missing",
        ),
        ("It carried £312,000.", "Takings (£000)\nArden\t4\t312\n", "found"),
        ("It carried £312,000.", "Takings (£000)\nArden\n312\n", "found"),
        ("It carried £312,000.", "Takings (£000)\nArden\n312 as always\n", "missing"),
        ("It carried €312,000.", "Takings (£ thousand)\nArden\t4\t312\n", "missing"),
        ("It carried 312,000 cars.", FAR_BELOW, "missing"),
        # What may be a time may be a sum.
        ("The fare is €14.30.", "The fare is 14.30 on all days.", "found"),
        ("The fare is paid at 14:30.", "The fare is paid at 14.30 on all days.", "found"),
        # A part of one is a share.
        ("Some 20 per cent are blue.", "The share of blue ones is 0.2 by now.", "found"),
        ("Some 20 per cent are blue.", "The share of blue ones is 0.3 by now.", "missing"),
    ],
)
def test_a_copy_is_read_in_each_way_that_is_likely(sentence, copy, state, looked_for):
    assert [each.state for each in looked_for(sentence, copy)] == [state]


# Ranges by their ends.


@pytest.mark.parametrize(
    ("copy", "state"),
    [
        ("It had 14 boats in spring, and in summer 19 boats.", "found"),
        ("It had 19 boats in summer, after 14 boats in spring.", "found"),
        (f"It had 14 boats. {'Nothing else is known. ' * 20} It had 19 boats.", "missing"),
        (f"It had 19 boats. {'Nothing else is known. ' * 20} It had 14 boats.", "missing"),
    ],
)
def test_both_ends_of_a_range_are_found_in_any_order_but_near_each_other(copy, state, looked_for):
    assert [each.state for each in looked_for("It has 14–19 boats.", copy)] == [state]


def test_one_number_is_not_both_ends_of_a_range(looked_for):
    copy = "It rains on 14.5 per cent of all days."
    assert [each.state for each in looked_for("It rains on 14 to 15 per cent.", copy)] == [
        "missing"
    ]


# What can't be told.


def test_a_weekday_is_only_missing_where_the_source_names_any(looked_for):
    without, with_one = "On the quay 46 people work.", "From Monday on, 46 people work."
    sentence = "On Tuesday, 46 people work."
    assert told(looked_for(sentence, without)) == [("46", "found", "s0")]
    assert told(looked_for(sentence, with_one)) == [
        ("Tuesday", "missing", None),
        ("46", "found", "s0"),
    ]


def test_a_full_hour_is_not_missing_in_a_language_that_nobody_reads_in_words(looked_for):
    copy = "A hajó este indult, és 46 ember volt rajta."
    typed = "A hajó {} indult, és 46 ember volt rajta."
    assert told(looked_for(typed.format("14:00-kor"), copy, language="hu")) == [
        ("46", "found", "s0")
    ]
    found = looked_for(typed.format("14:25-kor"), copy, language="hu")
    assert [each.state for each in found] == ["missing", "found"]


def test_a_name_is_not_missing_where_one_copy_is_in_another_language(looked_for):
    sentence, copy = "The boats of Solvik came.", "The boats of the town came to the quay. " * 20
    assert told(looked_for(sentence, copy)) == [("Solvik", "missing", None)]
    assert told(looked_for(sentence, copy, GERMAN)) == []


@pytest.mark.parametrize("cited", [{}, {"background": {"text": "Ole Vik met 64 of them."}}])
def test_names_are_looked_for_in_sources_alone(cited, looked_for):
    found = looked_for("Ole Vik met 64 of them.", "Ole Vik met 64 of them.", **cited)
    assert [each.kind for each in found] == (["figure"] if cited else ["name", "figure"])
