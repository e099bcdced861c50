"""Who may be named, quoted or shown is decided in one module, and the same for all who ask."""

import ast
from pathlib import Path
from typing import get_args

import pytest
from smallest import SMALLEST

from briefgen.checks import Case
from briefgen.checks.attribution import named_and_unnamed
from briefgen.load.reader import load
from briefgen.model import Attribution, Brief, Person, permitted
from briefgen.view import view_of

PACKAGE = Path(__file__).parent.parent / "briefgen"
TERMS = get_args(Attribution)
NAMED = {"name": "Una Flett", "role": "Convener", "described_as": "an official of the Council"}


def brief_with(*quotes, **person):
    """A brief in which `x`, and `y` of the same name on the record, are quoted."""
    people = SMALLEST["people"] | {"x": {**NAMED, **person}, "y": {**NAMED, "role": "Aide"}}
    said = [{"text": "No boats.", "source": "s", **each} for each in quotes]
    agenda = [{"title": "Fares", "quotes": said}]
    return Brief.model_validate(
        SMALLEST | {"people": people, "agenda": agenda, "sources": {"s": "Minutes"}}
    )


def test_terms_are_read_in_one_module_alone():
    """Comparisons with the terms themselves, anywhere else in the package."""
    wrong, seen = [], set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare):
                inside = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
                if inside.intersection(TERMS):
                    seen.add(path.name)
                    wrong += [f"{path}:{node.lineno}"] if path.name != "permitted.py" else []
    assert seen == {"permitted.py"}, wrong


# The person's terms, those of the quote, and what is printed: `named` or `described`.
SPEAKERS = [
    ("on record", None, "named"),
    ("on record", "on record", "named"),
    ("on record", "on background", "described"),
    ("on background", None, "described"),
    ("on background", "on record", "described"),
    ("deep background", "on record", "described"),
]


@pytest.mark.parametrize(("terms", "own", "printed"), SPEAKERS)
def test_a_speaker_is_named_where_the_person_and_the_quote_are_on_record(terms, own, printed):
    brief = brief_with({"speaker": "x", "attribution": own}, attribution=terms)
    quote = brief.agenda[0].quotes[0]
    is_named = printed == "named"
    assert permitted.may_name_speaker(brief, quote) is is_named
    assert permitted.speaker_shown(brief, quote) == NAMED["name" if is_named else "described_as"]
    assert permitted.terms_of(brief, quote) == (own or terms)


@pytest.mark.parametrize(("terms", "own", "printed"), SPEAKERS)
def test_the_view_shows_what_the_checks_believe(terms, own, printed, tmp_path):
    brief = brief_with({"speaker": "x", "attribution": own}, attribution=terms)
    (shown,) = view_of(brief, tmp_path).quotes
    assert shown.speaker == NAMED["name" if printed == "named" else "described_as"]
    assert shown.role == ("Convener" if printed == "named" else "")


@pytest.mark.parametrize("terms", TERMS)
def test_terms_say_what_may_be_done(terms):
    quoted = terms in ("on record", "on background")
    assert permitted.may_be_quoted(terms) is quoted
    assert permitted.may_be_used(terms) is (terms != "off record")
    assert permitted.terms_shown(terms) == ("" if terms == "on record" else terms)
    person = brief_with(attribution=terms).people["x"]
    assert permitted.may_appear(person) is (terms != "off record")
    assert permitted.may_be_named(person) is (terms == "on record")


def test_somebody_without_a_name_is_shown_as_described():
    person = brief_with(name=None).people["x"]
    assert not permitted.may_be_named(person)
    assert permitted.name_shown(person) == NAMED["described_as"]
    assert permitted.field_shown(person) == "described_as"
    assert permitted.role_shown(person) == ""


@pytest.mark.parametrize("field", ["name", "native_name", "role", "note", "described_as"])
def test_of_a_principal_who_is_not_named_all_but_the_names_is_printed(field):
    brief = brief_with(attribution="on background").model_copy(update={"principal": "x"})
    assert permitted.may_print(brief, "x", field) is (field not in ("name", "native_name"))
    brief = brief_with(attribution="on background")
    assert permitted.may_print(brief, "x", field) is (field == "described_as")
    assert permitted.may_print(brief, "y", field)


def test_words_around_a_quote_leave_only_where_all_are_on_record():
    for terms, own, _ in SPEAKERS:
        brief = brief_with({"speaker": "y", "attribution": own}, attribution=terms)
        is_open = terms == "on record" and own in (None, "on record")
        assert permitted.may_show_around(brief, brief.agenda[0].quotes[0]) is is_open


def test_whoever_has_a_name_and_is_not_on_record_is_withheld():
    assert list(permitted.withheld(brief_with())) == []
    assert [key for key, _ in permitted.withheld(brief_with(attribution="off record"))] == ["x"]
    assert list(permitted.withheld(brief_with(attribution="off record", name=None))) == []


@pytest.mark.parametrize("field", permitted.TELLING)
def test_each_field_beside_the_description_tells_more(field):
    plain = {"described_as": "an official", "attribution": "on background"}
    value = "2026-01-10" if field == "last_met" else "Una"
    for telling in (False, True):
        person = Person.model_validate({**plain, **({field: value} if telling else {})})
        assert permitted.tells_more(person) is telling


@pytest.mark.parametrize(
    ("people", "may"),
    [
        ({"a": {"name": "Ada"}}, False),
        ({"a": {"attribution": "on record"}}, True),
        ({"a": 3}, True),
        ([], True),
    ],
)
def test_a_file_that_is_no_brief_may_have_terms_where_that_cannot_be_told(people, may):
    assert permitted.may_have_terms(people) is may


@pytest.mark.parametrize(("own", "found"), [(None, 1), ("on record", 1), ("on background", 1)])
def test_a_quote_on_record_of_somebody_on_background_is_not_one_by_name(own, found, tmp_path):
    """The packet describes the speaker there, so the same name elsewhere gives it away."""
    brief = brief_with(
        {"speaker": "x", "attribution": own}, {"speaker": "y"}, attribution="on background"
    )
    case = Case(brief, load(b"", "a.yaml"), tmp_path)
    assert len(list(named_and_unnamed(case))) == found


def test_two_quotes_that_are_both_described_give_nobody_away(tmp_path):
    brief = brief_with(
        {"speaker": "x", "attribution": "on record"}, {"speaker": "x"}, attribution="on background"
    )
    case = Case(brief, load(b"", "a.yaml"), tmp_path)
    assert list(named_and_unnamed(case)) == []
