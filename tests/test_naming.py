"""Who must not be named is found in every spelling, and nobody else is taken for them."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallest import SMALLEST

from briefgen.model import Brief
from briefgen.naming import Unnamed, letters, named_in, unnamed_of

FOLDER = Path(__file__).parent / "naming"
FOUND = {None: "silent", False: "perhaps", True: "names"}


def brief_with(header: str) -> Brief:
    """A brief with somebody unnamed, and with others, as the line that starts with `==` says."""
    name, *options = header.removeprefix("== ").split("; ")
    hidden = {"name": name, "described_as": "an official", "attribution": "on background"}
    told: dict[str, list[str]] = {}
    for option in options:
        key, _, value = option.partition(": ")
        told.setdefault(key, []).append(value)
    if "native" in told:
        hidden["native_name"] = told["native"][0]
    named = {f"n{at}": {"name": each} for at, each in enumerate(told["named"][0].split(", "))}
    people = {**named, "x": {**hidden, "also_called": told.get("also", [])}}
    language = told.get("language", ["en-GB"])[0]
    return Brief.model_validate(SMALLEST | {"language": language, "people": people})


def unnamed(header: str) -> Unnamed:
    return unnamed_of(brief_with(header))


def cases() -> list[tuple[str, str, str]]:
    """Of each line its header, what is wanted, and the text."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        header = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("== "):
                header = line
            elif line and not line.startswith("#"):
                wanted, _, text = line.partition(" ")
                found.append((header, wanted, text.replace("⏎", "\n")))
    return found


def found_in(header: str, wanted: str, text: str) -> str:
    written = "code" if wanted.endswith("-code") else "prose"
    hits = named_in(text, unnamed(header), written)
    return FOUND[max((hit.sure for hit in hits), default=None)]


@pytest.mark.parametrize(("header", "wanted", "text"), cases())
def test_a_text_names_somebody_or_not(header, wanted, text):
    assert found_in(header, wanted, text) == wanted.removesuffix("-code")


# Names that are found, whatever stands around them.
FLETT = unnamed("== Una Fléttov; named: Anna Berg")
SIGNS = " \n\t.,;:!?-–_'’\"*`[](){}<>&%#|/\\+=@0aé"
AROUND = st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")))
APART = st.sampled_from([" ", "\n", ".", "(", "_", "-", "/", "“", "1", ", ", "—"])


@given(AROUND, APART, APART, AROUND)
def test_a_name_is_found_whatever_stands_around_it(before, first, last, behind):
    text = f"{before}{first}Fléttov{last}{behind}"
    if before.endswith(("&", "\\", "%")) or "%" in before[-2:]:
        return  # an escape, that takes in what stands behind it
    hits = named_in(text, FLETT, "prose")
    at = len(before) + len(first)
    assert any(hit.start <= at and at + 7 <= hit.end for hit in hits)


@given(AROUND, st.sampled_from(["prose", "code"]))
def test_hits_lie_in_the_text_one_behind_the_other(text, written):
    text = f"{text}Una Fl&eacute;ttov{text}%C3%A9 fléttova H á {text}"
    reached = 0
    for hit in named_in(text, FLETT, written):
        assert reached <= hit.start < hit.end <= len(text)
        assert hit.words == text[hit.start : hit.end]
        reached = hit.end


@pytest.mark.parametrize(
    "piece",
    [
        "Una ",
        "una fléttov, ",
        "a-",
        "aB",
        "a.",
        "f l é ",
        "&a",
        "%41",
        "\\",
        "a' ",
        "Flé-\n",
        "[^",
        "Ж",
    ],
)
def test_a_long_text_is_searched_in_time_linear_in_it(piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        start = process_time()
        named_in(text, FLETT, "code")
        return process_time() - start

    seconds(1_000)
    assert seconds(80_000) < 40 * max(seconds(8_000), 0.02)


def test_many_people_take_no_longer_than_their_names():
    people = {f"p{at}": {"name": f"Una Flett{at:x}ov".translate(LETTERS)} for at in range(4000)}
    hidden = {key: {**person, "attribution": "off record"} for key, person in people.items()}
    brief = brief_with("== Una Moar; named: Anna Berg").model_copy(
        update={"people": Brief.model_validate(SMALLEST | {"people": hidden | ANNA}).people}
    )
    start = process_time()
    assert named_in("Una went to the quay. " * 5000, unnamed_of(brief), "prose")
    assert process_time() - start < 20


LETTERS = str.maketrans("0123456789", "ghijklmnop")
ANNA = SMALLEST["people"]


# Whose names count.


def brief_of(**people: dict[str, object]) -> Brief:
    return Brief.model_validate(SMALLEST | {"people": ANNA | people})


def test_nobody_is_unnamed_where_all_are_on_record():
    assert not unnamed_of(brief_of(x={"name": "Una Moar"}))


@pytest.mark.parametrize("terms", ["on background", "deep background", "off record"])
def test_a_hit_says_whose_name_it_is_and_on_what_terms(terms):
    brief = brief_of(x={"name": "Una Moar", "attribution": terms})
    (hit,) = named_in("Ask Moar.", unnamed_of(brief), "prose")
    assert (hit.key, hit.terms, hit.words) == ("x", terms, "Moar")


def test_somebody_without_a_name_is_found_by_what_sources_call_them():
    brief = brief_of(
        x={
            "described_as": "an aide",
            "also_called": ["Mr Moar", "the Minister", "the Mayor's aide", "Head of Unit"],
            "attribution": "off record",
        }
    )
    found = named_in("Ask Moar, the Minister, the Mayor, his aide.", unnamed_of(brief), "prose")
    assert [hit.words for hit in found] == ["Moar"]


def test_two_ways_of_typing_a_name_have_the_same_letters():
    assert letters("H&aacute;jek  **Una**") == letters("HÁJEK Una") == "hajekuna"


def test_a_name_that_two_people_must_not_have_is_told_once():
    brief = brief_of(
        x={"name": "Una Moar", "attribution": "off record"},
        y={"name": "Bo Moar", "attribution": "off record"},
    )
    assert len(named_in("Ask Moar.", unnamed_of(brief), "prose")) == 1
