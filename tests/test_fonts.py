"""The fonts that a page is set in: whether they are there, and what they can print."""

import io
from pathlib import Path

import pypdfium2
import pytest

from briefgen.api import build, check, load
from briefgen.builds import pipeline
from briefgen.builds.manifest.rebuilding import rebuilt
from briefgen.checks.glyphs import LETTERS, can_print
from briefgen.look import Look
from briefgen.look.fonts import _read, own_faces, shipped_faces
from briefgen.settings.resolver import Resolved
from briefgen.typeset import typeset

BRIEF = """\
briefgen: 1
title: Harbour talks
as_of: 2026-03-02
principal: chair
people: {chair: {name: Ida Holm, role: Chair, native_name: NATIVE}}
bottom_line: SIGNS
agenda: {title: The quay, objective: Ten boats by May.}
"""
SIGNS = (
    "✓ ☐ → ≥ ← ↔ ≤ ≠ ± × ÷ • … – — ☑ ☒ ✗ ■ □ ▪ € £ ¥ ₽ № § † ‡ ° ′ ″ ½ ¼ ⅓ ¹²³ ₂ ≈ ∞ ① ★ ⚠"
    " Ωμέγα Жук Łódź"
)
# A script that no font of briefgen has.
ETHIOPIC = "ሰላም"
SHIPPED = {face.path.name: face for face in shipped_faces()}


def font(at, file="NotoSans-Regular.ttf", family="", letters=ETHIOPIC, flavor=None, weight=None):
    """A shipped font under another name, with some shapes for letters that it lacks."""
    from fontTools.ttLib import TTFont

    face = TTFont(SHIPPED[file].path, recalcTimestamp=False)
    for table in face["cmap"].tables:
        table.cmap.update(zip(map(ord, letters), face.getGlyphOrder()[400:], strict=False))
    for number in (1, 16) if family else ():
        face["name"].setName(family, number, 3, 1, 0x409)
    face["OS/2"].usWeightClass = weight or face["OS/2"].usWeightClass
    face.flavor = flavor
    at.parent.mkdir(parents=True, exist_ok=True)
    face.save(at)
    return at


def brief(at, native="Ида", signs="Ten boats."):
    at.mkdir(parents=True, exist_ok=True)
    text = BRIEF.replace("NATIVE", native).replace("SIGNS", f'"{signs}"')
    (at / "talks.yaml").write_text(text, "utf-8")
    return at / "talks.yaml"


def found(path):
    return check(load(path)).diagnostics


def words_of(path):
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_shipped_font_is_what_the_name_of_its_file_says():
    for face in shipped_faces():
        read = _read(face.path)
        assert (face.family, face.weight, face.style) == (read.family, read.weight, read.style)


def test_the_signs_of_texts_are_printed_in_all_styles(tmp_path):
    assert all(map(can_print, SIGNS))
    path = brief(tmp_path, signs=f"{SIGNS} *→ ✓* **≥ ☐**")
    assert found(path) == []
    for style in ("official", "modern"):
        files = build(path, output=tmp_path / style, style=style, templates=["packet"])
        assert SIGNS[:40] in words_of(files[-1])


def test_a_letter_of_a_font_of_the_users_is_printed_whatever_its_file_is_called(tmp_path):
    path = brief(tmp_path, signs=ETHIOPIC)
    assert [each.rule for each in found(path)] == ["missing-glyph"]
    font(tmp_path / "styles" / "fonts" / "we [x] y.ttf", family="Axum")
    assert found(path) == []
    assert ETHIOPIC in words_of(build(path, output=tmp_path / "build", templates=["packet"])[-1])


def test_what_is_set_in_a_font_of_the_users_can_be_built_anew(tmp_path):
    path = brief(tmp_path, signs=ETHIOPIC)
    font(tmp_path / "styles" / "fonts" / "own.ttf", family="Axum")
    build(path, output=tmp_path / "build", templates=["card"], to=["html"])
    assert [str(each) for each in rebuilt(tmp_path / "build") if each.holds is False] == []


def test_a_mark_of_direction_is_refused_whatever_the_fonts_have(tmp_path):
    font(tmp_path / "styles" / "fonts" / "x.ttf", letters="\u202e")
    path = brief(tmp_path, signs="Ten\\u202eboats.")
    assert [each.rule for each in found(path)] == ["missing-glyph"]


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (r"\U000e0041", "can't be seen"),
        (r"\ufff9", "can't be seen"),
        (r"\x9b", "is a control character"),
        (r"\uffff", "is no character of Unicode"),
    ],
)
def test_what_cannot_be_seen_needs_no_font(tmp_path, sign, told):
    path = brief(tmp_path, signs=f"Ten{sign}boats.")
    (only,) = found(path)
    assert told in only.message
    assert "styles/fonts" not in only.hint
    assert "Delete it" in only.hint or "Type it twice" in only.hint


@pytest.mark.parametrize(
    ("name", "file", "flavor", "weight", "known"),
    [
        ("SourceSerif4-Regular.ttf", "NotoSans-Regular.ttf", None, 300, ("300", "normal")),
        ("a.otf", "NotoSans-BoldItalic.ttf", None, None, ("700", "italic")),
        ("b.woff2", "NotoSans-Italic.ttf", "woff2", None, ("400", "italic")),
        ("c.woff", "NotoSerif-Bold.ttf", "woff", None, ("700", "normal")),
    ],
)
def test_a_font_is_known_by_what_its_file_says(tmp_path, name, file, flavor, weight, known):
    font(tmp_path / "fonts" / name, file, "Source Serif 4", flavor=flavor, weight=weight)
    (face,) = own_faces((tmp_path,))
    assert face.family == "Source Serif 4"
    assert (face.weight, face.style) == known
    assert face.has(ETHIOPIC[0])
    assert not face.has("中")


