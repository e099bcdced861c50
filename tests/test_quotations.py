"""Quotations found in a text, and who says them.

A text in `quotations/` stands for a house style, with the quotations that a reader finds beside it:
the words, the speaker (empty where the text doesn't say), and `certain: false` where a reader would
have to look. Every text is invented.
"""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.attribution.quotations import languages
from briefgen.attribution.quotations.by_lexicon import lexicon as lexicon_module
from briefgen.attribution.quotations.by_lexicon.lexicon import LISTS, PHRASES_AND_ENDINGS, lexicon
from briefgen.attribution.quotations.by_lexicon.speakers import speakers_in
from briefgen.attribution.quotations.find import Quotation, quotations
from briefgen.attribution.quotations.languages import FOLDER as LEXICONS
from briefgen.attribution.quotations.languages import files, language_of
from briefgen.attribution.quotations.marks import paragraphs, quoted_spans
from briefgen.attribution.quotations.pieces import PIECE, NamedTurn, with_turns
from briefgen.attribution.quotations.reported import reported_only
from briefgen.attribution.quotations.reporting import reporting_patterns
from briefgen.attribution.quotations.yaml import as_yaml
from briefgen.attribution.quoting import quotes_in
from briefgen.load.reader import load

FOLDER = Path(__file__).parent / "quotations"
TEXTS = sorted(FOLDER.glob("*.txt"))

# Pieces that news texts are made of, put together without sense.
PIECES = [
    *"\"“”„‟«»‹›'‘’‚‛`.,:;?!-—&([", "``", "''", "--", "\n", "\n\n", " ", "\t", "\xa0", "\u2028",
    " said ", " he said ", "Lavrov", "the official", " told ", "According to ", "Mr. ", "U.S. ",
    "«Да, — сказал он, — ", "— No sé —dijo Anna—. ", "„Ja“, sagte ", " a déclaré ", "「はい」と", "说：“",
    " der Minister ", " según ", " по словам ", "Herr ", " el ", "la ministra ", "은 ", "、",
    "Foreign Minister Sergei Lavrov", " of ", " who ", "QUESTION: ", "Q: ", "A: ", "'90s", "5'10\"",
    "12\"", "don't", "officials’ ", "one of them", "de ", "Secretary of State", "’s ", "word ", "1",
]  # fmt: skip
TEXT = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
QUOTATION = st.builds(
    Quotation,
    start=st.just(0),
    end=st.just(1),
    words=st.text(min_size=1, max_size=60).map(lambda words: " ".join(words.split())).filter(bool),
    speaker=st.one_of(
        st.sampled_from(["", "Lavrov", "null", "speaker", "a source", "Dr. No", "1", "-", "Ö Ü"]),
        st.text(max_size=20).map(lambda words: " ".join(words.split())),
    ),
    how=st.text(max_size=20),
    certain=st.booleans(),
)


def expected(path):
    return yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8")) or []


def found(text):
    """The words and the speaker of each quotation."""
    return [(quotation.words, quotation.speaker) for quotation in quotations(text)]


def only(text):
    quotation, *others = quotations(text)
    assert not others
    return quotation


def pasted(made):
    """What briefgen reads in a file into which the YAML was pasted."""
    document = load(made.encode(), "brief.yaml")
    assert not document.problems
    return document.data


