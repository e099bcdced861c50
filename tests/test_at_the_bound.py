"""What is as long as it may be is taken, and what is longer by one is refused: the numbers that are promised."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings

BRIEF = """\
briefgen: 1
title: Harbour dues
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Ports}
bottom_line: The dues are set anew. You are asked to agree.
agenda:
  - title: Dues
    objective: Agreed by 1 June.
"""


def background(lines):
    return BRIEF + "background: |\n" + "".join(f"  {line}\n" for line in lines)


def table(columns):
    return background(["|a" * columns + "|", "|-" * columns + "|", "|b" * columns + "|"])


def meetings(minutes):
    """A meeting that goes on into the next day for so many minutes in all."""
    hours, rest = divmod(20 * 60 + minutes - 1440, 60)
    return f"{BRIEF}programme:\n  - {{date: 2026-05-07, start: 20:00, end: '{hours:02}:{rest:02}', title: Night}}\n"


def points(count):
    return BRIEF + "    points:\n" + "".join(f"      - Point {at}.\n" for at in range(count))


def quoted(length):
    return f'{BRIEF}background: "{("a " * length)[:length]}"\n'


# Of each bound how a brief is made, the last number that is taken, and the rule that refuses more.
BOUNDS = {
    "columns of a table": (table, 100, "yaml-bounds"),
    "lines of a text": (lambda count: background(["a"] * count), 4_000, "yaml-bounds"),
    "words in italics": (lambda count: background(["*a* " * 50] * (count // 50) + ["*a* " * (count % 50)]), 5_000, "yaml-bounds"),
    "characters of a text": (quoted, 100_000, "yaml-bounds"),
    "minutes of a night": (meetings, 12 * 60, "end-before-start"),
    "points to make": (points, 6, "too-many-points"),
}  # fmt: skip


def rules(text):
    case = pipeline.checked(pipeline.loaded(text.encode(), "brief.yaml", Timings()), Path())
    return [found.rule for found in case.diagnostics]


@pytest.mark.parametrize("name", BOUNDS)
def test_what_is_at_the_bound_is_taken_and_one_more_is_refused(name):
    made, most, rule = BOUNDS[name]
    assert rule not in rules(made(most))
    assert rule in rules(made(most + 1))


def messages(text, folder=Path()):
    """The sentences of all findings, each with the number of places that it shows."""
    case = pipeline.checked(pipeline.loaded(text.encode(), "brief.yaml", Timings()), folder)
    return [(found.message, len(found.related)) for found in case.diagnostics]


def test_so_many_pictures_are_looked_at_and_then_it_is_said():
    def pictures(count):
        listed = "".join(f"      - {{file: {at}.png, alt: A map}}\n" for at in range(count))
        return [said for said, _ in messages(f"{BRIEF}    figures:\n{listed}")]

    assert len(pictures(100)) == 100
    assert "The brief has more than 100 pictures." not in pictures(100)
    assert [said for said in pictures(102) if "isn't there" not in said] == [
        "The brief has more than 100 pictures."
    ]
    assert len(pictures(102)) == 101


@pytest.mark.parametrize(
    ("times", "said", "shown"),
    [
        (2, "twice", 2),
        (3, "3 times", 3),
        (4, "4 times", 4),
        (5, "5 times", 4),
        (20, "20 times", 4),
        (21, "in many places", 4),
    ],
)
def test_of_words_that_stand_in_many_places_the_first_are_shown(times, said, shown, tmp_path):
    places = "\n\n".join(f"On day {at} the dues were raised again." for at in range(times))
    (tmp_path / "news.txt").write_text(places, "utf-8")
    quote = (
        "    quotes: {text: the dues were raised, speaker: minister, source: news}\n"
        "sources:\n  news: {title: News, capture: news.txt}\n"
    )
    wanted = (f"These words stand in their source {said}.", shown)
    assert wanted in messages(BRIEF + quote, tmp_path)


@pytest.mark.parametrize(("above", "is_found"), [(29, True), (30, False)])
def test_a_quotation_that_was_left_open_is_looked_for_so_far_above(above, is_found):
    """The next quotation mark of the file closes it, and there libyaml gives up."""
    between = "  a line of the text\n" * (above - 1)
    text = f'{BRIEF}background: "Costs fall\n{between}serial: "B 12"\n'
    found = pipeline.loaded(text.encode(), "brief.yaml", Timings()).problems[0]
    is_told = found.message == "The quotation that starts here is never closed."
    assert (is_told, found.span.line == BRIEF.count("\n") + 1) == (is_found, is_found)


@pytest.mark.parametrize(("length", "is_repeated"), [(88, True), (89, False)])
def test_a_text_that_wants_quotation_marks_is_repeated_in_them_up_to_a_length(length, is_repeated):
    typed = "Dues: " + "a" * (length - len("Dues: "))
    problem = pipeline.loaded(f"{BRIEF}serial: {typed}\n".encode(), "b.yaml", Timings()).problems[0]
    assert (f'"{typed}"' in problem.hint, problem.edit is not None) == (is_repeated, is_repeated)


@pytest.mark.parametrize(("missing", "ends"), [("አበገደወ", "(U+12C8)."), ("አበገደወዘ", "(U+12C8) ….")])
def test_five_letters_that_the_fonts_lack_are_named(missing, ends, tmp_path):
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">{missing}</text></svg>'
    (tmp_path / "map.svg").write_text(picture, "utf-8")
    figures = "    figures: [{file: map.svg, alt: A map}]\n"
    (said,) = (said for said, _ in messages(BRIEF + figures, tmp_path))
    assert said.endswith(ends)


@pytest.mark.parametrize(("links", "is_taken"), [(13, True), (14, False)])
def test_parts_of_a_picture_refer_to_each_other_so_often(links, is_taken, tmp_path):
    """The first in the file leads to the next, and so on to the last."""
    groups = (
        "".join(f'<g id="g{at}"><use href="#g{at + 1}"/></g>' for at in range(links - 1))
        + f'<g id="g{links - 1}"><rect width="1" height="1"/></g>'
    )
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{groups}</svg>'
    (tmp_path / "map.svg").write_text(picture, "utf-8")
    figures = "    figures: [{file: map.svg, alt: A map}]\n"
    assert (messages(BRIEF + figures, tmp_path) == []) is is_taken


@pytest.mark.parametrize(("lists", "is_read"), [(9, True), (10, False)])
def test_lists_stand_inside_each_other_so_deep(lists, is_read):
    text = background(["  " * at + "- point" for at in range(lists)])
    case = pipeline.checked(pipeline.loaded(text.encode(), "brief.yaml", Timings()), Path())
    hints = [found.hint for found in case.diagnostics]
    deep = "Too many lists or quotations stand inside each other here. Make it flatter."
    assert hints == ([] if is_read else [deep])


def test_a_name_is_found_in_the_middle_of_what_a_picture_keeps(tmp_path):
    kept = PngImagePlugin.PngInfo()
    kept.add_text("Comment", f"{'x ' * 50_000}Una Flett{' x' * 50_000}")
    Image.new("RGB", (9, 9)).save(tmp_path / "map.png", pnginfo=kept)
    aide = "  aide: {name: Una Flett, described_as: an aide, attribution: on background}\n"
    brief = BRIEF.replace("bottom_line:", f"{aide}bottom_line:", 1)
    (said,) = messages(f"{brief}    figures: [{{file: map.png, alt: A map}}]\n", tmp_path)
    assert said[0].startswith("The file of this picture holds “Una Flett”")
