"""What is in another direction or script than the text around it is marked, and nothing else is."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.languages import direction_of
from briefgen.render.directions import with_directions

CASES = Path(__file__).parent / "directions"
BODY = "<!DOCTYPE html><html><head><title>محمد</title></head><body>"


def cases():
    for path in sorted(CASES.glob("*.txt")):
        lines = path.read_text("utf-8").splitlines()[1:]
        for given_line, expected in zip(lines[::2], lines[1::2], strict=True):
            language, _, line = given_line.partition(" ")
            yield pytest.param(language, line, expected.strip(), id=line[:30])


def marked(html, language="ar"):
    page = with_directions(f"{BODY}{html}</body></html>", direction_of(language), language)
    return page.removeprefix(BODY).removesuffix("</body></html>")


@pytest.mark.parametrize(("language", "line", "expected"), list(cases()))
def test_a_run_of_words_is_marked_with_its_direction_and_language(language, line, expected):
    assert marked(f"<p>{line}</p>", language) == f"<p>{expected}</p>"


def test_a_page_without_other_scripts_stays_as_it_is():
    page = '<p lang="fr">Le Président <em>a dit</em> « oui »</p>'
    assert marked(page, "fr") == page


def test_a_text_in_two_directions_is_marked_in_each():
    page = '<div lang="ar" dir="rtl"><p>قال Kerry</p></div><p>He said قال</p>'
    assert marked(page, "en") == (
        '<div lang="ar" dir="rtl"><p>قال <bdi lang="en" dir="ltr">Kerry</bdi></p></div>'
        '<p>He said <bdi lang="und-Arab" dir="rtl">قال</bdi></p>'
    ).replace('lang="en" dir="ltr"', 'lang="und-Latn" dir="ltr"')


def test_words_of_a_heading_in_another_language_get_the_direction_and_not_the_heading():
    assert marked('<h2 lang="en">Brief for whom?</h2>') == (
        '<h2 lang="en"><bdi lang="en" dir="ltr">Brief for whom?</bdi></h2>'
    )


@pytest.mark.parametrize("name", ["script", "style", "textarea"])
def test_what_is_no_text_stays_as_it_is(name):
    page = f"<{name}>let a = 'قال John';</{name}>"
    assert marked(page, "en") == page


def test_a_block_in_an_element_of_a_line_ends_the_line():
    assert marked("<p><span>John <b>قال</b><div>Kerry ثم</div> Boe</span></p>") == (
        '<p><span><bdi lang="und-Latn" dir="ltr">John</bdi> <b>قال</b><div>'
        '<bdi lang="und-Latn" dir="ltr">Kerry</bdi> ثم</div> '
        '<bdi lang="und-Latn" dir="ltr">Boe</bdi></span></p>'
    )


WORDS = "John |قال |ירושלים|12| |+49 30 1234567|(|)|&amp;|, |; |王毅|5G".split("|")  # noqa: SIM905 - it reads as a list
TAGS = "<em>|</em>|<a href='#a'>|</a>|<sup>1</sup>|<span>|</span>|<br>|<p>|</p>".split("|")  # noqa: SIM905
PIECES = st.sampled_from([*WORDS, *TAGS])


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["ar", "he", "en", "ja"]))
def test_no_letter_is_lost_and_no_run_is_in_another(html, language):
    out = marked(html, language)
    bare = re.compile(r"<[^>]*>")
    assert bare.sub("", out) == bare.sub("", html)
    open_ones = 0
    for tag in re.findall(r"</?bdi", out):
        open_ones += 1 if tag == "<bdi" else -1
        assert 0 <= open_ones <= 1
    assert open_ones == 0


@pytest.mark.parametrize("piece", ["1.", "a1 ", "+1", "(", "قال ", "&", "a;", "א-"])
def test_a_long_line_takes_no_long_time(piece):
    marked(piece * 20_000)


@pytest.mark.parametrize("words", ["ا b ", "ا <b>b</b>; ", "ا 12-34-56 "])
def test_a_line_of_thousands_of_runs_is_marked_in_time_linear_in_it(words, no_hang):
    start = time.process_time()
    assert marked(words * 10_000).count("</bdi>") == 10_000
    assert time.process_time() - start < 15
