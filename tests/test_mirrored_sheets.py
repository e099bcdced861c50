"""A page that is written from right to left: what stands at the side of a sheet changes sides."""

from pathlib import Path

import pytest

from briefgen.look.sides import mirrored

STYLES = Path(__file__).parent.parent / "styles"


@pytest.mark.parametrize(
    ("sheet", "other"),
    [
        ("@page { margin: 1mm 2mm 3mm 4mm; }", "@page { margin: 1mm 4mm 3mm 2mm; }"),
        ("@top-left { text-align: left; }", "@top-right { text-align: right; }"),
    ],
)
def test_pages_change_sides(sheet, other):
    assert mirrored(sheet) == other
    assert mirrored(other) == sheet


@pytest.mark.parametrize(
    "sheet",
    ["li { margin: .06rem 0; line-height: 1.28; }", "li { margin: 1rem 0 2rem; color: red; }"],
)
def test_a_margin_with_fewer_values_stays_with_what_is_behind_it(sheet):
    assert mirrored(sheet) == sheet


def test_no_first_line_hangs_by_its_indent():
    """From right to left, the typesetter moves it to the wrong side, and it runs over its end."""
    sheets = {path: path.read_text("utf-8") for path in STYLES.rglob("*.css")}
    assert sheets
    assert [path.name for path, text in sheets.items() if "text-indent: -" in text] == []
