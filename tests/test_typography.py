"""Quotation marks, apostrophes and spaces at signs are those of the brief's language."""

from __future__ import annotations

import json
import re
from datetime import date, time
from html import unescape
from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.ground.shipped import folder
from briefgen.kinds.translated import languages
from briefgen.markdown import markup
from briefgen.markdown.curling import curled
from briefgen.markdown.marks import MARKS, between_of, marks_of, nearest, noted, quoted
from briefgen.render.page import render
from briefgen.view.casing import with_capital, with_small_letter
from briefgen.view.date_styles import PATTERNS
from briefgen.view.times import clock, span_of_time
from briefgen.view.words import day, days, listed

FOLDER = Path(__file__).parent / "typography"
# In the files `·` is a space that doesn't break, and `˙` a narrow one.
SPACES = str.maketrans({"·": "\u00a0", "˙": "\u202f"})
CASES = [
    (path.stem, *line.split(" => "))
    for path in sorted(FOLDER.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "typed", "printed"), CASES)
def test_a_text_has_the_signs_of_its_language(language, typed, printed):
    assert curled(typed, language) == printed.translate(SPACES)
    made = markup.inline_html(typed, language=language)
    assert made == markup.inline_html(printed.translate(SPACES))


@pytest.mark.parametrize(("language", "typed", "printed"), CASES)
def test_what_is_set_already_is_left_as_it_is(language, typed, printed):
    assert curled(printed.translate(SPACES), language) == printed.translate(SPACES)


@pytest.mark.parametrize("language", [*languages(), "zh-TW", "pt-BR", "de-AT-1996"])
def test_every_language_of_labels_has_its_marks(language):
    assert len(marks_of(language)) == 4


def test_all_marks_are_two_pairs():
    assert [tag for tag, marks in MARKS.items() if len(marks) != 4] == []


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "“x”"), ("fr", "«·x·»"), ("fr-CA", "«·x·»"), ("fr-CH", "«˙x˙»"), ("de", "„x“"),
        ("es-AR", "“x”"), ("es-ES", "«x»"), ("es-GQ", "«x»"), ("zh-TW", "「x」"),
        ("zh-CN", "“x”"), ("zh", "“x”"), ("ja", "「x」"), ("he", "”x”"), ("qaa", "“x”"),
    ],
)  # fmt: skip
def test_the_page_quotes_in_the_marks_of_its_language(language, printed):
    assert quoted("x", language) == printed.translate(SPACES)


def test_a_quotation_inside_of_a_quote_has_inner_marks():
    assert curled("Say \"no\" or 'so', it's", inside=True) == "Say ‘no’ or “so”, it’s"
    assert curled('Dites "non"', "fr", inside=True) == "Dites “non”"
    assert curled('Sag "nein"', "de", inside=True) == "Sag ‚nein‘"


def test_tags_and_notes_do_not_come_between_a_sign_and_its_space():
    typed = '**Oui** : "non[^a]"; `a : b` <https://example.org/?c=d>? [x](https://a.org/b;c): d'
    made = markup.inline_html(typed, "<sup>{}</sup>".format, language="fr")
    printed = (
        "<strong>Oui</strong>·: «·non<sup>a</sup>·»˙; <code>a : b</code> "
        '<a href="https://example.org/?c=d">https://example.org/?c=d</a>˙? '
        '<a href="https://a.org/b;c">x</a>·: d'
    )
    assert made == printed.translate(SPACES)


def test_what_stands_between_things_is_of_the_language():
    assert between_of("en-CA") == between_of("qaa")
    assert between_of("fr").colon == "\u00a0: "
    assert between_of("ar-EG").comma == "، "
    assert between_of("zh-TW").semicolon == "；"
    assert ";" not in between_of("el").semicolon  # a question mark
    assert (between_of("de").omission, between_of("fr").omission) == ("\u00a0…", "…")


