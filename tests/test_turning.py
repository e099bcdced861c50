"""The lexicons of words that turn the sense: every file is whole, and every phrase is found.

What each language's words do to a quote is in tests/verification/turning.yaml.
"""

import pytest

from briefgen.evidence.folding import fold
from briefgen.evidence.language import SCRIPTS
from briefgen.evidence.turning.languages import languages_at
from briefgen.evidence.turning.lexicon import FOLDER, said, turning_words
from briefgen.evidence.turning.qualifiers import SourceSentence
from briefgen.evidence.words import words

FILES = sorted(FOLDER.glob("*.txt"))
LISTS = ("negations", "restrictions", "conditions", "numbers", "units", "joins", "harmless")
NEEDED = {"script", "common", "negations", "restrictions", "conditions", "numbers", "units"}


def entries_of(path):
    text = path.read_text("utf-8").replace("\n ", "")
    return [line.partition(": ")[::2] for line in text.splitlines() if not line.startswith("#")]


def test_there_are_files_to_look_at():
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_its_keys_once_and_each_phrase_once(path):
    entries = dict(entries_of(path))
    assert len(entries) == len(entries_of(path))
    assert entries.keys() >= NEEDED
    assert entries.keys() <= {*LISTS, "script", "common", "letters", "clause_end", "unspaced"}
    assert entries["script"] in SCRIPTS
    for key in LISTS:
        phrases = [phrase.strip() for phrase in entries.get(key, "").split(",")]
        assert len(phrases) == len({*phrases}), key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_phrase_is_found_in_a_text_of_its_script(path):
    entries = dict(entries_of(path))
    found = turning_words(entries["script"])
    for key in LISTS:
        for phrase in filter(None, entries.get(key, "").split(", ")):
            text = fold(phrase.replace("*", "xxxx").replace("?", "x").lstrip("^")).text
            spoken = said(text, words(text))
            lengths = [each.phrases(key).longest(spoken, 0, is_start=True) for each in found]
            assert len(spoken) in lengths, (key, phrase)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Nós não queremos falar com eles", "não"),
        ("No queremos hablar con ellos hoy", "nunca"),
        ("Wij willen niet met hen praten", "niet"),
        ("Wir wollen nicht mit ihnen reden", "nicht"),
        ("Mi nem akarunk velük beszélni", "nem"),
        ("彼らと話す", "ない"),
        ("政府関係者会談開催予定なし", "ない"),
        ("我们与他们谈判", "不"),
    ],
)
def test_the_language_is_told_by_its_common_words(text, word):
    spoken = said(word, words(word))
    (language,) = languages_at(text, 0, len(text))
    assert language.phrases("negations").longest(spoken, 0)


def test_a_foreign_sentence_in_a_report_is_read_in_its_own_language():
    report = "The minister said that it was for the council and that they would see. " * 5
    text = f"{report}Wir zahlen den Hafen heute nicht, das ist so. {report}"
    at = text.index("Wir")
    (language,) = languages_at(text, at, at + 46)
    assert language.phrases("negations").longest(["nicht"], 0)


def test_two_words_of_another_language_are_read_with_what_stands_around():
    report = "Nós não queremos falar com eles porque isso não é bom para os nossos portos. "
    text = f"{report}No hay. {report}"
    at = text.index("No hay")
    (language,) = languages_at(text, at, at + 7)
    assert language.phrases("negations").longest(["não"], 0)


def test_a_cut_parts_a_harmless_phrase_only_inside_of_it():
    source = fold("It was not only the quay.")
    at = source.text.index("not only")
    sentence = SourceSentence(source, (0, len(source.text)), languages_at(source.text, 0, 25))
    assert [sentence.is_harmless_over(place) for place in (at, at + 4, at + 8)] == [
        False,
        True,
        False,
    ]


def test_where_no_language_can_be_told_no_words_turn_anything():
    assert languages_at("Xyzzy plugh frobozz", 0, 5) == ()
