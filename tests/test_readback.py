"""What each glyph of a line reads back as, and where a line needs another text beside its glyphs."""

from __future__ import annotations

from itertools import count

import pytest

from briefgen.typeset.readback import JOINING, NOTHING, Glyph, Span, read_back

LAM, ALEF, FATHA, SHADDA = "\u0644", "\u0627", "\u064e", "\u0651"


def line(*clusters, leftward=False, texts=None):
    """The glyphs of a line: of each cluster its text, and the numbers and letters of its glyphs.

    Clusters and glyphs come in the order of reading.
    """
    texts = {} if texts is None else texts
    at = count()
    glyphs = [
        Glyph(number, texts, start, text, letter, leftward)
        for text, drawn in clusters
        for start in [next(at)]
        for number, letter in drawn
    ]
    return glyphs[::-1] if leftward else glyphs


def test_each_letter_of_a_plain_line_reads_back_as_itself():
    texts = {}
    glyphs = line(("a", [(1, "a")]), ("fi", [(2, "")]), (" ", [(3, " ")]), texts=texts)
    assert read_back(glyphs) == ()
    assert texts == {1: "a", 2: "fi", 3: " "}


def test_a_mark_reads_back_as_itself_and_the_line_as_a_whole():
    texts = {}
    glyphs = line(("о\u0301", [(1, "о"), (2, "\u0301")]), ("н", [(3, "н")]), texts=texts)
    assert read_back(glyphs) == (Span(0, 3, "о\u0301н"),)
    assert texts == {1: "о", 2: "\u0301", 3: "н"}


def test_letters_that_change_places_are_read_as_they_are_typed():
    texts = {}
    # The sign for i is drawn before its letter.
    glyphs = line(("कि", [(2, "ि"), (1, "क")]), ("ल", [(3, "ल")]), texts=texts)
    assert read_back(glyphs) == (Span(0, 3, "किल"),)
    assert texts == {1: "क", 2: "ि", 3: "ल"}


def test_letters_that_join_to_one_glyph_are_that_glyph():
    texts = {}
    read_back(line(("क्ष", [(1, "")]), ("त्र", [(2, ""), (3, "")]), texts=texts))
    assert texts == {1: "क्ष", 2: "त्र", 3: NOTHING}


def test_from_right_to_left_a_mark_and_its_letter_each_read_back_as_themselves():
    texts = {}
    # The letter has another shape than by itself, and so another glyph; the mark hasn't.
    glyphs = line((LAM + FATHA, [(1, ""), (2, FATHA)]), leftward=True, texts=texts)
    assert [glyph.number for glyph in glyphs] == [2, 1]
    assert read_back(glyphs) == (Span(0, 1, "", FATHA),)
    assert texts == {1: LAM, 2: FATHA}


def test_from_right_to_left_marks_of_other_shapes_are_taken_in_their_order():
    texts = {}
    cluster = (LAM + SHADDA + FATHA, [(1, ""), (2, ""), (3, "")])
    marks = (Span(0, 1, "", FATHA), Span(1, 2, "", SHADDA))
    assert read_back(line(cluster, leftward=True, texts=texts)) == marks
    assert texts == {1: LAM, 2: SHADDA, 3: FATHA}


def test_from_right_to_left_two_marks_of_one_glyph_are_said_together():
    texts = {}
    cluster = (LAM + SHADDA + FATHA, [(1, ""), (2, "")])
    read = read_back(line(cluster, leftward=True, texts=texts))
    assert read == (Span(0, 1, "", SHADDA + FATHA),)
    assert texts == {1: LAM, 2: SHADDA + FATHA}


def test_from_right_to_left_a_letter_and_its_mark_in_one_glyph_are_said_apart():
    texts = {}
    read = read_back(line(("\u0647\u0654", [(1, "")]), leftward=True, texts=texts))
    assert read == (Span(0, 1, "\u0647", "\u0654"),)
    assert texts == {1: "\u0647"}


@pytest.mark.parametrize(
    ("text", "form"), [(LAM + ALEF, "\ufefb"), ("\u0644\u0622", "\ufef5"), ("الله", "\ufdf2")]
)
def test_from_right_to_left_letters_that_join_are_one_sign(text, form):
    texts = {}
    assert read_back(line((text, [(7, "")]), leftward=True, texts=texts)) == ()
    assert texts == {7: form}


def test_a_glyph_without_a_letter_to_itself_is_never_without_a_text():
    texts = {}
    read_back(line((LAM, [(1, LAM), (2, "")]), leftward=True, texts=texts))
    assert texts == {1: LAM, 2: NOTHING}


def test_from_right_to_left_a_glyph_of_two_letters_says_which_it_is():
    # Arabic and Persian have one glyph for two letters, inside of a word.
    texts = {}
    glyphs = line(("\u064a", [(1, "")]), (LAM, [(2, "")]), ("\u06cc", [(1, "")]), leftward=True)
    glyphs = [glyph._replace(texts=texts) for glyph in glyphs]
    assert read_back(glyphs) == (Span(2, 3, "\u064a"),)
    assert texts == {1: "\u06cc", 2: LAM}


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", " "])
def test_from_right_to_left_each_space_is_a_plain_one(space):
    texts = {1: "\u00a0"}
    glyphs = line((LAM, [(2, LAM)]), (space, [(1, "")]), leftward=True, texts=texts)
    assert read_back(glyphs) == ()
    assert texts == {1: " ", 2: LAM}


def test_from_left_to_right_a_space_without_a_break_needs_no_other_text():
    texts = {1: " "}
    assert read_back(line(("\u00a0", [(1, "")]), texts=texts)) == ()
    assert texts == {1: " "}


def test_what_nobody_sees_is_not_copied():
    glyphs = line(("क\u2060", [(1, "क")]), ("ल\u00ad", [(2, "ल")]))
    assert read_back(glyphs) == (Span(0, 2, "कल"),)


def test_a_joiner_with_a_glyph_is_kept():
    texts = {}
    read_back(line(("\u06cc", [(1, "")]), ("\u200c", [(2, "\u200c")]), leftward=True, texts=texts))
    assert texts == {1: "\u06cc", 2: "\u200c"}


def test_numbers_inside_a_line_from_right_to_left_need_no_other_text():
    texts = {}
    word = line(("ש", [(5, "ש")]), leftward=True, texts=texts)
    number = line(("4", [(1, "4")]), ("7", [(2, "7")]), texts=texts)
    assert read_back([*word, *number, *word]) == ()
    assert texts == {1: "4", 2: "7", 5: "ש"}


@pytest.mark.parametrize(
    "text", ["Zoë — „№ 4“, 5 % €", "Ёлка, їжак", "λόγος ὁ", "部长", "会談。", "한국", "ქ"]
)
def test_texts_without_such_letters_are_left_to_the_engine(text):
    assert not JOINING.search(text)


@pytest.mark.parametrize(
    "text", ["о\u0301", "שלום", "سلام", "हिन्दी", "বাংলা", "ไทย", "か\u3099", "tục", "\u1112\u1161"]
)
def test_texts_with_such_letters_are_not(text):
    assert JOINING.search(text)


def test_a_letter_with_thousands_of_marks_is_not_divided():
    texts = {}
    marks = SHADDA * 5000
    read_back(line((LAM + marks, [(at, "") for at in range(5001)]), leftward=True, texts=texts))
    assert texts[0] == LAM
    assert {texts[at] for at in range(1, 5001)} == {NOTHING}