@pytest.mark.parametrize(
    ("language", "words", "printed"),
    [
        ("fr-CA", "Il part.", "Il part¹."),
        ("fr", "Part-il\u202f?", "Part-il¹\u202f?"),
        ("pl", "Odjeżdża.", "Odjeżdża¹."),
        ("es-MX", "Zarpa.", "Zarpa¹."),
        ("pt-BR", "Parte.", "Parte¹."),
        ("fr", "Des navires, etc.", "Des navires, etc.¹"),
        ("fr", "Il attend…", "Il attend…¹"),
        ("fr", "«\u00a0Il part.\u00a0»", "«\u00a0Il part.\u00a0»¹"),
        ("ja", "船が出る。", "船が出る¹。"),
        ("zh-Hans", "船要开了！", "船要开了¹！"),
        ("hi", "जहाज़ जाता है।", "जहाज़ जाता है।¹"),
        ("de", "Es fährt.", "Es fährt.¹"),
        ("en", "It leaves.", "It leaves.¹"),
    ],
)
def test_the_number_of_a_note_stands_before_a_stop_where_the_language_has_it_there(
    language, words, printed
):
    assert noted(words, "¹", language) == printed
    assert noted(words, "", language) == words


def test_no_template_has_a_comma_or_colon_of_its_own():
    # Japanese, Arabic and French have others, or other spaces: `between.comma`, `between.colon`.
    sign = re.compile(r"(?:\}\}|%\}|</\w+>)[,;:](?=[\s{<])")
    found = [
        f"{path.name}: {line}"
        for path in sorted((folder("templates") / "parts").glob("*.j2"))
        for line in path.read_text("utf-8").splitlines()
        if sign.search(line)
    ]
    assert found == []


def test_a_tag_is_looked_up_from_its_whole_to_its_first_part():
    table = {"de": 1, "de-ch": 2, "es-419": 3, "es": 4}
    tags = ("de-AT", "de-CH-1996", "DE-CH", "es-CL", "es", "es-ES", "fr")
    assert [nearest(table, tag) for tag in tags] == [1, 2, 2, 3, 4, 4, None]


