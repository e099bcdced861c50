"""The labels of every language: all translated, with what the page puts into them, and compiled."""

import re
import sys
import unicodedata
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from briefgen.kinds.labelled import FOLDER
from briefgen.kinds.translated import catalogues_for, languages
from briefgen.model.languages import script_of
from briefgen.view.labels import has_labels, labels_of

sys.path.append(str(Path(__file__).parent.parent / "scripts"))
import catalogues

# Those that the product promises.
PROMISED = """
    ar bg cs da de el en en-US es et fa fi fr fr-CA he hi hr hu it ja ko lt lv mk nb nl pl pt ro ru
    sk sl sr sv tr uk zh-Hans zh-Hant
""".split()  # noqa: SIM905 - it reads as a list
# Those that only have what differs from the language they are a variety of.
VARIETIES = {"en-US"}
# The first words of the names in Unicode of letters that stand everywhere, as in PDF and 1.º.
EVERYWHERE = ("LATIN", "MASCULINE ORDINAL INDICATOR")
# Those of a script's or a language's own letters.
LETTERS = {
    "Arab": ("ARABIC",),
    "Deva": ("DEVANAGARI",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Hebr": ("HEBREW",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL",),
    "el": ("GREEK",),
    **dict.fromkeys(("bg", "mk", "ru", "sr", "uk"), ("CYRILLIC",)),
}
FIELD = re.compile(r"\{([a-z]+)(?::lower)?\}")
TRANSLATED = sorted(set(languages()) - {"en"})


@pytest.fixture(scope="module")
def source():
    return catalogues.template()


def test_the_promised_languages_are_there():
    assert sorted(set(PROMISED) - set(languages())) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_all_that_is_to_be_translated_and_no_more(language, source):
    catalog = catalogues.read(FOLDER / f"{language}.po")
    wanted = {(each.context, each.id) for each in source if each.id}
    assert {(each.context, each.id) for each in catalog if each.id} == wanted
    said = [each for each in catalog if each.id and language not in VARIETIES]
    assert [each.context for each in said if each.fuzzy or not _is_whole(each)] == []


@pytest.mark.parametrize("variety", sorted(VARIETIES))
def test_a_variety_differs_from_its_language_by_spelling_alone(variety):
    said = {
        each.id: each.string
        for each in catalogues.read(FOLDER / f"{variety}.po")
        if each.id and each.string and any(each.string)
    }
    assert 0 < len(said) < 20
    unlike = {a: b for a, b in said.items() if SequenceMatcher(None, a, b).ratio() < 0.8}
    assert unlike == {}


def _is_whole(message):
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(text.strip() for text in texts) or message.id == ", "


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_fields_of_the_english_words(language):
    wrong = []
    for each in catalogues.read(FOLDER / f"{language}.po"):
        if not each.id or not each.string or not any(each.string):
            continue
        if isinstance(each.string, tuple):
            wanted = set(FIELD.findall(each.id[1]))
            # A form for one thing, or for two, may say the number in its word.
            missing = [wanted - set(FIELD.findall(text)) for text in each.string]
            extra = [set(FIELD.findall(text)) - wanted for text in each.string]
            if any(extra) or missing[-1] or any(found - {"count"} for found in missing):
                wrong.append(each.context)
        elif sorted(FIELD.findall(each.string)) != sorted(FIELD.findall(each.id)):
            wrong.append(each.context)
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_translators_wrote(language):
    written = catalogues.compiled(catalogues.read(FOLDER / f"{language}.po"))
    there = (FOLDER / f"{language}.mo").read_bytes()
    texts = [
        {(each.context, str(each.id)): each.string for each in read_mo(BytesIO(data)) if each.id}
        for data in (written, there)
    ]
    assert texts[0] == texts[1], "Run `make labels`."


