"""Names are read out of sentences, and found in sources in any form that means the same."""

from pathlib import Path
from time import process_time

import pytest
from smallest import SMALLEST

from briefgen.claims.mention import Mention, Name, is_run
from briefgen.claims.names import NameIndex, names_in
from briefgen.claims.names.index import Index
from briefgen.claims.names.known import known_of
from briefgen.claims.names.lookup import look_up
from briefgen.claims.names.words import aliases
from briefgen.model import Brief, Source

FOLDER = Path(__file__).parent / "claims" / "names"


def brief_with(options: dict[str, str]) -> Brief:
    """A brief in a language, with people and parties, as the head of some cases says."""
    people = {"n0": {"name": options.get("principal", "Anna Berg")}}
    people["n1"] = {"name": options.get("named", "Ida Holmgren")}
    if also := options.get("also"):
        people["n1"]["also_called"] = also.split(", ")
    people["n1"] |= {key: options[key] for key in ("role", "native_name") if key in options}
    parties = {}
    if "ours" in options:
        parties["us"] = {"name": options["ours"], "ours": True}
    if "party" in options:
        parties["them"] = {"name": options["party"]}
    told = {"language": options["language"], "people": people, "parties": parties}
    return Brief.model_validate(SMALLEST | told)


def options_of(header: str) -> dict[str, str]:
    language, *others = header.removeprefix("== ").split("; ")
    return {"language": language} | dict(each.split(": ", 1) for each in others)


def cases(name: str) -> list[tuple[str, str, str]]:
    """Of each line its header, what stands before the arrow, and what behind it."""
    found, header = [], ""
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            header = line
        elif line and not line.startswith("#"):
            before, _, behind = line.partition(" =>")
            found.append((header, before, behind.strip()))
    return found


def named(sentence: str, brief: Brief) -> list[Mention]:
    """The names of a sentence, without the runs of words that may be none."""
    return [each for each in names_in(sentence, brief.language, brief) if not is_run(each.value)]


def read(sentence: str, options: dict[str, str]) -> list[str]:
    return [" ".join(each.value.words) for each in named(sentence, brief_with(options))]


@pytest.mark.parametrize(("header", "sentence", "wanted"), cases("read.txt"))
def test_the_names_of_a_sentence_are_read_and_nothing_else(header, sentence, wanted):
    assert " | ".join(read(sentence, options_of(header))) == wanted


