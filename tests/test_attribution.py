"""Whose words stand in a source: the turns of transcripts, and labels beside people."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.attribution import evidence_of
from briefgen.attribution.cast import Cast, are_labels_of_two, holder_of, voice_of
from briefgen.attribution.cuts import without_labels
from briefgen.attribution.name_fit import fit, parts_of
from briefgen.attribution.transcripts.interjections import interjections
from briefgen.attribution.transcripts.labels import label_of
from briefgen.attribution.transcripts.missed import is_label_missed
from briefgen.attribution.transcripts.shapes import candidates
from briefgen.attribution.transcripts.turns import turns
from briefgen.evidence.drops import Drop
from briefgen.evidence.formats.subtitles import words_of_subtitles
from briefgen.evidence.reading.page import read_here
from briefgen.evidence.verify import Match, Verdict
from briefgen.model import Person, Source
from tests.test_diagnostics import checked

CASES = sorted((Path(__file__).parent / "attribution").glob("*.txt"))
SHOWN = 40

HOLM = Person(name="Ida Holm", role="Minister for Ports", also_called=("the Harbour Queen",))
LAVROV = Person(name="Sergei Lavrov", native_name="Сергей Лавров", role="Foreign Minister")
KISHIDA = Person(name="Fumio Kishida", native_name="岸田文雄", role="Prime Minister")
OFFICIAL = Person(described_as="a senior port official", attribution="on background")
EWEN = Person(name="Ewen Jones")
MIKE = Person(name="Mike Dorn")
REPORTER = Person(name="Eva Lind", role="Reporter")
KIM = Person(name="김영희", role="장관")
SECRETARY = Person(name="Ida Moe", role="Press Secretary")
FORMER = Person(name="Ida Moe", role="Minister, once a journalist")
CONVENER = Person(name="Callum Reid", role="Convener of the Council")
JONAS = Person(name="Jonas Falk", role="Engineer")
PREMIER = Person(name="Per Lund", role="Prime Minister of Arden")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_text_has_these_turns(path):
    """A line for each turn, with `?` where its label may be none; prose has none."""
    text, _, wanted = path.read_text("utf-8").partition("=====\n")
    assert wanted.splitlines() == [shown(text, turn) for turn in turns(text)]


def shown(text, turn):
    words = " ".join(text[turn.start : turn.end].split())[:SHOWN]
    doubt = "" if turn.is_sure else "? "
    return f"{doubt}{turn.label.text} [{turn.label.kind}] {words}".rstrip()


def test_a_turn_knows_the_place_of_its_label():
    text = "MS HOLM: It is safe.\n\nQUESTION: Is it?\n"
    assert [text[turn.label_start : turn.label_end] for turn in turns(text)] == [
        "MS HOLM",
        "QUESTION",
    ]


def test_turns_are_found_in_time_that_grows_with_the_text():
    many = "Mr. " * 40_000 + "\n" + "A. B: " * 40_000 + "\n" + "(" * 40_000 + "\nX: y.\n" * 20_000
    assert turns(many) is not None


@pytest.mark.parametrize(
    ("person", "label", "voice"),
    [
        (HOLM, "MS HOLM", "speaker"),
        (HOLM, "Ida Holm (Arden) (Lab)", "speaker"),
        (HOLM, "The Minister for Ports (Ida Holm)", "speaker"),
        (HOLM, "The Minister for Ports", "speaker"),
        (HOLM, "The Harbour Queen", "speaker"),
        (HOLM, "IDA", "speaker"),
        (HOLM, "I. HOLM", "speaker"),
        (HOLM, "P. HOLM", "another"),
        (HOLM, "Per Holm", "another"),
        (HOLM, "MR PRICE", "another"),
        (HOLM, "QUESTION", "another"),
        (HOLM, "Opposition senators", "another"),
        (HOLM, "The PRESIDENT", "open"),
        (HOLM, "The Minister", "speaker"),
        (HOLM, "The Prime Minister", "open"),
        (HOLM, "A", "open"),
        (HOLM, "С.В.Лавров", "open"),
        (HOLM, "岸田外務大臣", "open"),
        (LAVROV, "С.В.Лавров", "speaker"),
        (LAVROV, "И.Холм", "another"),
        (LAVROV, "FOREIGN MINISTER LAVROV", "speaker"),
        (LAVROV, "Sergey Lawrow", "open"),
        (LAVROV, "Вопрос", "another"),
        (KISHIDA, "岸田総理大臣", "speaker"),
        (KISHIDA, "山田外務大臣", "another"),
        (KISHIDA, "読売新聞　山田記者", "another"),
        (KISHIDA, "大臣", "open"),
        (OFFICIAL, "SENIOR PORT OFFICIAL", "speaker"),
        (OFFICIAL, "MR PRICE", "open"),
        (EWEN, "Mr Stephen JONES", "another"),
        (EWEN, "Mr Ewen JONES", "speaker"),
        (EWEN, "Mr JONES", "speaker"),
        (MIKE, "Michael Dorn", "speaker"),
        (MIKE, "Milan Sund", "another"),
        (KIM, "김민수 장관", "another"),
        (KIM, "김영희 장관", "speaker"),
        (PREMIER, "PM", "speaker"),
        (HOLM, "PM", "open"),
        (HOLM, "La señora SECRETARIA (Sund i Moe)", "another"),
        (REPORTER, "QUESTION", "open"),
        (REPORTER, "A", "another"),
        (REPORTER, "Antwort", "another"),
        (REPORTER, "答", "another"),
        (HOLM, "Unknown Speaker", "open"),
        (CONVENER, "The Convener", "speaker"),
        (CONVENER, "Convener", "speaker"),
        (SECRETARY, "A", "open"),
        (FORMER, "A", "open"),
        (JONAS, "J", "open"),
        (HOLM, "J", "another"),
    ],
)
def test_a_label_is_the_speakers_or_anothers_or_it_cant_be_told(person, label, voice):
    assert voice_of(person, label_of(label), Cast((person,), {})) == voice


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mr " + "A" * 120, "person"),
        ("Mr " + "A" * 140, None),
        ("Anna Berit Carla Dora Elin Fia", "person"),
        ("Anna Berit Carla Dora Elin Fia Gun", None),
        ("Yeah, Theranos", None),
        ("Anna Berg, thank you", None),
        ("Anna Berg, reporter", "person"),
        ("Unidentified Reporter", "asking"),
        ("Reporter One", "asking"),
    ],
)
def test_words_are_a_label_or_none(text, kind):
    label = label_of(text)
    assert (label and label.kind) == kind


@pytest.mark.parametrize(
    ("label", "name", "fits"),
    [("Ida Berg", "Ida Holm", "other"), ("Qora Berg", "Qora Holm", "near")],
)
def test_a_given_name_that_is_known_belongs_to_many(label, name, fits):
    assert fit(parts_of(label), name) == fits


@pytest.mark.parametrize("name", ["Anna", "Анна", "अनन", "อนนา", "王毅"])
def test_names_in_different_scripts_cannot_be_compared(name):
    others = {"Berg", "Берг", "मनन", "สมชาย", "李明"}
    unknown = {other for other in others if fit(parts_of(other), name) == "unknown"}
    assert len(unknown) == len(others) - 1


def test_a_surname_that_two_people_have_tells_nothing():
    stephen = Person(name="Stephen Jones")
    assert voice_of(EWEN, label_of("Mr JONES"), Cast((EWEN, stephen), {})) == "open"
    labels = (label_of("Mr Stephen JONES"), label_of("Mr JONES"))
    assert voice_of(EWEN, labels[1], Cast((EWEN,), {}, labels)) == "open"


def test_an_office_is_told_apart_where_the_speaker_has_an_own_label():
    chair = Person(name="Ida Holm", role="Senator for Arden")
    labels = (label_of("Senator HOLM"), label_of("The PRESIDENT"))
    assert voice_of(chair, labels[1], Cast((chair,), {}, labels)) == "another"


def test_an_office_is_its_holders_whom_a_label_before_names():
    labels = (label_of("The Minister for Ports (Per Lund)"), label_of("The Minister for Ports"))
    hale = Person(name="Martin Hale")
    assert voice_of(hale, labels[1], Cast((hale,), {}, labels)) == "another"


def test_a_reporter_whom_the_text_names_may_be_the_one_who_answers():
    text = "A talk with Eva Lind about her book\n\nQ: Why?\n\nA: Because.\n"
    assert voice_of(REPORTER, label_of("A"), Cast((REPORTER,), {}, (), text)) == "open"


def test_a_reporter_holds_no_office_where_others_ask():
    labels = (label_of("記者"), label_of("大臣"))
    assert voice_of(REPORTER, labels[1], Cast((REPORTER,), {}, labels)) == "another"
    assert voice_of(REPORTER, labels[1], Cast((REPORTER,), {}, labels[1:])) == "open"
    host = label_of("MODERATOR")
    assert voice_of(REPORTER, host, Cast((REPORTER,), {}, (labels[0], host))) == "open"


def test_who_is_asked_is_known_by_a_part_of_the_name():
    text = "Frage: Wann wird der Kai geöffnet?\n\nClaasen: Sobald er geprüft ist.\n"
    assert not turns(text)
    assert [turn.label.text for turn in turns(text, frozenset(("claasen",)))] == [
        "Frage",
        "Claasen",
    ]


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("MS SUND: It is dry.\nIda Holm\n", True),
        ("MS SUND: It is dry.\nMinister Holm said\n", True),
        ("MS SUND: It is dry.\nMinistryně dopravy Ida Holm: ", True),
        ("MS SUND: It is dry.\nMinisteren for havne (Ida Holm)\n", True),
        ("MS SUND: It is dry.\nWell, Ida, ", False),
        ("MS SUND: It is dry.\nIda, we said so. ", False),
        ("MS SUND: Ida Holm knows. ", False),
        ("MS SUND: It is dry.\nIda Holm, Minister for Ports\n", True),
        ("MS SUND: It is dry.\nI'm Ida Holm. ", False),
    ],
)
def test_a_line_that_starts_with_the_name_may_be_a_label_that_was_missed(text, missed):
    [*_, first] = turns(f"QUESTION: Is it dry?\n{text}We pay.\nQUESTION: When?")[:2]
    start = first.start + len(text) - len("MS SUND: ")
    assert (
        is_label_missed(f"QUESTION: Is it dry?\n{text}We pay.", first, start, {"ida", "holm"})
        is missed
    )


BOLD = "<p><strong>Anna Berg</strong> We will pay.</p><p><b>Jonas Falk</b> When will you?</p>"
LIST = "<p><b>Anna Berg</b> is the minister.</p><p><b>Jonas Falk</b> speaks for the islands.</p>"
SPANS = (
    '<p><span class="speaker">Anna Berg</span> We will pay.</p>'
    '<p><span class="x speaker-name">Jonas Falk</span> When will you?</p>'
)
LANDS = "<p><b>Georgia</b> The talks go on.</p><p><b>Jordan</b> The king spoke.</p>"
NOTED = (
    "<p><b>Anna Berg</b><sup>2</sup> We <b>will</b> pay.</p><p>No<br><b>Jonas Falk </b>When?</p>"
)
ENDED = "<p>Quay <b>Anna Berg</b> We will pay.</p><p><b>Jonas Falk:</b> When will you?</p>"


@pytest.mark.parametrize(
    ("page", "labels", "speakers"),
    [
        (BOLD, ["Anna Berg", "Jonas Falk"], ["Anna Berg", "Jonas Falk"]),
        (BOLD.replace("strong>", "b>"), ["Anna Berg", "Jonas Falk"], ["Anna Berg", "Jonas Falk"]),
        (SPANS, ["Anna Berg", "Jonas Falk"], ["Anna Berg", "Jonas Falk"]),
        (LIST, ["Anna Berg", "Jonas Falk"], []),
        (LANDS, ["Georgia", "Jordan"], []),
        (NOTED, ["Anna Berg", "Jonas Falk "], ["Anna Berg", "Jonas Falk"]),
        (ENDED, [], []),
    ],
)
def test_a_name_in_bold_at_the_start_of_a_paragraph_is_a_label_where_a_sentence_follows(
    page, labels, speakers
):
    read = read_here(f"<html><body>{page}</body></html>")
    assert [read.text[start:end] for start, end in read.labels] == labels
    assert [turn.label.text for turn in turns(read.text, labels=read.labels)] == speakers


def test_a_cue_without_a_voice_is_nobodys_for_certain():
    cues = (
        "<v Anna Berg>We will pay.",
        "<v Jonas Falk>When",
        "will that be?",
        "<v Anna Berg>Soon.",
        "How soon?",
        "<v Anna Berg>In May.",
    )
    vtt = "WEBVTT\n\n" + "".join(
        f"00:0{at}.000 --> 00:0{at}.900\n{cue}\n\n" for at, cue in enumerate(cues)
    )
    read = words_of_subtitles(vtt)
    found = turns(read.text, labels=read.labels)
    assert [(turn.label.text, turn.is_sure) for turn in found] == [
        ("Anna Berg", True),
        ("Jonas Falk", True),
        ("", False),
        ("Anna Berg", True),
        ("", False),
        ("Anna Berg", True),
    ]


def test_a_party_that_speaks_is_the_only_one_who_is_of_it():
    envoy, other = Person(name="Per Lund", party="no"), Person(name="Eva Lind", party="no")
    label, parties = label_of("The representative of Norway"), {"no": "Norway"}
    assert voice_of(envoy, label, Cast((envoy,), parties)) == "speaker"
    assert voice_of(envoy, label, Cast((envoy, other), parties)) == "open"


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("MR PRICE", "QUESTION", True),
        ("SECRETARY HOLM", "FOREIGN MINISTER LUND", True),
        ("SECRETARY HOLM", "MS HOLM", False),
        ("QUESTION", "QUESTION", False),
        ("The Minister for Ports (Ida Holm)", "Ida Holm", False),
        ("The Prime Minister", "Mr. Speaker", True),
        ("PRESIDENT LUND", "THE PRESIDENT", False),
        ("Speaker 1", "Speaker 2", True),
        ("Q", "A", True),
        ("A", "MR PRICE", False),
    ],
)
def test_two_labels_are_two_peoples_or_it_cant_be_told(one, other, two):
    assert are_labels_of_two(label_of(one), label_of(other), ()) is two


@pytest.mark.parametrize(
    "piece", [" ", "\t", "\f", "(", "Q ", "a: ", "Anna ", "【", "(a: b\n", "\n"]
)
def test_turns_are_found_in_time_linear_in_the_text(piece, no_hang):
    assert turns(piece * (300_000 // len(piece))) == ()


def test_only_somebody_whose_group_is_named_calls_in():
    assert [each.calls[0].label.text for each in interjections("(Anna Berg [SPD]: No!)")] == [
        "Anna Berg [SPD]"
    ]
    assert interjections("(Anna Berg: No!)") == []


def test_brackets_on_a_line_hold_a_name_or_what_happened():
    said = "\nThat is not what was said.\n"
    assert [one.label.text for one in candidates(f"(Ida Holm){said}")] == ["Ida Holm"]
    assert candidates(f"(Senator Holm of Arden){said}") == []


def test_a_table_of_names_is_no_transcript():
    assert turns("MR PRICE: 5\nMS HOLM: 3\nMR LUND: 7\nMS FALK: 4\n") == ()


def test_five_sure_labels_make_a_transcript_however_long_each_speaks():
    labels = ("MR PRICE", "MS HOLM", "MR DORN", "MS BERG", "MR LUND")
    speech = "\n\n".join(["We have said what we had to say."] * 6)
    text = "".join(f"{label}: {speech}\n\n" for label in labels)
    assert [turn.label.text for turn in turns(text)] == [*labels]
    assert turns(text.partition("MR LUND")[0]) == ()


def test_where_the_last_turn_ends_between_paragraphs_of_prose_is_not_sure():
    said = "Ida Holm: It is safe.\nAnna Berg: Is it?\nIda Holm: It is.\n"
    text = f"The two met on Monday at the quay.\n\n{said}\nThe meeting was adjourned. It rained.\n"
    last = turns(text)[-1]
    assert text[last.start : last.sure_end] == "It is."
    assert last.end == len(text)


def test_an_office_with_two_holders_is_nobodys():
    lund, holm, office = map(
        label_of,
        (
            "The Minister for Ports (Per Lund)",
            "The Minister for Ports (Ida Holm)",
            "The Minister for Ports",
        ),
    )
    assert holder_of(office, (lund, office)) == lund
    assert holder_of(office, (lund, holm, office)) is None


@pytest.mark.parametrize(
    ("party", "voice"), [("norway", "speaker"), ("arden", "another"), (None, "open")]
)
def test_the_label_of_a_party_is_its_only_persons(party, voice):
    person = Person(name="Ida Holm", party=party)
    parties = {"norway": "Norway", "arden": "Arden"}
    assert voice_of(person, label_of("Norway"), Cast((person,), parties)) == voice


BRIEF = """\
briefgen: 1
title: Harbour talks
as_of: 2026-05-20
principal: holm
people:
  holm: {{name: Ida Holm, role: Minister for Ports}}
  falk: {{name: Jonas Falk}}
