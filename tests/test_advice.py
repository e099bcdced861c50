"""Advice is done as it says, and the brief then says what its writer meant."""

import shutil
import unicodedata
from pathlib import Path

import pytest
import yaml
from test_diagnostics import CASES, checked

from briefgen.api import build, check, load, render
from briefgen.ground.folder import FileFault, inside
from briefgen.model import Brief

SLIPS = Path(__file__).parent / "advice" / "slips.tsv"
BRIEF = """\
briefgen: {briefgen}
title: {title}
as_of: 2026-03-02
principal: {principal}
parties:
  us:
    name: Us
    ours: {ours}
people:
  chair: {{name: Ida Holm, role: Chair}}
  dock: {{name: Per Lund, role: Dock master}}
bottom_line: The quay needs a decision.
programme:
  - title: Talks
    date: {date}
    start: {start}
    with: {with}
agenda:
  - title: The quay
    minutes: {minutes}
    lead: {lead}
    objective: {objective}
    points: {points}
"""
USUAL = {
    "briefgen": "1",
    "title": "Harbour talks",
    "principal": "chair",
    "ours": "true",
    "date": "2026-03-03",
    "start": "09:00",
    "with": "dock",
    "minutes": "20",
    "lead": "dock",
    "objective": "Ten boats by May.",
    "points": "We sign.",
}
READ = {
    "briefgen": lambda brief: brief.briefgen,
    "title": lambda brief: brief.title,
    "principal": lambda brief: brief.principal,
    "ours": lambda brief: brief.parties["us"].ours,
    "date": lambda brief: brief.programme[0].date.isoformat(),
    "start": lambda brief: brief.programme[0].start.strftime("%H:%M"),
    "with": lambda brief: " ".join(brief.programme[0].with_),
    "minutes": lambda brief: brief.agenda[0].minutes,
    "lead": lambda brief: " ".join(brief.agenda[0].leads),
    "objective": lambda brief: brief.agenda[0].objective.text,
    "point": lambda brief: brief.agenda[0].points[0].text,
    "points": lambda brief: brief.agenda[0].points[0].text,
    "kind": lambda brief: f"{brief.agenda[0].points[0].kind}: {brief.agenda[0].points[0].text}",
}


# What is deleted; the first dash where nothing is said.
DELETED = {
    "Delete one of the two dashes.": {},
    "Delete the dash.": {},
    "Delete the brackets.": {ord("["): "", ord("]"): ""},
}


def slips():
    lines = SLIPS.read_text("utf-8").splitlines()
    return [
        tuple(line.replace("\\n ", "\n ").split("\t"))
        for line in lines
        if line and not line.startswith("#")
    ]


def typed(place, text):
    if place in ("point", "kind"):
        place, text = "points", f"\n      - {text}"
    return BRIEF.format(**(USUAL | {place: text}))


def done(text, found):
    """The text, after somebody did what the hint of a finding says."""
    lines, hint, span = text.split("\n"), found.hint, found.span
    at = span.line - 1
    line = lines[at]
    if "marks: " in hint:
        lines[at] = marked(line, hint.split("marks: ", 1)[1])
    elif hint.startswith("Put the closing quotation mark"):
        lines[at] = line + line[span.column - 1]
    elif hint in DELETED:
        lines[at] = line.translate(DELETED[hint]) if DELETED[hint] else line.replace("- ", "", 1)
    elif hint.startswith("Put a space after the colon"):
        lines[at] = line[: span.column - 1] + hint.split("`")[1]
    elif hint.startswith("Start it with `- `"):
        typed_for_it = 0 if line[span.column - 1].isalpha() else span.end_column - span.column
        lines[at] = f"{line[: span.column - 1]}- {line[span.column - 1 + typed_for_it :].lstrip()}"
    elif hint.startswith("Put the text on the line below the |"):
        before, words = line.split("| ", 1)
        lines[at] = f"{before}|\n{' ' * (len(line) - len(line.lstrip()) + 2)}{words}"
    elif hint.startswith("Add `briefgen: 1`"):
        lines.insert(0, "briefgen: 1")
    elif value := replacement(hint):
        lines[at] = line[: span.column - 1] + value + line[span.end_column - 1 :]
        if "below it" in hint:
            indent = line[: len(line) - len(line.lstrip())]
            lines.insert(at + 1, indent + hint.split("`")[1])
    else:
        return ""
    return "\n".join(lines)


def marked(line, value):
    """The line with its text in the marks that are shown: what is in them was typed in it."""
    text = yaml.safe_load(value)
    start = line.index(text)
    end = start + len(text)
    if start and line[start - 1] in "\"'“" and (value[1:-1] == text or line[end : end + 1]):
        outer = line[start - 1]
        start -= 1
        end += line[end : end + 1] in (outer, "”")
    return line[:start] + value + line[end:]


def replacement(hint):
    """What the hint says to type in the place of what is underlined."""
    if hint.startswith("Put this in its place: "):
        return hint.split(": ", 1)[1]
    if hint.startswith(("Type year", "Type it as ", "Type true or")):
        return ""
    for start in (
        "Type the number alone: ",
        "Type it with slashes: ",
        "Type ",
        "Did you mean ",
        "Write ",
    ):
        if hint.startswith(start):
            words = hint.removeprefix(start)
            if words[:1] in "`“":
                return words[1:].replace("”", "`").split("`")[0]
            return (
                words.split(",")[0].rstrip(".?")
                if words[:1].isalnum() and " " not in words.split(",")[0]
                else ""
            )
    return ""


