"""Folding for any text: offsets lead back, nothing raises, and what is folded stays so."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.evidence.folding import fold
from briefgen.evidence.forms import LETTERS as FORMS
from briefgen.evidence.forms import VOWELS

# Signs that foldings are about, among any others.
SIGNS = "ab1é \t\n\r\x0c\x1e\x1f\xa0-–—−.…'\"“”«»!?;:,_[]ﬁ中ไ\u0e34５～ｶﾞﻻـيی\u064bש\u05b8\u05be\xad\u200b\u0301\u0323\u1112\u1161\u11ab"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")))


@given(TEXTS)
def test_folding_again_changes_no_character(text):
    folded = fold(text).text
    assert fold(folded).text == folded


@given(TEXTS)
def test_offsets_rise_and_stay_inside_the_text(text):
    folded = fold(text)
    starts = [folded.start(at) for at in range(len(folded.text) + 1)]
    ends = [folded.end(at) for at in range(len(folded.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= at <= len(text) for at in starts + ends)
    assert all(start < end for start, end in zip(starts, ends[1:], strict=False))


@given(TEXTS)
def test_letters_and_figures_are_never_lost_or_changed(text):
    def letters(text):
        kept = "".join(sign for sign in text if sign not in "ﬀﬁﬂﬃﬄﬅﬆĳĲ")
        normal = unicodedata.normalize("NFKC", "".join(s for s in kept if s not in "\u02bb\u02bc"))
        same = (FORMS.get(sign, sign) for sign in normal if sign not in VOWELS)
        return [digit(sign) for sign in same if sign.isalnum()]

    def digit(sign):
        return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign

    plain = "".join(sign for sign in text if sign not in "ﬀﬁﬂﬃﬄﬅﬆĳĲ")
    stripped = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Mn"))
    assert letters(fold(stripped).text) == letters(stripped)


@given(TEXTS, TEXTS)
def test_a_slice_leads_back_to_the_letters_it_was_made_of(before, after):
    word = "harbour"
    text = f"{before} {word} {after}"
    folded = fold(text)
    at = folded.text.find(word)
    found = [text[folded.start(at) : folded.end(at + len(word))]]
    assert word in found[0].replace("\xad", "")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("a  b\tc\u00a0d\r\ne", "a b c d e"),
        ("“a” ‘b’ „c‟ «d» ''e''", "'a' 'b' 'c' 'd' 'e'"),
        ("« a » dit-il", "'a' ditil"),
        ("»a« sagt", "'a' sagt"),
        ("a—b – c--d - e", "a--b--c--d--e"),
        ("1990–95 Moscow–Kazan", "199095 MoscowKazan"),
        ("−5 and –5", "-5 and -5"),
        ("a…b . . . c....d", "a...b...c...d"),
        ("ﬁne e\u0301 so\u00adft\u200b", "fine é soft"),
        ("infor-\nmation, short-\nand long", "information, short- and long"),
        ("one\f\ntwo", "one two"),
        ("Franco-\nGerman, VER-\nHANDELN", "FrancoGerman, VERHANDELN"),
        ("a — -5, a — −5, a — –5, a — 5", "a---5, a---5, a---5, a--5"),
        ("a --5, a - -5, a- 5", "a--5, a---5, a- 5"),
        ("１３時〜１４時、ﾊﾞｽ", "13時~14時、バス"),
        ("ไป \nมา 5 คน", "ไปมา5คน"),
        ("和 iPhone 手机", "和iPhone手机"),
        ("\ufefb \u0644\u0627 \u0643\u062a\u064e\u0628\u0640\u0640 \u06cc\u0665", "لا لا كتب ي5"),
        ("ראש\u05beהממשלה שָׁלוֹם", "ראשהממשלה שלום"),
    ],
)
def test_typography_is_folded(typed, folded):
    assert fold(typed).text == folded
