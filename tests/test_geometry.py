"""Nothing stands outside of a page's text area, and what does all the same is found.

What the program says of its own pages is compared with the boxes of letters in the finished PDF.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
import yaml

from briefgen.builds import making, pipeline
from briefgen.builds.job import Job
from briefgen.builds.pipeline import Timings
from briefgen.look import Look
from briefgen.settings.resolver import Resolved
from briefgen.typeset import typeset
from briefgen.typeset.workers import Workers

CASES = Path(__file__).parent / "geometry"
PIECES = yaml.safe_load((CASES / "pieces.yaml").read_text("utf-8"))
EVERY_FIELD = yaml.safe_load((CASES / "every-field.yaml").read_text("utf-8"))
LOOKS = [(style, paper) for style in ("official", "modern") for paper in ("A4", "Letter")]
# The least margins of packet and card, in points.
MM = 72 / 25.4
SIDE, TOP = 15 * MM, 20 * MM
# A letter may hang over its place by a hair.
HAIR = 1.0

BRIEF = """\
briefgen: 1
title: {title}
as_of: 2026-03-02
principal: chair
people:
  chair: {{name: Ida Holm, role: Chair}}
bottom_line: The quay needs a decision. You are asked to take it today.
agenda:
  - title: The quay
    objective: The repair is approved by Friday.
{item}
"""


def brief(item="    points: [Yes.]", title="Harbour talks"):
    return BRIEF.format(item=item, title=title)


def built(text, template="packet", style="official", paper="A4", styles=()):
    """The PDF of a brief, and what was found on its pages."""
    document = pipeline.loaded(text.encode(), "brief.yaml", Timings())
    case = pipeline.checked(document, CASES)
    assert not case.errors, case.errors
    look = Look(style, paper, styles=styles)
    resolved = Resolved(look, (template,), ("pdf",))
    made = making.built(
        case, Job(Path("brief.yaml"), "brief.yaml", Path(), "brief", resolved=resolved)
    )
    late = [found for found in made.diagnostics if found not in case.diagnostics]
    return made.artefacts[0].data, [found for found in late if found.rule != "page-overrun"]


def letters(page):
    """Each letter that is printed on a page, with its box."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, at))
        if not letter.isspace() and not pypdfium2.raw.FPDFText_IsGenerated(text, at):
            yield letter, text.get_charbox(at)


