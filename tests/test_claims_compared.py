"""What a source has instead of a figure, and where: in tables, elsewhere, in the nearest passage."""

from __future__ import annotations

import hashlib

import pytest
import yaml
from smallest import SMALLEST

from briefgen.attribution import evidence_of
from briefgen.claims.copied import copied
from briefgen.claims.figures import figures_in
from briefgen.claims.spoken import language_of
from briefgen.load.reader import load
from briefgen.model.validate import validate

TABLE = """Ferries and passengers

Line	Boats	Passengers (thousands)	Takings (£m)
Arden – Norwick	4	1,284.6	9.6
Arden – Solvik	3	881.2	4.1

Nobody counted the cars.
"""
REPORT = """The harbour office counts what comes and goes.

The winter timetable left 14 per cent of the inspected ferries without a berth. Repairs take time.

In spring the council asked how long a crossing should be, what a cup of coffee on board may cost,
and who has to sweep the snow from the stairs. It heard the masters of three boats, a baker, and the
keeper of the lamp on the old mole, whose father had kept it before her. Nothing was decided then.

Of the pilots who answered a letter, 23 per cent wish to work until they are seventy years old.
"""


@pytest.fixture
def looked(tmp_path):
    """What was looked for in a sentence that rests on a text, with the words of each place."""

    def found(sentence, text, language="en-GB"):
        (tmp_path / "copy.txt").write_text(text, "utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        source = {"title": "Copy", "capture": "copy.txt", "sha256": digest}
        fields = {
            "language": language,
            "sources": {"copy": source},
            "background": {"text": sentence, "sources": ["copy"]},
        }
        brief, problems = validate(load(yaml.safe_dump(SMALLEST | fields).encode(), "brief.yaml"))
        assert brief is not None, problems
        (claim,) = (each for each in evidence_of(brief, tmp_path).claims if each.cited)
        words = {
            each.text: (each.state, each.at and text[each.at.start : each.at.end])
            for each in claim.looked
            if each.kind != "name"
        }
        instead = [
            (each.elsewhere, text[each.instead.start : each.instead.end])
            for each in claim.looked
            if each.instead
        ]
        passages = [text[each.start : each.end] for each in claim.passages]
        return words, instead, passages

    return found


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The line to Norwick had 1.28 million passengers.", "rounded"),
        ("The line to Norwick had 1,284,600 passengers.", "found"),
        ("The line to Norwick took £9.6m.", "found"),
        ("The line to Norwick had 1.82 million passengers.", "missing"),
        ("The line to Norwick took £9.6bn.", "missing"),
        ("The line to Norwick took £6.9m.", "missing"),
    ],
)
def test_a_number_of_a_table_is_read_in_what_its_heading_says(sentence, state, looked):
    words, _, _ = looked(sentence, TABLE)
    assert [each for each, _ in words.values()] == [state]


def test_a_line_of_prose_below_a_table_is_no_row_of_it(looked):
    text = f"{TABLE}\nOn the first day 184 passengers and 37 cars came.\n"
    words, _, _ = looked("The line to Norwick took £22m.", text)
    assert [state for state, _ in words.values()] == ["missing"]


def test_a_figure_of_another_passage_is_told_with_what_stands_in_its_place(looked):
    sentence = "Of the ferries inspected, the winter timetable left 23 per cent without a berth."
    words, instead, _ = looked(sentence, REPORT)
    assert [state for state, _ in words.values()] == ["missing"]
    assert instead == [(True, "14 per cent")]


def test_a_figure_whose_passage_has_other_words_is_found(looked):
    words, instead, _ = looked("Some 23 per cent hope to stay on for long.", REPORT)
    assert [state for state, _ in words.values()] == ["found"]
    assert instead == []


def test_of_several_places_the_one_in_the_passage_most_alike_is_given(looked):
    text = f"{REPORT}\nIn spring 14 per cent of the nets were torn by ice.\n"
    sentence = "Ice tore 14 per cent of the nets in spring."
    (claimed,) = looked(sentence, text)[0].values()
    assert claimed == ("found", "14 per cent")
    assert looked(sentence, text)[2] == ["In spring 14 per cent of the nets were torn by ice."]