def lookups() -> list[tuple[str, str, str, str]]:
    """Of each line its header, the text of the source, what is wanted, and the sentence."""
    found, header, text = [], "", ""
    for line in (FOLDER / "found.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            header, text = line, ""
        elif line.startswith("-- "):
            text += line.removeprefix("-- ") + "\n"
        elif line and not line.startswith("#"):
            wanted, _, sentence = line.partition(" ")
            found.append((header, text, wanted, sentence))
    return found


def source_with(options: dict[str, str]) -> Source:
    told = {key: options[key] for key in ("title", "publisher", "url") if key in options}
    return Source.model_validate({"title": "Minutes"} | told)


@pytest.mark.parametrize(("header", "text", "wanted", "sentence"), lookups())
def test_a_name_is_found_in_each_form_that_means_the_same(header, text, wanted, sentence):
    options = options_of(header)
    brief, index = brief_with(options), NameIndex(text)
    names = [mention.value for mention in names_in(sentence, options["language"], brief)]
    lost = [name for name in names if index.place(name, brief, source_with(options)) is None]
    missing = [name for name in lost if index.can_tell(name, brief)]
    # Nothing is told of a run of words that may be no name.
    untold = [name for name in lost if not is_run(name)]
    assert ("missing" if missing else "untold" if untold else "found") == wanted
    assert names or wanted == "found"


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ru"])
def test_a_country_is_found_by_each_of_its_names(language):
    known = known_of(brief_with({"language": language}))
    lost = []
    for code, names in aliases(language).by_code.items():
        words = tuple(word.rstrip("*") for word in names[0].words)
        typed = Name(tuple(map(str.upper, words)), kind="country")
        for alias in names:
            text = " ".join(word.rstrip("*") for word in alias.words)
            index = Index(text.upper() if alias.is_acronym else text.title())
            if look_up(typed, index, language, known) is None:
                lost.append(f"{code}: {text}")
    assert lost == []


def index_of(text: str) -> tuple[NameIndex, Brief, Source]:
    return NameIndex(text), brief_with({"language": "en-GB"}), source_with({})


def test_what_a_source_has_instead_of_a_missing_name_is_told():
    text = "Sergei Orlov sold the S-400. Mr Ryabkin signed for Harlan Yard. Ms Aurelia Berg left."
    index, brief, _ = index_of(text)
    sentence = "Igor Orlov sold the S-300, and Mr Ryapkin signed for Moltke. Aurelia Berk left."
    instead = [index.similar(mention.value) for mention in named(sentence, brief)]
    told = [place and text[place[0] : place[1]] for place in instead]
    assert told == ["Sergei Orlov", "S-400", "Ryabkin", None, "Berg"]


def test_nothing_is_told_instead_of_a_country_an_acronym_or_a_ministry():
    """What is spelt nearly so is another thing, and no slip."""
    index, brief, _ = index_of("Norwoy is a ferry, Wealth a yard, and OECX its owner.")
    names = names_in("Norway, the OECD and the Ministry of Health met.", "en-GB", brief)
    told = {each.value.kind: index.similar(each.value) for each in names}
    assert (told["country"], told["body"]) == (None, None)


def test_what_is_only_said_of_the_source_has_no_place_in_it():
    index, brief, _ = index_of("The ferry was late.")
    source = source_with({"publisher": "Harbour Board of Marsk", "title": "Report by Ida Holm"})
    mentions = named("Ida Holm works in Marsk.", brief)
    assert [index.place(mention.value, brief, source) for mention in mentions] == [(0, 0), (0, 0)]


def unnamed(brief: Brief) -> Brief:
    """The same brief, where all people but the principal are on background."""
    terms = {"described_as": "an aide of the council", "attribution": "on background"}
    people = {
        key: person if key == brief.principal else person.model_copy(update=terms)
        for key, person in brief.people.items()
    }
    return brief.model_copy(update={"people": people})


def test_a_text_is_looked_into_anew_for_a_brief_that_knows_other_names():
    index, source = NameIndex("The Harbourmaster closed the port."), source_with({})
    told = {"language": "en-GB", "named": "Ida Lund"}
    brief = brief_with(told | {"also": "the Harbourmaster"})
    (name,) = (each.value for each in names_in("Ida Lund was there.", "en-GB", brief))
    briefs = brief_with(told), brief, unnamed(brief), brief
    found = [index.place(name, each, source) is not None for each in briefs]
    assert found == [False, True, False, True]


@pytest.mark.parametrize("name", ["渡辺", "Lund"])
def test_somebody_who_must_not_be_named_is_not_known(name):
    """A name that is known is read where nothing else tells that it is one."""
    brief = brief_with({"language": "ja", "named": name})
    sentence = f"{name} 56"
    assert [each.value.words for each in names_in(sentence, "ja", brief)] == [(name,)]
    assert names_in(sentence, "ja", unnamed(brief)) == []


def test_of_a_ministry_the_whole_name_is_underlined():
    _, brief, _ = index_of("")
    sentence = "The Ministry of Health, the Energy Department and Orlov's Bank of Marsk paid."
    mentions = named(sentence, brief)
    assert [sentence[each.start : each.end] for each in mentions] == [
        "Ministry of Health",
        "Energy Department",
        "Orlov",
        "Marsk",
    ]
    sentence = "The Fisheries Policy Institute paid."
    (found,) = named(sentence, brief)
    assert sentence[found.start : found.end] == "Fisheries Policy Institute"


def test_dates_and_figures_that_were_read_are_no_names():
    _, brief, _ = index_of("")
    sentence = "It ends on Friday, April 3, in Marsk."
    taken = [(sentence.index("Friday"), sentence.index(", in"))]
    names = [mention.value.words for mention in names_in(sentence, "en-GB", brief, taken)]
    assert names == [("Marsk",)]


@pytest.mark.parametrize(
    "text",
    ["Orlov " * 60_000, "(AB) " * 60_000, "A-" * 200_000, "a1 " * 100_000, "A" * 400_000],
    ids=["one name", "brackets", "hyphens", "codes", "one word"],
)
def test_names_are_looked_up_in_a_hostile_text_in_time(text):
    index, brief, source = index_of(text)
    sentence = "Igor Orlov of the OECX met the Ministry of Health about an S-400 in Nord Marsk."
    start = process_time()
    for mention in names_in(sentence, "en-GB", brief):
        index.place(mention.value, brief, source)
        index.similar(mention.value)
    names_in(text[:100_000], "en-GB", brief)
    assert process_time() - start < 6