bottom_line: The quay needs a decision. You are asked to take it today.
agenda:
  - title: The quay
    objective: The repair is approved by Friday.
    quotes:
      - speaker: {speaker}
        text: "{text}"
        sources: [herald, record]
sources:
  herald: {{title: Herald, capture: herald.txt}}
  record: {{title: Record, capture: record.txt}}
"""
HERALD = "Carl Dorn: The quay is safe.\n\nAnna Berg: Is it? We will see about that.\n"
RECORD = "Ida Holm: The quay is safe.\n\nQUESTION: Is it? Who says so?\n"


def voice(folder, speaker="holm", text="The quay is safe."):
    (folder / "herald.txt").write_text(HERALD, "utf-8")
    (folder / "record.txt").write_text(RECORD, "utf-8")
    case = checked(BRIEF.format(speaker=speaker, text=text))
    assert case.brief, case.diagnostics
    return evidence_of(case.brief, folder).quotes[0]


def test_a_quote_that_one_source_gives_to_its_speaker_is_the_speakers(tmp_path):
    found = voice(tmp_path)
    assert (found.voice, found.source_id) == ("speaker", "record")


def test_a_quote_that_all_sources_give_to_others_says_to_whom(tmp_path):
    found = voice(tmp_path, speaker="falk")
    assert (found.voice, found.given_to) == ("another", "Carl Dorn")


def test_a_person_may_be_called_one_thing_or_several():
    assert Person(name="Per Lund", also_called="Mr Lund").also_called == ("Mr Lund",)
    assert Person(name="Per Lund", also_called=["Mr Lund", "the Chair"]).also_called[1:]


def test_without_a_capture_nothing_is_known_of_the_speaker(tmp_path):
    case = checked(BRIEF.format(speaker="holm", text="The quay is safe."))
    sources = {name: Source(title=name) for name in case.brief.sources}
    brief = case.brief.model_copy(update={"sources": sources})
    assert evidence_of(brief, tmp_path).quotes[0].voice == "open"


TWO_TIMES = """MS HOLM 00:01
We go to the port.

MS HOLM 00:04
We go by night, and not alone.

MR REID 00:09
Why?
"""


@pytest.mark.parametrize(
    ("word", "first", "last", "kept"),
    [
        # A time above a turn is spoken by nobody; `night` is, and so is `not`.
        ("04", "We go to the port.", "We go by night", False),
        ("04", "We go to the port.", "Why?", False),
        ("not", "We go by night,", "Why?", True),
        ("night", "We go to the port.", "Why?", True),
        # What isn't there at all was dropped elsewhere.
        ("05", "We go to the port.", "Why?", True),
    ],
)
def test_what_stands_only_in_labels_turns_no_sense(word, first, last, kept):
    parts = [(TWO_TIMES.index(part), TWO_TIMES.index(part) + len(part)) for part in (first, last)]
    verdict = Verdict(match=Match(tuple(parts)), drops=(Drop(word, word, 0),))
    found = turns(TWO_TIMES)
    assert len(found) == 3
    assert bool(without_labels(verdict, TWO_TIMES, found).drops) == kept
    # Before the first part and behind the last there is no stretch that was left out.
    for part in (-1, 1):
        outer = replace(verdict, drops=(Drop(word, word, part),))
        assert without_labels(outer, TWO_TIMES, found) == outer