def test_a_style_is_set_in_a_font_by_the_family_of_its_file(tmp_path):
    font(tmp_path / "fonts" / "SourceSerif4-Regular.ttf", family="Source Serif 4")
    page = '<html lang="en"><style>p { font-family: "Source Serif 4" }</style><p>x</p>'
    assert b"Source-Serif-4" in names_of(typeset(page, (tmp_path,)).data)


def test_a_name_of_a_family_cannot_write_into_the_sheet(tmp_path):
    font(tmp_path / "fonts" / "x.ttf", family='A"} * { display: none } @x {"')
    page = '<html lang="en"><body><p>Seen.</p>'
    assert "Seen" in words_of(typeset(page, (tmp_path,)).data)


def names_of(data):
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        return b" ".join(str(each.get("/FontName", "")).encode() for each in fonts)


SHEET = """\
/* ours: url(x) */
:root { --text-font: "Sourc Serif 4", "Noto Serif"; --head-font: "Noto Sans", Papyrus; }
@media screen { p { font-family: Papyrus } }
.cover h1 { font: italic bold 2rem/1.2 Bodoni, serif }
p { font-family: SERIF, Nothing }
@media print { p { font-family: "Source Serif 4" } .x { font-family: Avenir } }
@font-face { font-family: "Held"; src: url(data:font/ttf;base64,AAAA) }
p.held { font-family: held; --other: Nothing }
"""


def test_a_family_that_is_not_there_is_told_on_its_line(tmp_path):
    font(tmp_path / "styles" / "fonts" / "any.ttf", family="Source Serif 4")
    (tmp_path / "styles" / "custom.css").write_text(SHEET)
    (tmp_path / "styles" / "screen.css").write_text("p { font-family: Papyrus }")
    told = found(brief(tmp_path))
    assert [
        (each.severity, each.span.line, each.message.split("“")[1].split("”")[0]) for each in told
    ] == [
        ("warning", 2, "Sourc Serif 4"),
        ("warning", 4, "Bodoni"),
        ("warning", 6, "Avenir"),
    ]
    assert told[0].hint == "Did you mean `Source Serif 4`?"
    lines = SHEET.split("\n")
    assert lines[3][told[1].span.column - 1 : told[1].span.end_column - 1] == "Bodoni"


def test_a_sheet_that_is_nested_without_end_is_looked_at_and_left(tmp_path):
    (tmp_path / "styles").mkdir(parents=True)
    (tmp_path / "styles" / "custom.css").write_text("@media print {" * 5000)
    assert found(brief(tmp_path)) == []


def test_a_medium_in_brackets_without_end_is_looked_at_and_left(tmp_path):
    (tmp_path / "styles").mkdir(parents=True)
    sheet = "@media " + "(" * 5000 + ")" * 5000 + " {a {color: red}}"
    (tmp_path / "styles" / "custom.css").write_text(sheet)
    assert found(brief(tmp_path)) == []


def test_a_file_that_is_no_font_is_told(tmp_path):
    (tmp_path / "styles" / "fonts").mkdir(parents=True)
    (tmp_path / "styles" / "fonts" / "bad.ttf").write_bytes(b"no font")
    told = found(brief(tmp_path))
    assert [each.severity for each in told] == ["warning"]
    assert "bad.ttf" in told[0].message
    assert build(tmp_path / "talks.yaml", output=tmp_path / "build", to=["pdf"])


@pytest.mark.parametrize(
    ("brief", "unread"),
    [  # the first has an SVG with a style in it, which is read
        ("briefs/everything.yaml", ["fontTools"]),
        ("briefs/moscow-sochi-2019.yaml", ["fontTools", "tinycss2"]),
    ],
)
def test_a_check_without_styles_reads_no_font(brief, unread):
    import subprocess
    import sys

    root = Path(__file__).parent.parent
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "briefgen",
        "check",
        brief,
    ]
    run = subprocess.run(
        command, cwd=root, capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert not [name for name in unread if name in run.stderr]


def test_what_is_asked_is_the_look_that_is_given(tmp_path):
    font(tmp_path / "ours" / "fonts" / "x.ttf", family="Axum")
    document = load(brief(tmp_path, native=ETHIOPIC))
    plain = pipeline.checked(document, tmp_path)
    own = pipeline.checked(document, tmp_path, Resolved(look=Look(styles=(tmp_path / "ours",))))
    assert [bool(each.errors) for each in (plain, own)] == [True, False]


def test_a_language_of_other_letters_is_printed_with_a_font_that_has_them(tmp_path):
    letters = dict(line.split(" ", 1) for line in LETTERS.read_text("utf-8").splitlines())
    path = brief(tmp_path)
    path.write_text(f"{path.read_text('utf-8')}language: am\n", "utf-8")
    assert [each.rule for each in found(path)] == ["missing-glyph"]
    font(tmp_path / "styles" / "fonts" / "x.ttf", letters=letters["am"])
    assert found(path) == []
    assert "ማርች" in words_of(build(path, output=tmp_path / "build", templates=["card"])[-1])
