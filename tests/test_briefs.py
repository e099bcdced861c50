"""The briefs that are shipped: what a writer copies from, and one that uses the whole format."""

import hashlib
import json
import pickle
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from jsonschema import Draft202012Validator

from briefgen.api import check, load
from briefgen.builds.pipeline import Checked, viewed
from briefgen.checks.allow import allowances
from briefgen.evidence.claim import Found
from briefgen.evidence.gather import State
from briefgen.evidence.verify import verify
from briefgen.load.plain_scalars import Plain, core
from briefgen.model import Brief, Entry, texts, walk
from briefgen.model.schema import brief_schema

FOLDER = Path(__file__).parent.parent / "briefs"
# Without the texts in a second language, `NAME.fr-CA.yaml`, which are no briefs of their own.
BRIEFS = sorted(path.name for path in FOLDER.glob("*.yaml") if "." not in Path(path.name).stem)

# A straight quotation mark or apostrophe, and a hyphen that stands for a dash.
TYPEWRITTEN = re.compile(r"[\"']|\w - \w")
# What everything.yaml can't hold, and why.
NEVER_VALID = {
    ("Quote", "attribution", "deep background"): "a quote on these terms is an error",
    ("Quote", "attribution", "off record"): "a quote on these terms is an error",
}
# Fields that have the same values, each of which one of them has to have.
ASKS = (("Item", "purpose"), ("Decision", "ask"))
LONG_ONLY = {
    "Owner": "a brief has one, and it is in the long form",
    "BottomLine": "a brief has one, and it is in the long form",
    "Handling": "a brief has one, and it is in the long form",
    "Item": "a title alone has no objective, which is an error",
    "Question": "a question alone has no answer, which is a warning",
    "Quote": "words alone have no speaker, which is an error",
}


@cache
def checked(name: str) -> Checked:
    return check(load(FOLDER / name))


@cache
def entries(name: str) -> tuple[tuple[tuple[str | int, ...], Entry], ...]:
    brief = checked(name).brief
    assert brief is not None
    return tuple(walk(brief))


def entry_classes(kind: type[Entry] = Brief) -> dict[str, type[Entry]]:
    """Every class that a brief is made of, by its name."""
    found = {kind.__name__: kind}
    for field in kind.model_fields.values():
        for inner in parts_of(field.annotation):
            if isinstance(inner, type) and issubclass(inner, Entry):
                found |= entry_classes(inner)
    return found


def parts_of(annotation: Any) -> list[Any]:
    """An annotation and all that it is made of, however deep."""
    if get_origin(annotation) is Literal:
        return [annotation]
    return [annotation, *(part for arg in get_args(annotation) for part in parts_of(arg))]


def given_values(kind: str, field: str) -> list[Any]:
    """What everything.yaml types for one field of one class, wherever it does.

    Of a group with keys of the writer's own, such as offices, these are the values.
    """
    given = [
        getattr(entry, field)
        for _, entry in entries("everything.yaml")
        if type(entry).__name__ == kind and field in entry.model_fields_set
    ]
    return [
        value for each in given for value in (each.values() if isinstance(each, dict) else [each])
    ]


CLASSES = entry_classes()
FIELDS = [(kind, name) for kind, cls in CLASSES.items() for name in cls.model_fields]
CHOICES = [
    (kind, name, value)
    for kind, name in FIELDS
    for part in parts_of(CLASSES[kind].model_fields[name].annotation)
    if get_origin(part) is Literal
    for value in get_args(part)
]
WITH_SHORT_FORM = [kind for kind, cls in CLASSES.items() if cls.short and kind not in LONG_ONLY]


@pytest.mark.parametrize("name", BRIEFS)
def test_a_shipped_brief_has_no_findings(name):
    assert checked(name).diagnostics == []


@pytest.mark.parametrize("name", BRIEFS)
def test_a_shipped_brief_fits_the_schema_that_editors_use(name):
    errors = Draft202012Validator(json.loads(brief_schema())).iter_errors(
        as_json(checked(name).document.data)
    )
    assert [(error.json_path, error.message) for error in errors] == []


@pytest.mark.parametrize("name", BRIEFS)
def test_a_shipped_brief_names_its_schema_on_the_first_line(name):
    first = checked(name).document.text.partition("\n")[0]
    assert first == "# yaml-language-server: $schema=./brief.schema.json"


def test_everything_is_written_with_typographic_quotes_and_dashes():
    brief = checked("everything.yaml").brief
    assert [path for path, text, *_ in texts(brief) if TYPEWRITTEN.search(text)] == []


def test_the_minimal_brief_is_under_25_lines():
    assert len(checked("minimal.yaml").document.lines) < 25


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_everything_uses_each_field(kind, field):
    assert given_values(kind, field)


@pytest.mark.parametrize(("kind", "field", "value"), [c for c in CHOICES if c not in NEVER_VALID])
def test_everything_uses_each_value(kind, field, value):
    alike = ASKS if (kind, field) in ASKS else ((kind, field),)
    assert any(value in given_values(*each) for each in alike)


@pytest.mark.parametrize("choice", NEVER_VALID)
def test_a_value_that_everything_leaves_out_is_one_of_the_format(choice):
    assert choice in CHOICES