def test_there_are_texts_of_many_styles():
    assert len(TEXTS) >= 30
    assert sum(len(expected(path)) for path in TEXTS) >= 250


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_quotations_of_a_text_are_found(path):
    got = quotations(path.read_text("utf-8"))
    assert [one.words for one in got] == [one["words"] for one in expected(path)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_is_given_to_who_says_it(path):
    got = quotations(path.read_text("utf-8"))
    assert [(one.words, one.speaker, one.certain) for one in got] == [
        (one["words"], one["speaker"], one.get("certain", True)) for one in expected(path)
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_found_can_be_pasted_into_a_brief(path):
    got = quotations(path.read_text("utf-8"))
    data = pasted(as_yaml(got, path.name))
    assert [quote["text"] for quote in data["quotes"]] == [one.words for one in got]
    for quote, one in zip(data["quotes"], got, strict=True):
        assert (quote["speaker"] in data.get("people", {})) == bool(one.speaker)


@settings(deadline=None)
@given(TEXT)
def test_any_text_has_an_answer_whose_offsets_point_at_the_words(text):
    reached = 0
    for one in quotations(text):
        assert reached <= one.start < one.end <= len(text)
        assert " ".join(text[one.start : one.end].split()) == one.words
        assert one.how
        assert one.speaker or not one.certain
        reached = one.end


@settings(deadline=None)
@given(TEXT)
def test_the_same_text_has_the_same_answer(text):
    assert quotations(text) == quotations(text)


@settings(deadline=None)
@given(st.lists(QUOTATION, max_size=8), st.text(max_size=20))
def test_all_words_come_back_from_yaml_as_they_were(made, file):
    data = pasted(as_yaml(made, file))
    assert [quote["text"] for quote in data["quotes"]] == [one.words for one in made]


@pytest.mark.parametrize(
    "text",
    [
        "It isn't the officials’ plan, nor the '90s rock 'n' roll, nor 5'10\" nor 12\" wide.",
        "The ministers' and the officials' papers",
        "Nothing at all.",
        "“”",
        "",
    ],
)
def test_marks_that_quote_nothing_are_no_quotation(text):
    assert quotations(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We go,” Lavrov said.",
        '"We go,” Lavrov said.',
        '“We go," Lavrov said.',
        "‘We go,’ said Lavrov.",
        "'We go', said Lavrov.",
        "« We go, » said Lavrov.",
        "»We go,« Lavrov said.",
        "‹We go,› Lavrov said.",
        "„We go,“ Lavrov said.",
        "‚We go,‘ Lavrov said.",
        "``We go,'' Lavrov said.",
        "”We go,” Lavrov said.",
        "Lavrov said: “We go,",
        "“We go,” according to Lavrov.",
        "Lavrov: “We go,”",
        "“We go,” — Lavrov",
    ],
)
def test_all_marks_and_all_places_of_the_speaker_are_known(text):
    one = only(text)
    assert (one.words.rstrip(","), one.speaker) == ("We go", "Lavrov")


def test_a_quotation_without_its_end_is_never_certain():
    one = only("Lavrov said: “We go to Sochi.")
    assert not one.certain
    assert "no mark closes the words" in one.how


def test_a_name_becomes_the_fullest_form_above_it():
    text = "Mike Pompeo landed. Mr Pompeo met the press. “No,” Pompeo said."
    assert only(text).speaker == "Mike Pompeo"


def test_two_people_of_one_name_are_told_apart_or_doubted():
    text = "Jim Reid met Tom Reid. “No,” Reid said. “Yes,” Jim Reid said."
    first, second = quotations(text)
    assert not first.certain
    assert "more than one person" in first.how
    assert (second.speaker, second.certain) == ("Jim Reid", True)


def test_a_pronoun_without_anybody_above_stays_open():
    one = only("“No,” she said.")
    assert (one.speaker, one.certain) == ("", False)
    assert "isn't named" in one.how


def test_another_official_is_not_the_first_one():
    text = "A senior envoy said it was “over”. Another envoy said it was “not over”."
    assert [speaker for _, speaker in found(text)] == ["senior envoy", "Another envoy"]


def test_people_are_named_or_described_and_gaps_are_told():
    text = (
        "A senior State Department official said it was “over”. Foreign Minister Sergei Lavrov "
        "called it “dead”.\n\nThe “corpse” was a treaty."
    )
    made = as_yaml(quotations(text), "report.txt")
    assert pasted(made) == {
        "people": {
            "senior-state-department-official": {
                "described_as": "senior State Department official",
                "attribution": "on background",
            },
            "lavrov": {"name": "Sergei Lavrov", "role": "Foreign Minister"},
        },
        "quotes": [
            {"speaker": "senior-state-department-official", "text": "over", "source": "SOURCE"},
            {"speaker": "lavrov", "text": "dead", "source": "SOURCE"},
            {"speaker": "SPEAKER", "text": "corpse", "source": "SOURCE"},
        ],
    }
    assert "# who says this is not clear from the text" in made


def test_a_text_without_quotations_is_an_empty_list():
    made = as_yaml([], "report.txt")
    assert pasted(made) == {"quotes": []}
    assert "No quotations in report.txt" in made


@pytest.mark.parametrize(
    "piece",
    ['"', "“a ", "'a ", "«", '"a" said ', "the official, ", "he ", "A, ", '12" ', "\n\n“A ", "x-"],
)
def test_a_long_text_of_nothing_but_one_piece_is_read_to_its_end(piece):
    assert isinstance(quotations(piece * (20_000 // len(piece))), list)


@pytest.mark.parametrize("path", sorted(LEXICONS.glob("??.toml")), ids=lambda path: path.stem)
def test_a_sentence_may_break_off_behind_any_word(path):
    words = lexicon(path.stem)
    if words is None:
        return
    endings = {*words.verbs, *words.roles, *words.pronouns, *words.according}.union(
        *words.lists.values()
    )
    text = "\n\n".join(f"“It is not so here.” {word}" for word in sorted(endings))
    bounds = paragraphs(text)
    assert len(speakers_in(text, bounds, quoted_spans(text, bounds), words)) == len(endings)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("“No,” she said.", "en"),
        ("Das ist nicht die ganze Geschichte.", "de"),
        ("Ce n'est pas toute l'histoire.", "fr"),
        ("No es toda la historia que se cuenta.", "es"),
        ("Это не вся история.", "ru"),
        ("Це не вся історія, але й так добре.", "uk"),
        ("Non è tutta la storia di questi anni.", "it"),
        ("To není celý příběh, ale je to tak.", "cs"),
        ("これは全部ではない。", "ja"),
        ("这不是全部的故事。", "zh"),
        ("이것이 전부는 아니다.", "ko"),
        ("Αυτή δεν είναι όλη η ιστορία.", "other"),
        # English, where another language is only as likely; else the first in the alphabet.
        ("the und", "en"),
        ("l’accord n’est pas the plan", "fr"),
        # Kana tell Japanese from Chinese, but not one alone; a foreign name tells nothing.
        ("東京都知事は会議", "zh"),
        ("東京都知事は会議です", "ja"),
        ("The minister met 王毅 in Berlin.", "en"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_script_and_everyday_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("path", sorted(LEXICONS.glob("??.toml")), ids=lambda path: path.stem)
def test_a_language_is_a_file_of_words_in_small_letters(path):
    words = lexicon(path.stem)
    if words is None:
        assert path.stem in ("en", "ja", "ko", "zh")
        return
    assert files()[path.stem].get("lists", {}).keys() <= {*LISTS, *PHRASES_AND_ENDINGS}
    for listed in (words.common, words.verbs, words.weak, *words.lists.values(), words.roles):
        assert [word for word in listed if word != word.lower()] == []
    assert not words.verbs & (words.roles.keys() | words.pronouns.keys())


CZECH = """
common = "je se na že v to jsem byl podle ale"
verbs = "řekla řekl"
[roles]
women = "ministryně"
[reporting]
first = "my"
verbs = "tvrdí"
bare = "řekl"
claimants = "kritici"
speakers = "on"
small = "prý"
that = "že"
according = "podle"
denied = "není pravda, že"
denial = "není to pravda"
articles = ""
"""


@pytest.fixture
def dropped_in(tmp_path, monkeypatch):
    """Czech, for as long as a test takes: a file beside those of the other languages."""
    folder = shutil.copytree(LEXICONS, tmp_path / "lexicons")
    (folder / "cs.toml").write_text(CZECH, "utf-8")
    cached = (languages.files, languages._known, lexicon, reporting_patterns, quotations)
    monkeypatch.setattr(languages, "FOLDER", folder)
    for each in cached:
        each.cache_clear()
    yield
    for each in cached:
        each.cache_clear()


def test_a_file_dropped_in_is_a_language(dropped_in):
    text = (FOLDER / "czech-unknown.txt").read_text("utf-8")
    assert language_of(text) == "cs"
    assert (only(text).speaker, only(text).role) == ("Eva Březová", "ministryně dopravy")
    text = "My to víme. Kritici tvrdí, že most je drahý. Je to jinak."
    at = text.index("most je")
    assert reported_only(text, (at, at + 7), "Eva Březová").frame == "Kritici tvrdí, že"


@pytest.mark.parametrize("name", [*LISTS, *PHRASES_AND_ENDINGS])
def test_every_list_is_explained_and_some_language_has_it(name):
    assert f"`{name}`" in lexicon_module.__doc__
    assert any(name in data.get("lists", {}) for data in files().values())


@pytest.mark.parametrize(
    "text",
    [
        "Nachdem das bekannt wurde, war die Lage klar: „Wir gehen jetzt nach Hause.“",
        "Der Bericht und die Studie sind da. Die Frage ist: „Wir gehen jetzt nach Hause?“",
        "Die Brücke ist zu. Nordsee Hafen ist auch zu. „Das ist nicht wahr und nicht so“, sagte er.",
        "Gleichzeitig betonte sie das nicht ohne Grund: „Wir gehen jetzt nach Hause.“",
        "In der Stadt ist es still. Laut Meldung besteht „große Gefahr“ für die Leute.",
        "Lunes y martes no hay clase. La nueva norma dice así: «No se puede entrar aquí».",
        "La película «El último tren» es de este año.",
        "Le lundi, c'est fermé. Mais dans la ville, « on ne passe plus du tout ».",
        "Un communiqué du groupe précise : « Nous sommes au courant de tout cela ».",
        "Но это не всё. В понедельник в городе было тихо: «Мы идём домой прямо сейчас».",
        "«Срок будет назван позже», — говорится в сообщении, и это не всё.",
        "La ministra said: “We are going home now.”",
        "A statement said: “We are sorry for all of it.”",
        "When my mother mentioned the devil, I laughed and said, “I don’t believe in him at all.”",
        "『夏の家』という本だ。これはいい。",
    ],
)
def test_what_is_no_name_is_none(text):
    assert {one.speaker for one in quotations(text)} <= {""}


def test_a_paper_speaks_for_whoever_issued_it():
    assert only("The firm Teno issued a statement saying that “it never gained.”").speaker == (
        "firm Teno"
    )


def test_a_byline_may_stand_behind_a_horizontal_bar():
    assert only("“We have had enough of this.” ― Jane Roe, teacher").speaker == "Jane Roe"


def test_titles_in_double_angle_brackets_are_no_quotations():
    assert quotations("《大桥》一书已经出版。") == []


def test_a_list_with_dashes_is_no_speech():
    text = "Las medidas que se toman son:\n\n— una nueva ley\n\n— más dinero para las ciudades"
    assert quotations(text) == []


def test_a_pronoun_that_could_mean_two_people_is_never_certain():
    text = "Uwe Claasen traf Jens Ohl. „Das ist nicht wahr“, sagte er."
    one = only(text)
    assert not one.certain


def test_the_office_is_kept_apart_from_the_name():
    one = only("„Wir haben keine Eile, das ist klar“, sagte Finanzminister Uwe Claasen.")
    assert (one.speaker, one.role) == ("Uwe Claasen", "Finanzminister")
    people = pasted(as_yaml([one], "report.txt"))["people"]
    assert people == {"claasen": {"name": "Uwe Claasen", "role": "Finanzminister"}}


def test_somebody_described_is_on_background_in_every_language():
    one = only("„Das ist nicht wahr“, sagte der Sprecher der Partei.")
    (person,) = pasted(as_yaml([one], "report.txt"))["people"].values()
    assert person == {"described_as": "der Sprecher der Partei", "attribution": "on background"}


def spoken(text, *turns):
    """Turns by the words that they start with: speaker, start, end."""
    return [
        NamedTurn(
            text.index(start), text.index(end) + len(end), speaker, "", "its label", bool(speaker)
        )
        for speaker, start, end in turns
    ]


def test_a_transcript_is_listed_by_turns_with_their_lines():
    text = "MS ROE: Good morning.\n\nQ: Why now?\n\nMS ROE: Because we can.\n"
    turns = spoken(
        text, ("Jane Roe", "Good", "morning."), ("", "Why", "now?"), ("Jane Roe", "Bec", "can.")
    )
    found = with_turns(text, turns, [])
    assert [(one.words, one.speaker, one.line) for one in found] == [
        ("Good morning.", "Jane Roe", 1),
        ("Why now?", "", 3),
        ("Because we can.", "Jane Roe", 5),
    ]
    made = as_yaml(found, "briefing.txt")
    assert "  # line 5\n" in made
    assert [quote["text"] for quote in pasted(made)["quotes"]] == [one.words for one in found]


def test_a_long_turn_is_cut_between_sentences_and_paragraphs():
    sentence = "Mr. Roe and I have talked about the bridge for a very long time now. "
    text = f"{sentence * 12}\n\n(Laughter.)\n\nThat is all."
    found = with_turns(
        text, [NamedTurn(0, len(text), "Jane Roe", "", "its label", certain=True)], []
    )
    assert all(len(one.words.split()) <= PIECE for one in found)
    assert all(one.words.endswith(".") for one in found)
    assert found[-1].words == "That is all."
    assert " ".join(one.words for one in found) == " ".join(text.replace("(Laughter.)", "").split())


def test_quotations_outside_of_the_turns_stay():
    text = "“We will see,” Jane Roe said before.\n\nMR DOE: I call it “folly” myself.\n"
    turns = spoken(text, ("John Doe", "I call", "myself."))
    found = with_turns(text, turns, quotations(text))
    assert [one.words for one in found] == ["We will see,", "I call it “folly” myself."]


def test_the_name_of_another_office_is_not_the_speaker():
    text = "« Nous irons tous ensemble », a dit le conseiller du président Luc Arno, Jean Pelle."
    assert only(text).speaker == "Jean Pelle"
    text = "« Nous irons tous ensemble », a dit le conseiller du président Luc Arno à la presse."
    assert only(text).speaker == "le conseiller du président Luc Arno"


TRANSCRIPT = """JANE ROE, Department Spokesperson: Good afternoon. I have one thing today.

QUESTION: Is the bridge open now?

MS ROE: (Laughs) It isn't. We said “not before May,” and we meant it.

FOREIGN MINISTER DOE: May I add something?

QUESTION: Please do.
"""


def listed(text, tmp_path):
    (tmp_path / "briefing.txt").write_text(text, "utf-8")
    return pasted(quotes_in(tmp_path / "briefing.txt"))


def test_the_turns_of_a_transcript_have_the_full_names_of_their_labels(tmp_path):
    data = listed(TRANSCRIPT, tmp_path)
    assert data["people"] == {
        "roe": {"name": "Jane Roe", "role": "Department Spokesperson"},
        "doe": {"name": "Doe", "role": "Foreign Minister"},
    }
    assert [(quote["speaker"], quote["text"]) for quote in data["quotes"]] == [
        ("roe", "Good afternoon. I have one thing today."),
        ("SPEAKER", "Is the bridge open now?"),
        ("roe", "It isn't. We said “not before May,” and we meant it."),
        ("doe", "May I add something?"),
        ("SPEAKER", "Please do."),
    ]


def test_two_people_of_one_surname_are_not_made_one(tmp_path):
    text = TRANSCRIPT.replace(
        "QUESTION: Please", "JOHN ROE: Well.\n\nMS ROE: No.\n\nQUESTION: Please"
    )
    names = {person["name"] for person in listed(text, tmp_path)["people"].values()}
    assert names == {"Jane Roe", "John Roe", "Roe", "Doe"}


def test_a_noun_that_may_be_nobody_is_never_certain():
    one = only("The officer who made the arrest said he was “sick and tired of people like that”.")
    assert (one.speaker, one.certain) != ("arrest", True)


@pytest.mark.parametrize(
    "people",
    [
        "Party deputies",
        "Three cabinet secretaries familiar with the talks",
        "Two spokeswomen for the port",
        "Former coaches of the club",
    ],
)
def test_people_may_be_many(people):
    assert only(f"{people} said it was “over and done with”.").speaker == people