def test_both_ends_of_a_range_may_stand_in_one_passage(looked):
    text = "It rose, from 14 boats in spring, to 19 boats in summer.\n"
    assert [state for state, _ in looked("It has 14–19 boats.", text)[0].values()] == ["found"]
    assert [state for state, _ in looked("It has 14–18 boats.", text)[0].values()] == ["missing"]


def test_what_a_figure_is_rounded_from_may_stand_where_the_figure_itself_does_not(looked):
    text = f"{REPORT}\nA cup of tea was drunk by 13.6 per cent of the inspected ferries' crews.\n"
    sentence = "A cup of tea was drunk by 14 per cent of the inspected ferries' crews."
    words, instead, _ = looked(sentence, text)
    assert [state for state, _ in words.values()] == ["found"]
    assert instead == []


def test_in_a_list_of_like_entries_each_may_be_the_one(looked):
    entries = [f"The chart was copied from the old original on {n} May 2011." for n in range(1, 31)]
    entries += [f"Sheet {n} of the chart hangs in the lamp room." for n in range(40)]
    words, instead, _ = looked(
        "The chart was copied from the old original on 2011-05-30.", "\n\n".join(entries)
    )
    assert [state for state, _ in words.values()] == ["found"]
    assert instead == []


@pytest.mark.parametrize(
    ("sentence", "text", "state"),
    [
        ("It asked 1800 pilots.", "In the year it asked 1,800 pilots.", "found"),
        ("It costs 390 million euros.", "It will cost €390 million next year.", "found"),
        ("It costs 390 million euros.", "It will cost €390 million last year.", "found"),
        ("Il y a 7 phares.", "Avec sept phares dans le port, la ville est sûre.", "found"),
    ],
)
def test_what_stands_beside_a_number_makes_nothing_else_of_it(sentence, text, state, looked):
    language = "fr" if "phares" in text else "en-GB"
    assert [found for found, _ in looked(sentence, text, language)[0].values()] == [state]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("The boats of the town are in the harbour for the winter.", "en-US", "en-US"),
        ("Die Boote der Stadt sind im Winter in dem Hafen und nicht auf See.", "en-GB", "de"),
        ("Лодки города стоят в порту, и это на всю зиму, как было и раньше.", "en-GB", "ru"),
        ("1,284 881 14", "fr-CA", "fr-CA"),
        (
            "El puerto está abierto, pero ya no hay barcos: todos los de la ciudad están en el mar.",
            "fr",
            "es",
        ),
    ],
)
def test_a_copy_is_read_in_its_own_language(text, language, told):
    assert language_of(text, language) == told


def test_where_words_differ_figures_lead_to_the_passage(looked):
    text = (
        "Der Hafen ist alt.\n\nIm Winter blieben 14 der 38 Boote ohne einen Platz an dem Kai.\n\n"
        "Das ist die Lage, und nicht nur in der Stadt."
    )
    passages = looked("Of 38 vessels, 14 found no berth.", text)[2]
    assert passages == ["Im Winter blieben 14 der 38 Boote ohne einen Platz an dem Kai."]


def test_a_copy_is_read_once(monkeypatch):
    calls = []

    def counted(text, *rest, **named):
        calls.append(text)
        return figures_in(text, *rest, **named)

    monkeypatch.setattr("briefgen.claims.figures.figures_in", counted)
    text = f"{REPORT} Read once."
    assert copied(text, "en-GB", None) is copied(text, "en-GB", None)
    assert calls == [text]


COUNTED = """Minutes of the harbour council

The new mole was approved on Tuesday by 31 votes to 6, with 7 abstentions (paper L.5).

Repairs of the north mole cost 27 million crowns last winter, which the town paid from its reserve.
The masters asked for more light. A crane for the fish hall, bought abroad, cost 10 million crowns.

Boats and berths by year
Year Boats Berths Crates
2021 1,204 310 54,876
2022 1,875 322 54,956

The council will meet again on Thursday, to hear the keeper of the lamp.
"""

LOANS = """The bank of the islands lends to fishermen, to innkeepers and to the wool mills.

The average rate of a loan for a fishing boat stayed below 6 per cent for the fourth month. What
borrowers paid each month averaged 5.7 per cent in May, says the bank.

The Harbour Fund is to get more than 2 million crowns from the Council of Pilots and from a
lottery, for lamps. An agreement lets the pilots hand over up to 2 million crowns.

The yard promised eight boats for the northern line. In 2020 it undertook to launch new boats by 2030.
In all only three of the eight new boats that the yard promised will be afloat in 2030.
"""