def outside(data):
    """The page and the letter of all that stands outside: measured in the PDF, not by the engine."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(data), 1):
        width, height = page.get_size()
        for letter, (left, bottom, right, top) in letters(page):
            is_beside = left < SIDE - HAIR or right > width - SIDE + HAIR
            if is_beside or bottom < 0 or top > height:
                found.append((number, letter))
    return found


def box(page, words):
    """Where words of one line stand first on a page: left, bottom, right, top."""
    text = page.get_textpage()
    at, count = text.search(words).get_next()
    text.count_rects(at, count)
    return text.get_rect(0)


def texts(data):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def filled(value, piece):
    """A brief with a nasty piece in every field."""
    if isinstance(value, dict):
        return {key: filled(each, piece) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, piece) for each in value]
    if not isinstance(value, str):
        return value
    lines = [_filled_line(line, piece) for line in value.split("\n")]
    return "\n".join(lines)


def _filled_line(line, piece):
    text = piece["text"]
    markdown = piece.get("markdown", text).strip().split("\n")
    before, mark, after = line.partition("@@")
    if mark and len(markdown) > 1:
        # Blocks go on below, as far in as the list or the quotation that they stand in.
        space = before if before.startswith(">") else " " * (len(before) - len(before.lstrip()))
        space += "   " if re.match(r"\s*\d", before) else ""
        first = before.rstrip() if before.strip() and before != space else ""
        line = "\n".join(
            [first, ">" if before.startswith(">") else "", *[space + each for each in markdown]]
        )
    elif mark:
        line = before + markdown[0] + after
    return line.replace("@u", re.sub(r"[^A-Za-z0-9/]", "", text)).replace("@", text)


def most_are_long(names, few):
    return [name if name in few else pytest.param(name, marks=pytest.mark.long) for name in names]


@pytest.mark.parametrize("name", most_are_long(PIECES, ("long-word", "code")))
def test_whatever_stands_in_whatever_field_stays_on_its_page(name):
    style, paper = LOOKS[list(PIECES).index(name) % len(LOOKS)]
    text = yaml.safe_dump(filled(EVERY_FIELD, PIECES[name]), allow_unicode=True, sort_keys=False)
    data, found = built(text, style=style, paper=paper)
    assert found == []
    assert outside(data) == []


@pytest.mark.parametrize("above", ["", "handling: OFFICIAL\n", "number: PN-7\n"])
@pytest.mark.parametrize("style", ["official", "modern"])
def test_a_title_as_wide_as_the_page_stands_below_the_date(style, above):
    title = "Introductory meeting with the Harbour Masters of both shores"
    data, found = built(above + brief(title=title), style=style)
    page = pypdfium2.PdfDocument(data)[0]
    date, first = (box(page, words) for words in ("As of", title[:24]))
    assert found == []
    assert date[1] >= first[3]


@pytest.mark.parametrize("name", ["long-word", "long-address", "code"])
def test_a_card_holds_what_is_long(name):
    piece = PIECES[name]
    lines = filled("Say so: @@", piece).split("\n")
    item = "\n".join(["    points:", "    - |", *[f"        {line}".rstrip() for line in lines]])
    data, found = built(brief(item, title=piece["text"]), "card")
    assert found == []
    assert outside(data) == []


def table(columns, cell, rows=3):
    row = "      | " + " | ".join([cell] * columns) + " |"
    head = "      | " + " | ".join(f"Column {at}" for at in range(columns)) + " |"
    rule = "      |" + "---|" * columns
    return "    background: |\n" + "\n".join([head, rule, *[row] * rows])


TABLES = {
    "10 numbers": (10, "1,234,567"),
    "18 numbers": (18, "1 234 567,01"),
    "20 words": (20, "value0.15"),
    "40 words": (40, "value"),
    "addresses": (
        3,
        "https://ports.example/docs/quay/annexes/second-reading/forms/all/2026/annex.pdf",
    ),
}


@pytest.mark.parametrize(("style", "paper"), LOOKS)
@pytest.mark.parametrize("name", most_are_long(TABLES, list(TABLES)[:1]))
def test_a_wide_table_stays_on_its_page(name, style, paper):
    columns, cell = TABLES[name]
    data, found = built(brief(table(columns, cell)), style=style, paper=paper)
    assert found == []
    assert outside(data) == []


def test_a_table_too_wide_for_any_type_is_set_in_parts_with_its_first_column():
    row = "      | North | " + " | ".join(f"123,456,7{at:02}" for at in range(40)) + " |"
    head = "      | Quay | " + " | ".join(f"Column {at}" for at in range(40)) + " |"
    rule = "      |" + "---|" * 41
    data, found = built(brief("\n".join(["    background: |", head, rule, row])))
    words = " ".join(texts(data))
    assert found == []
    assert outside(data) == []
    assert [words.count(f"123,456,7{at:02}") for at in range(40)] == [1] * 40
    assert 2 <= words.count("North") <= 6


def wide_in(field):
    """A brief with a table of 18 long numbers where no page can be turned."""
    rows = table(18, "12,345,678.90").removeprefix("    background: |\n")
    fields = {
        "points": "    points:\n    - |\n",
        "press": "press:\n  lines:\n  - use: after\n    text: |\n",
        "answer": "press:\n  questions:\n  - question: Why?\n    answer: |\n",
    }
    if field in fields:
        return brief(fields[field] + rows)
    return (
        brief()
        .replace("bottom_line: ", "bottom_line: |\n      ")
        .replace("\nagenda", f"\n\n{rows}\nagenda")
    )


@pytest.mark.long
@pytest.mark.parametrize("field", ["points", "press", "answer", "bottom line"])
def test_a_table_of_many_long_numbers_stays_in_its_place(field):
    data, found = built(wide_in(field))
    pages = pypdfium2.PdfDocument(data)
    assert found == []
    assert outside(data) == []
    assert all(width < height for width, height in map(pypdfium2.PdfPage.get_size, pages))
    # The first column comes again with each part.
    assert " ".join(texts(data)).count("12,345,678.90") > 18 * 3


def test_a_table_too_wide_for_its_page_is_an_error_with_its_place(tmp_path):
    (tmp_path / "custom.css").write_text("table { margin-left: -5cm }", "utf-8")
    text = brief(table(2, "123,456,789"))
    _, found = built(text, styles=(tmp_path,))
    found = [each for each in found if "table" in each.message and "Column" in each.message]
    assert {each.rule for each in found} == {"outside-of-page"}
    assert all(each.is_error for each in found)
    first = found[0]
    assert "Column" in text.split("\n")[first.span.line - 1]
    assert "Split the table" in first.hint


def test_a_card_with_a_table_has_one_column():
    wide = table(6, "1,234,567").removeprefix("    background: |\n")
    data, found = built(brief("    points:\n    - |\n" + wide), "card")
    [page] = pypdfium2.PdfDocument(data)
    assert found == []
    # In two columns it wouldn't reach beyond the middle of the page.
    assert max(box[2] for letter, box in letters(page) if letter.isdigit()) > 400


def test_the_numbers_of_long_lists_stand_inside_of_the_text_area():
    objectives = "\n".join(f"  - Agree point {at} by Friday." for at in range(12))
    notes = "\n".join(f"  s{at}: {{title: Paper {at}, publisher: Press}}" for at in range(101))
    cited = "".join(f"Fact {at}.[^s{at}] " for at in range(101))
    text = brief(f"    background: {cited}\nobjectives:\n{objectives}\nsources:\n{notes}")
    data, found = built(text)
    assert found == []
    assert outside(data) == []


def turned(behind):
    """The words of the pages across, and of the upright ones, of a brief with a wide table."""
    data, _ = built(brief(table(20, "value0.15", rows=60) + f"\n\n      {behind}"))
    pages = zip(pypdfium2.PdfDocument(data), texts(data), strict=True)
    sides = [(page.get_size(), text) for page, text in pages]
    across = [text for (width, height), text in sides if width > height]
    return across, [text for (width, height), text in sides if width < height]


def test_a_page_is_turned_for_a_table_and_back_behind_it():
    across, upright = turned("Words behind. " * 60)
    # With the title of its item, which would be alone; its head again on each page.
    assert "The\xa0quay" in across[0]
    assert "Background" in across[0]
    assert len(across) > 1
    assert all("Column" in text for text in across)
    assert "Words behind" in upright[-1]


def test_a_line_that_leads_to_a_wide_table_goes_with_it():
    wide = table(20, "value0.15").replace("background: |\n", "background: |\n      As here.\n\n")
    data, _ = built(brief(wide))
    [page] = [text for text in texts(data) if "value0.15" in text]
    assert "As here." in page


def test_no_page_is_turned_for_a_table_in_a_list():
    rows = table(20, "value0.15").partition("\n")[2].replace("      |", "        |")
    data, found = built(brief(f"    background: |\n      - As here:\n\n{rows}"))
    assert found == []
    pages = pypdfium2.PdfDocument(data)
    assert all(width < height for width, height in map(pypdfium2.PdfPage.get_size, pages))


def test_a_few_last_words_are_not_alone_on_an_upright_page():
    across, upright = turned("Words behind.")
    assert "Words behind" in across[-1]
    assert len(upright) == 1


def test_a_page_is_not_turned_inside_of_a_tinted_box():
    columns = table(10, "1,234,567").removeprefix("    background: |")
    item = "    points:\n    - |\n      See:\n" + columns
    data, found = built(brief(item))
    assert found == []
    assert all(
        width < height
        for width, height in map(pypdfium2.PdfPage.get_size, pypdfium2.PdfDocument(data))
    )


def test_an_address_gets_no_hyphen():
    address = "https://ports.example/infrastructure-maintenance/internationalisation/reconsiderations/administration"
    item = f"    background: See the paper at {address} for all of it, and (see {address})."
    data, found = built(brief(item))
    # A hyphen at the end of a line, which the address has, comes out as U+FFFE.
    words = "".join("".join(texts(data)).split()).replace("\ufffe", "-")
    assert found == []
    assert words.count(address) == 2


def test_a_number_in_a_table_is_not_broken():
    data, _ = built(brief(table(9, "1 234 567")))
    assert texts(data)[-1].count("1 234 567") == 27


def lines_of(page, above):
    """The lines above a height: letters whose boxes have the same foot."""
    feet = {round(box[1] / 4) for _, box in letters(page) if box[1] > above}
    return len(feet)


def test_a_running_head_has_two_lines_at_most():
    title = "The quay, its repair and the many who wait for it, " * 12 + "and the end"
    long = "    background: |\n" + "      Words behind.\n\n" * 60
    data, found = built(brief(long, title=f'"{title}"'))
    second = pypdfium2.PdfDocument(data)[1]
    assert found == []
    assert (
        lines_of(second, second.get_size()[1] - TOP) <= 4
    )  # letters with a tail have another foot
    assert "…" in texts(data)[1]


def test_positions_as_long_as_a_page_leave_no_heading_alone():
    long = "They hold that the quay is theirs. " * 90
    text = brief(f"    positions: {{a: {long}, b: {long}}}").replace(
        "bottom_line", "parties: {a: Zorya, b: Vesna}\nbottom_line"
    )
    data, found = built(text)
    assert found == []
    assert outside(data) == []
    assert all(len(page) > 1000 for page in texts(data)[1:-1])


# What the check finds, and what it leaves alone.

HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><style>'
    "@page {{ size: A5; margin: 20mm }} body {{ font: 11pt 'Noto Sans' }} {}</style></head>"
    '<body><div id="there">{}</div></body></html>'
)
PICTURE = (
    '<img alt="A dot" style="width: 900px" src="data:image/svg+xml,%3Csvg '
    'xmlns=%22http://www.w3.org/2000/svg%22 width=%2220%22 height=%2210%22/%3E">'
)


def found_on(body, style=""):
    return typeset(HEAD.format(style, body)).outside


@pytest.mark.parametrize(
    ("kind", "words", "body", "style"),
    [
        ("text", "Moved", "<p>Moved</p>", "p { margin-left: -5cm }"),
        (
            "text",
            "kept",
            "<p>Words that are all kept</p>",
            "p { white-space: nowrap; margin-left: 8cm }",
        ),
        ("text", "Raised", "<p>Raised</p>", "p { margin-top: -3cm }"),
        ("text", "Carried", "<p>Carried</p>", "p { transform: translate(-5cm) }"),
        ("table", "Cell", "<table><tr><td>Cell</td></tr></table>", "table { margin-left: -5cm }"),
        ("picture", "", PICTURE, ""),
        ("cut", "Hidden", "<p>Seen<br>Hidden</p>", "p { height: 1.4em; overflow: hidden }"),
        (
            "overlap",
            "Under",
            "<p>Under</p><p>Over</p>",
            "p { margin: 0 } p + p { margin-top: -1.4em }",
        ),
        ("head", "Wide", "<p>x</p>", "@page { @top-left { content: 'Wide'; text-indent: 15cm } }"),
    ],
)
def test_what_stands_outside_is_found(kind, words, body, style):
    found = found_on(body, style)
    assert [(each.kind, each.page) for each in found] == [(kind, 1)]
    assert words in found[0].words
    assert found[0].anchor == ("there" if kind != "head" else "")


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p>Words</p>", ""),
        ("<p>Stamp</p>", "p { position: absolute; left: -1.5cm; top: -1.5cm }"),
        ("<p>DRAFT</p><p>Words</p>", "p:first-child { position: absolute; top: 0; left: 0 }"),
        ("<p>Words<sup>1</sup> and <b>more</b></p>", "sup { line-height: 0 }"),
        ("<p>Unseen</p>", "p { visibility: hidden; margin-left: -9cm }"),
        ("<p>Words</p>", "p { overflow: hidden }"),
        ("<pre>x    </pre>", ""),
    ],
)
def test_what_is_meant_so_is_left_alone(body, style):
    assert found_on(body, style) == ()


def test_a_style_of_the_users_that_pushes_a_text_out_is_told_where(tmp_path):
    (tmp_path / "custom.css").write_text(".points li { margin-left: -5cm }", "utf-8")
    text = brief("    points: [The roofs won’t last another winter.]")
    data, found = built(text, styles=(tmp_path,))
    assert [each.rule for each in found] == ["outside-of-page"]
    assert text.split("\n")[found[0].span.line - 1].strip().startswith("points")
    assert "style of your own" in found[0].hint
    assert outside(data) != []


def test_a_worker_says_what_stands_outside():
    page = HEAD.format("p { margin-left: -5cm }", "<p>Moved</p>")
    with Workers(1) as workers:
        assert workers.typeset_all([page], ())[0].outside == typeset(page).outside != ()
