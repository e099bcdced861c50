"""What was typed, and what is suggested for it."""

import re

import pytest

from briefgen.ground.suggest import did_you_mean, nearest
from briefgen.model import (
    Brief,
    Item,
    Meeting,
    Person,
    Point,
    Position,
    Press,
    Question,
    Quote,
    Source,
)

# Of each kind of thing what was typed for a field's name, and the field that was meant.
FIELDS = {
    Brief: {
        "titel": "title",
        "seriel": "serial",
        "langauge": "language",
        "as-of": "as_of",
        "asof": "as_of",
        "date": "as_of",
        "Stand": "as_of",
        "principle": "principal",
        "owners": "owner",
        "partys": "parties",
        "Parteien": "parties",
        "peoples": "people",
        "poeple": "people",
        "Personen": "people",
        "bottom line": "bottom_line",
        "bottomline": "bottom_line",
        "botom_line": "bottom_line",
        "Résumé": "bottom_line",
        "objective": "objectives",
        "objectivs": "objectives",
        "Ziele": "objectives",
        "program": "programme",
        "Programm": "programme",
        "meetings": "programme",
        "agneda": "agenda",
        "Tagesordnung": "agenda",
        "Hintergrund": "background",
        "Quellen": "sources",
        "source": "sources",
    },
    Person: {
        "roll": "role",
        "rôle": "role",
        "office": "role",
        "title": "role",
        "last-met": "last_met",
        "description": "described_as",
        "describedas": "described_as",
        "atribution": "attribution",
        "pronunciation": "say",
        "Partei": "party",
    },
    Meeting: {
        "Datum": "date",
        "dates": "date",
        "mintues": "minutes",
        "min": "minutes",
        "palce": "place",
        "lieu": "place",
        "Ort": "place",
        "wiht": "with",
        "mit": "with",
        "ends": "end",
        "finish": "end",
        "timezone": "zone",
    },
    Item: {
        "leads": "lead",
        "objektive": "objective",
        "goal": "objective",
        "Ziel": "objective",
        "postions": "positions",
        "position": "positions",
        "point": "points",
        "qoutes": "quotes",
        "Zitate": "quotes",
        "backround": "background",
        "contexte": "background",
    },
    Position: {"bases": "basis", "confidance": "confidence", "sourses": "sources"},
    Point: {
        "knid": "kind",
        "type": "kind",
        "they-say": "they_say",
        "they_said": "they_say",
        "wy": "why",
        "because": "why",
    },
    Quote: {
        "speker": "speaker",
        "Sprecher": "speaker",
        "date": "said_on",
        "sorce": "source",
        "translatedfrom": "translated_from",
    },
    Press: {"line": "lines", "Fragen": "questions"},
    Question: {"anwser": "answer", "Antwort": "answer"},
    Source: {
        "pubisher": "publisher",
        "publised": "published",
        "publication_date": "published",
        "ulr": "url",
        "link": "url",
        "acessed": "accessed",
        "status": "state",
    },
}
# Of each set of values or ids what was typed for one of them, and the one that was meant.
NAMES = {
    ("on record", "on background", "deep background", "off record"): {
        "background": "on background",
        "On Background": "on background",
        "on_backround": "on background",
        "off-the-record": "off record",
    },
    ("make", "if raised", "respond", "avoid"): {
        "if-raised": "if raised",
        "if asked": "if raised",
        "avoided": "avoid",
        "answer": "respond",
    },
    ("declared", "assessed"): {"decalred": "declared", "stated": "declared"},
    ("minister", "convener", "aide"): {
        "ministre": "minister",
        "Minster": "minister",
        "convenor": "convener",
        "aid": "aide",
    },
    ("gazette", "minutes-april"): {
        "gazete": "gazette",
        "minutes_april": "minutes-april",
        "april-minutes": "minutes-april",
        "minutes-apr": "minutes-april",
    },
}
TYPED_FIELDS = [
    (kind, typed, meant) for kind, table in FIELDS.items() for typed, meant in table.items()
]
TYPED_NAMES = [
    (known, typed, meant) for known, table in NAMES.items() for typed, meant in table.items()
]


def keys(kind):
    return [field.alias or name for name, field in kind.model_fields.items()]


@pytest.mark.parametrize(("kind", "typed", "meant"), TYPED_FIELDS)
def test_a_field_is_suggested_for_what_was_typed(kind, typed, meant):
    assert typed not in keys(kind)
    known = [key for key in keys(kind) if key != "as_of" or kind is Brief]
    assert nearest(typed, known) == meant


@pytest.mark.parametrize(("known", "typed", "meant"), TYPED_NAMES)
def test_a_value_or_an_id_is_suggested_for_what_was_typed(known, typed, meant):
    assert nearest(typed, known) == meant


@pytest.mark.parametrize("typed", ["colour", "xyz", "-", "", "…", "temperature", "q"])
@pytest.mark.parametrize("kind", FIELDS)
def test_nothing_is_suggested_for_what_is_like_no_field(kind, typed):
    # But a question is often typed as `Q`.
    assert nearest(typed, keys(kind)) == ("question" if (kind, typed) == (Question, "q") else "")


def test_every_field_is_itself():
    for kind in FIELDS:
        for key in keys(kind):
            assert nearest(key, keys(kind)) == nearest(key.upper(), keys(kind)) == key


def test_another_way_of_saying_it_leads_to_the_name():
    people = {"Marit Solheim": "minister", "Solheim": "minister", "Callum Reid": "convener"}
    assert nearest("Solheim", people.values(), people) == "minister"
    assert nearest("Calum Reid", people.values(), people) == "convener"


@pytest.mark.parametrize(
    ("known", "hint"),
    [
        (["talks", "dinner"], "Did you mean `talks`?"),
        (["lunch", "dinner"], "One of `lunch`, `dinner`."),
        (["dinner"], "There is only `dinner`."),
        ([], ""),
    ],
)
def test_a_hint_names_the_nearest_or_all_of_them(known, hint):
    assert did_you_mean("talk", known) == hint


def test_of_many_names_a_hint_has_the_nearest_and_the_number_of_the_others():
    known = [*(f"other{n}" for n in range(20)), "zebra", "zone"]
    hint = did_you_mean("zzz", known)
    assert re.fullmatch(r"One of `z\w+`, `z\w+`(, `other\d+`){3} and 17 more\.", hint)