@pytest.mark.parametrize(("place", "slip", "meant"), slips())
def test_a_hint_leads_to_what_was_meant(place, slip, meant):
    text = typed(place, slip)
    told = []
    for _ in range(3):
        found = checked(text).diagnostics
        errors = [each for each in found if each.is_error]
        if not errors:
            break
        told.append(errors[0].hint)
        text = done(text, errors[0])
        assert text, told
    case = checked(text)
    assert isinstance(case.brief, Brief), told
    assert str(READ[place](case.brief)) == meant, told
    assert told, "nothing was found"


def is_on_a_line(span):
    return span.line == span.end_line


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_a_hint_names_mends_its_finding(path):
    text = path.read_text("utf-8")
    found = [
        each
        for each in checked(text, path.name).diagnostics
        if (replacement(each.hint) or "marks: " in each.hint) and is_on_a_line(each.span)
    ]
    for each in found:
        after = checked(done(text, each), path.name).diagnostics
        left = [(other.rule, other.span.line, other.message) for other in after]
        assert (each.rule, each.span.line, each.message) not in left, each.hint


# Names that look the same, and paths as Windows has them.

WHOLE = "é ü Å й"
IN_PARTS = unicodedata.normalize("NFD", WHOLE)
PICTURE = Path(__file__).parent.parent / "briefs" / "pictures" / "sill-depth.png"
FIGURE = """\
    figures: {{file: {file}, alt: A depth., caption: The depth}}
"""


def pictured(folder, name, file):
    """A brief with a picture of that name, in whose place `file` is there."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(PICTURE, path)
    (folder / "talks.yaml").write_text(typed("title", "T") + FIGURE.format(file=name), "utf-8")
    return checked_in(folder)


def checked_in(folder):
    return check(load(folder / "talks.yaml")).diagnostics


@pytest.mark.parametrize(("name", "file"), [(WHOLE, IN_PARTS), (IN_PARTS, WHOLE)])
def test_a_picture_is_found_by_a_name_that_looks_the_same(tmp_path, name, file):
    assert name != file
    assert pictured(tmp_path, f"pics {name}/{name}.png", f"pics {file}/{file}.png") == []
    built = build(tmp_path / "talks.yaml", output=tmp_path / "build", to=["html"])
    assert "data:image/png" in built[0].read_text("utf-8")


def test_a_name_that_looks_the_same_does_not_lead_out(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / f"{IN_PARTS}.png").write_bytes(b"")
    with pytest.raises(FileFault):
        inside(tmp_path / "x", f"../{WHOLE}.png")


IDS = """\
briefgen: 1
title: Harbour talks
as_of: 2026-03-02
principal: {other}
people:
  {one}: {{name: Ida Holm, role: Chair}}
bottom_line: The quay[^{other}] needs [a decision](#{other}-1).
agenda:
  - {{id: {one}-1, title: The quay, lead: {other}, objective: Ten boats by May., meeting: {one}}}
programme:
  - {{id: {other}, date: 2026-03-02, title: Talks, with: {one}}}
sources:
  {one}: {{title: The Herald}}
"""


def test_ids_that_look_the_same_are_the_same():
    one, other = "müller", unicodedata.normalize("NFD", "müller")
    for each in (IDS.format(one=one, other=other), IDS.format(one=other, other=one)):
        assert checked(each).diagnostics == []


def test_the_place_of_words_behind_letters_in_parts_is_theirs():
    text = typed("objective", f"{IN_PARTS} and ወ by May.")
    (found,) = checked(text).diagnostics
    line = text.split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end_column - 1] == "ወ"


@pytest.mark.parametrize(
    "name",
    [r"captures\a b.png", r'"captures\a b.png"', r'"captures\\a b.png"', r"'captures\a b.png'"],
)
def test_a_path_with_backslashes_is_told_with_slashes(tmp_path, name):
    (found,) = pictured(tmp_path, name, "captures/a b.png")
    assert found.hint == "Type it with slashes: `captures/a b.png`"
    text = (tmp_path / "talks.yaml").read_text("utf-8")
    (tmp_path / "talks.yaml").write_text(done(text, found), "utf-8")
    assert checked_in(tmp_path) == []


def test_a_path_with_a_letter_that_is_no_escape_is_told_with_slashes(tmp_path):
    (found,) = pictured(tmp_path, r'"pics\quay.png"', "pics/quay.png")
    assert found.hint == 'Type it with forward slashes: "pics/quay.png"'


@pytest.mark.parametrize(
    ("name", "files", "meant"),
    [
        ("pics/quay", ["quay.png"], "pics/quay.png"),
        ("pics/quay.jpeg", ["quay.jpg"], "pics/quay.jpg"),
        ("pics/quay.png", ["quay.PNG"], "pics/quay.PNG"),
        ("pics/quay", ["quay.png", "quay.jpg"], None),
        ("pics/quay.jpeg", ["quay.png"], None),
        ("pics/soon", ["quay.png"], None),
    ],
)
def test_a_picture_typed_without_its_ending_is_told_and_mended(tmp_path, name, files, meant):
    for file in files:
        found = pictured(tmp_path, name, f"pics/{file}")
    (found,) = [each for each in found if each.rule == "picture-missing"]
    assert (found.edit and found.edit.text) == meant


def test_a_template_is_found_by_a_name_that_looks_the_same(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / f"{IN_PARTS}.html.j2").write_text("Note {{ brief.title }}", "utf-8")
    (tmp_path / "talks.yaml").write_text(typed("title", "Harbour"), "utf-8")
    assert render(load(tmp_path / "talks.yaml"), WHOLE) == "Note Harbour"