@pytest.mark.parametrize("kind", WITH_SHORT_FORM)
def test_everything_uses_the_short_form_and_the_long(kind):
    typed = [
        checked("everything.yaml").document.value(path)
        for path, entry in entries_typed_one_by_one()
        if type(entry).__name__ == kind
    ]
    assert {"short" if isinstance(value, str) else "long" for value in typed} == {"short", "long"}


@pytest.mark.parametrize("language", ["el", "ru", "uk"])
def test_everything_quotes_in_translation(language):
    originals = {
        entry.language for _, entry in entries("everything.yaml") if hasattr(entry, "language")
    }
    assert language in originals


def test_everything_has_pictures_of_each_kind():
    figures = {
        Path(entry.file).suffix for _, entry in entries("everything.yaml") if hasattr(entry, "alt")
    }
    assert figures == {".jpg", ".png", ".svg"}


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "pictures").iterdir()), ids=lambda path: path.name
)
def test_a_picture_is_small_enough_to_send(path):
    assert path.stat().st_size < 60_000


def test_a_capture_is_the_file_whose_digest_is_given():
    captured = [
        (FOLDER / entry.capture, entry.sha256)
        for name in BRIEFS
        for _, entry in entries(name)
        if getattr(entry, "capture", None)
    ]
    assert captured
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file, _ in captured] == [
        digest for _, digest in captured
    ]


def test_a_capture_is_small_enough_to_send():
    assert [path for path in (FOLDER / "captures").iterdir() if path.stat().st_size > 60_000] == []


def test_everything_has_captures_of_several_kinds():
    captures = {
        Path(entry.capture).suffix
        for _, entry in entries("everything.yaml")
        if getattr(entry, "capture", None)
    }
    assert captures == {".html", ".txt"}


def test_everything_has_a_quote_in_each_state_that_can_be_printed():
    states = [state for state in get_args(State) if state != "failed"]
    assert sorted(set(checked("everything.yaml").states)) == sorted(states)


@pytest.mark.parametrize("name", BRIEFS)
def test_what_was_checked_is_shown_the_same_in_another_process(name):
    case = checked(name)
    sent = pickle.loads(pickle.dumps(case))
    assert viewed(sent) == viewed(case)
    assert sent.tally == case.tally
    assert [found.given for found in sent.evidence.quotes] == [
        found.given for found in case.evidence.quotes
    ]


@pytest.mark.parametrize("field", ["prefix", "suffix"])
def test_everything_says_by_the_words_around_which_place_is_meant(field):
    evidence = checked("everything.yaml").evidence
    told_apart = [found for found in evidence.quotes if getattr(found.quote, field)]
    assert told_apart
    for found in told_apart:
        assert verify(found.quote.text, found.read.text).fault == "ambiguous"


def test_everything_allows_four_findings_and_says_why():
    rules = [comment.rule for comment in allowances(checked("everything.yaml").document)]
    assert rules == [
        "figure-not-in-source",
        "said-after-published",
        "source-withdrawn",
        "source-superseded",
    ]


def test_everything_has_a_figure_in_each_state():
    looked = [each for claim in checked("everything.yaml").evidence.claims for each in claim.looked]
    assert {each.state for each in looked if each.kind == "figure"} == set(get_args(Found))


def test_all_that_the_flagship_cites_is_found():
    found = [
        each.state
        for claim in checked("moscow-sochi-2019.yaml").evidence.claims
        if claim.cited
        for each in claim.looked
    ]
    assert set(found) == {"found"}


def test_every_field_of_the_schema_has_a_description():
    kinds = json.loads(brief_schema())["$defs"]
    # Where a field is described in the words of its class, the schema has them once, at the class.
    described = {
        path: of.get("description") or kinds[of["$ref"].rpartition("/")[2]].get("description")
        for path, of in schema_fields()
        if "description" in of or "$ref" in of
    }
    assert [path for path, _ in schema_fields() if not described.get(path)] == []


def test_the_schema_names_every_field_of_the_format():
    keys = {
        f"{kind}.{field.alias or name}"
        for kind, cls in CLASSES.items()
        for name, field in cls.model_fields.items()
    }
    assert {path for path, _ in schema_fields()} == keys


def as_json(value: Any) -> Any:
    """A document's value as an editor reads it: dates and times are text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    meant = core(value) if isinstance(value, Plain) else value
    return meant if isinstance(meant, bool | int) else value


def entries_typed_one_by_one() -> list[tuple[tuple[str | int, ...], Entry]]:
    """The entries of everything.yaml without those that stand alone where a list could."""
    document = checked("everything.yaml").document
    return [(path, entry) for path, entry in entries("everything.yaml") if path in document.marks]


def schema_fields() -> list[tuple[str, dict[str, Any]]]:
    """Every field in the schema, as `Item.title`, with what is said of it."""
    schema = json.loads(brief_schema())
    found = []
    for kind, part in {"Brief": schema, **schema["$defs"]}.items():
        for form in (part, *part.get("anyOf", ())):
            found += [(f"{kind}.{key}", of) for key, of in form.get("properties", {}).items()]
    return found