@pytest.mark.parametrize(
    "sentence",
    [
        # What is below 6 may be 5.7.
        "A loan for a fishing boat costs 5.7 per cent on average.",
        # The same sum in another sentence, hedged in another way.
        "The Council of Pilots will give the Harbour Fund up to 2 million crowns for lamps.",
        # A sentence that has both of two years.
        "The yard promised the eight new boats in 2020.",
    ],
)
def test_what_may_well_be_of_the_matter_is_not_told(sentence, looked):
    _, told, _ = looked(sentence, LOANS)
    assert told == []


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        ("The mole was approved by 31 votes to 6, with seven abstentions.", []),
        ("The mole was approved by 31 votes to 7, with seven abstentions.", ["6"]),
        ("The council approved the new mole on Tuesday.", []),
        ("The council approved the new mole on Thursday.", ["Tuesday"]),
        # Far from it in size, but of the same unit.
        ("The town paid 27 million crowns for repairs of the north mole last winter.", []),
        (
            "The town paid 10 million crowns for repairs of the north mole last winter.",
            ["27 million crowns"],
        ),
        # In the column of another year.
        ("Crates in 2022: 54,956.", []),
        ("Crates in 2022: 54,876.", ["54,956"]),
        ("In 2022 there were 1,875 boats, after 1,204 in 2021.", []),
        ("In 2022 there were 1,875 boats, up from 1,204.", []),
        # Two clauses, from two sentences of the source.
        ("The town paid 27 million crowns, and 29 voted for the new mole.", []),
        # Two of anything stand somewhere.
        ("Two masters asked for more light.", []),
    ],
)
def test_a_value_from_another_sentence_or_row_is_told(sentence, instead, looked):
    _, told, _ = looked(sentence, COUNTED)
    assert [words for is_elsewhere, words in told if is_elsewhere] == instead


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        ("The repairs of the north mole cost 72 million crowns.", "27 million crowns"),
        # Of two sums, the one whose digits were turned.
        (
            "The crane, abroad, and repairs of the north mole, for 72 million crowns.",
            "27 million crowns",
        ),
        # A year that is nothing like it says nothing.
        ("Crates and boats by year: 1987.", None),
    ],
)
def test_what_may_have_been_meant_is_told_where_one_thing_can_be(sentence, instead, looked):
    text = COUNTED.replace(" A crane", "\nA crane").replace("reserve.\n", "reserve. ")
    _, told, _ = looked(sentence, text)
    assert [words for _, words in told] == ([instead] if instead else [])


RENTS = """The harbour office keeps the books of the islands and publishes them each spring.

Vacancies in the boathouses rose to 7.1 per cent in March from 5.2 per cent in late 2021. The debt
of the ferry company had reached 46 million crowns in 2023, compared with 31 million crowns in 2019.
The cost of dredging went from 8.4 million crowns to 9.9 million crowns.
"""


@pytest.mark.parametrize(
    ("sentence", "instead"),
    [
        ("Vacancies in the boathouses rose to 7.1 per cent in March.", []),
        ("Vacancies in the boathouses rose to 5.2 per cent in March.", ["7.1 per cent"]),
        ("The ferry company's debt had reached 31 million crowns by 2023.", ["46 million crowns"]),
        ("The cost of dredging is 8.4 million crowns.", ["9.9 million crowns"]),
        # It may be meant.
        ("Vacancies in the boathouses stood at 5.2 per cent in late 2021.", []),
        ("The ferry company's debt had been 31 million crowns in 2019.", []),
        ("Vacancies in the boathouses were up from 5.2 per cent.", []),
        ("The ferry company's debt was 31 million crowns before.", []),
        ("The debt of the ferry company reached 46 million crowns, from 31 million crowns.", []),
    ],
)
def test_a_figure_that_the_source_holds_another_one_against_is_told(sentence, instead, looked):
    _, told, _ = looked(sentence, RENTS)
    assert [words for is_elsewhere, words in told if is_elsewhere] == instead