@pytest.mark.parametrize(
    ("language", "first", "stretch"),
    [
        ("fr", "mercredi 1er mai 2019", "1er–3 mai 2019"),
        ("fr-CA", "mercredi 1er mai 2019", "1er–3 mai 2019"),
        ("it", "mercoledì 1º maggio 2019", "1º–3 maggio 2019"),
        ("pt-BR", "quarta-feira, 1º de maio de 2019", "1º – 3 de maio de 2019"),
        ("es", "miércoles, 1 de mayo de 2019", "1–3 de mayo de 2019"),
        ("de", "Mittwoch, 1. Mai 2019", "1.–3. Mai 2019"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_where_it_is_written_so(language, first, stretch):
    one = day(date(2019, 5, 1), language, weekday=True).text
    both = days([date(2019, 5, 1), date(2019, 5, 3)], language)
    assert [" ".join(each.split()) for each in (one, both)] == [first, stretch]
    assert "\u00a0" in one
    assert "11" in day(date(2011, 5, 11), language).text  # no other day is one


@pytest.mark.parametrize("style", PATTERNS)
def test_a_style_of_english_dates_leaves_other_languages_their_order(style):
    short = "MMMM" not in PATTERNS[style][0]
    dates = [date(2019, 1, 30), date(2019, 2, 1)]
    assert day(dates[0], "de", style).text.split() == ["30.", "Jan." if short else "Januar", "2019"]
    assert day(dates[0], "ja", style).text == "2019年1月30日"
    expected = "30 janv. – 1er févr. 2019" if short else "30 janvier – 1er février 2019"
    assert " ".join(days(dates, "fr", style).split()) == expected


@pytest.mark.parametrize(
    ("language", "alone", "stretch"),
    [
        ("bg", "14:05", "14:05 – 15:00"), ("th", "14:05", "14:05 – 15:00"),
        ("ja", "14:05", "14:05～15:00"), ("ko", "14:05", "14:05~15:00"),
        ("fr-CA", "14 h 05", "14 h 05 – 15 h 00"), ("sl", "14:05", "14:05–15:00"), ("zh-Hant", "下午2:05", "下午2:05至3:00"),
        ("ar", "2:05 م", "2:05–3:00 م"), ("es-MX", "2:05 p.m.", "2:05–3:00 p.m."),
    ],
)  # fmt: skip
def test_a_time_alone_and_one_of_a_stretch_look_alike(language, alone, stretch):
    written = clock(time(14, 5), language), span_of_time(time(14, 5), 900, language)
    assert [" ".join(each.split()) for each in written] == [alone, stretch]


@pytest.mark.parametrize("language", ["bg", "fr", "fr-CA", "de", "th", "en-US", "ar", "ko"])
def test_the_clock_of_a_house_changes_nothing_where_the_language_has_it(language):
    hours = 24 if any(char in clock(time(14), language) for char in ("14",)) else 12
    assert clock(time(14, 5), language, hours) == clock(time(14, 5), language)


def test_first_letters_are_those_of_the_language():
    assert [with_capital("istanbul", each) for each in ("tr", "az", "en")] == [
        "İstanbul", "İstanbul", "Istanbul",
    ]  # fmt: skip
    assert with_small_letter("Izmir", "tr-TR") == "ızmir"
    assert with_small_letter("İzmir", "tr") == "izmir"
    assert with_capital("ijs en IJs", "nl-BE") == "IJs en IJs"
    assert with_capital("", "tr") == with_small_letter("", "nl") == ""


def test_hours_of_one_digit_look_alike_too():
    for language in ("fr-CA", "sl", "en", "uz-Arab", "hi"):
        alone = clock(time(8, 30), language)
        assert span_of_time(time(8, 30), 9 * 60, language).startswith(alone.split(" AM")[0][:4])
    assert clock(time(8, 30), "fr-CA").split() == ["8", "h", "30"]


def test_an_and_that_is_a_letter_is_not_joined_to_latin_ones():
    assert listed(["مصر", "Rome", "الأردن"], "ar") == "مصر و\u00a0Rome والأردن"
    assert listed(["חיפה", "Rome"], "he") == "חיפה ו-Rome"
    assert listed(["ציטוט אחד", "17 הפניות"], "he") == "ציטוט אחד ו-17 הפניות"


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("en", ", ; : . ( )"),
        ("ja", "、 、 ： 。 （ ）"),
        ("hi", ", ; : । ( )"),
        ("fa", "، ؛ : . ( )"),
    ],
)
def test_a_page_has_the_signs_of_its_language_between_things(language, signs, tmp_path):
    brief = {
        "briefgen": 1, "title": "Z", "language": language, "as_of": "2026-05-06", "principal": "a",
        "from": "b", "people": {"a": {"name": "A", "role": "R"}, "b": {"name": "B"},
            "c": {"name": "C", "say": "S", "note": "N"},
        },
        "considered": [{"body": "K", "on": "2026-05-01", "outcome": "O"}],
        "bottom_line": {"text": "Z", "sources": "s"}, "agenda": [{"title": "Z"}],
        "sources": {"s": {"title": "T", "author": "W", "accessed": "2026-05-02"}},
    }  # fmt: skip
    data = json.dumps(brief).encode()
    case = pipeline.checked(pipeline.loaded(data, "brief.yaml", Timings()), tmp_path)
    page = unescape(re.sub(r"<[^>]*>", "", render(pipeline.viewed(case))))
    comma, semicolon, colon, stop, opening, closing = signs.split()
    assert re.search(rf"A{comma} R|A（R）", page)
    assert f"W{comma}" in page
    assert re.search(rf"K{comma}.*{colon} ?O", page)
    assert re.search(rf"T{semicolon}.*{re.escape(stop)}", page)
    assert f"{opening}S{closing}" in page


def test_a_day_of_the_week_stands_in_brackets_in_japanese():
    assert day(date(2019, 5, 13), "ja", weekday=True).text == "2019年5月13日（月）"
    assert day(date(2019, 5, 13), "zh-Hans", weekday=True).text == "2019年5月13日星期一"