def test_a_better_word_in_english_keeps_the_translation_for_a_look():
    old, new = catalogues.new_catalog("de"), catalogues.new_catalog(None)
    old.add("Agenda", "Tagesordnung", context="item.title")
    new.add("Business", context="item.title")
    catalogues.update(old, new)
    (found,) = [each for each in old if each.id]
    assert (found.id, found.string, found.fuzzy) == ("Business", "Tagesordnung", True)
    assert b"Tagesordnung" not in catalogues.compiled(old)


def test_a_catalogue_that_is_there_is_not_begun_anew(monkeypatch, tmp_path):
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogues, "template", lambda: catalogues.new_catalog(None))
    (tmp_path / "cy.po").write_text("of some weeks")
    with pytest.raises(FileExistsError):
        catalogues.main(["new", "cy"])
    assert (tmp_path / "cy.po").read_text() == "of some weeks"


@pytest.mark.parametrize(("tag", "other"), [("no", "nb"), ("nn-NO", "nb"), ("iw", "he")])
def test_another_tag_of_a_language_has_all_its_words_as_its_own(tag, other):
    found, wanted = labels_of(tag), labels_of(other)
    assert has_labels(tag)
    assert found.together("proof").say("proof.verbatim") == wanted.say("proof.verbatim")
    assert found.say("proof.verbatim").language == ""


def test_what_is_said_in_one_language_is_in_no_other():
    source, first, second = (catalogues.new_catalog(of) for of in (None, "el", "en-US"))
    source.add("Agenda", context="item.title")
    catalogues.update(first, source)
    for each in first:
        each.string = "Θέμα"
    catalogues.update(second, source)
    assert not any(each.string for each in second if each.id)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_in_the_script_of_its_language(language):
    ours = LETTERS.get(script_of(language) or language, ())
    foreign = [
        each.context
        for each in catalogues.read(FOLDER / f"{language}.po")
        if each.id and each.string
        for letter in "".join(each.string)
        if letter.isalpha() and not unicodedata.name(letter).startswith((*ours, *EVERYWHERE))
    ]
    assert foreign == []


@pytest.mark.parametrize(
    ("language", "nearest"),
    [
        ("fr-CA", ("fr-CA", "fr")),
        ("fr-BE", ("fr",)),
        ("no", ("nb",)),
        ("nn-NO", ("nb",)),
        ("zh", ("zh-Hans",)),
        ("zh-TW", ("zh-Hant",)),
        ("zh-Hant-HK", ("zh-Hant",)),
        ("zh-CN", ("zh-Hans",)),
        ("cy", ()),
    ],
)
def test_the_nearest_catalogue_is_taken(language, nearest):
    assert catalogues_for(language) == nearest


PAGES = {
    "pl": {1: "1 strona", 2: "2 strony", 5: "5 stron", 22: "22 strony"},
    "ar": {1: "صفحة واحدة", 2: "صفحتان", 3: "3 صفحات", 11: "11 صفحة"},
    "ja": {1: "1ページ", 5: "5ページ"},
}


@pytest.mark.parametrize("language", PAGES)
def test_a_number_has_its_plural_form(language):
    labels, pages = labels_of(language), PAGES[language]
    said = {count: str(labels.say("annexes.pages", count=count)) for count in pages}
    assert {count: text.replace("\u00a0", " ") for count, text in said.items()} == pages


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_time_at_home_on_another_day_says_once_that_it_is_that_at_home(language):
    translated = {each.context: each.string for each in catalogues.read(FOLDER / f"{language}.po")}
    at_home, *on_days = (
        set(translated[f"programme.{name}"].replace("{time}", " ").split())
        for name in ("at-home", "day-before", "day-after")
    )
    assert [sorted(at_home & day) for day in on_days] == [[], []]


@pytest.mark.parametrize(
    ("language", "key", "words"),
    [
        ("cs", "evidence.resting", "Co se opírá o\u00a0jednotlivé zdroje"),
        ("pl", "quote.in-source", "w\u00a0źródle"),
        ("fi", "cover.where", "Paikka"),
    ],
)
def test_a_word_of_one_letter_in_a_label_stays_with_the_next(language, key, words):
    assert str(labels_of(language).say(key)) == words
