"""A page that is written from right to left: what stands at the side of a sheet changes sides."""

import pytest

from briefgen.look.sides import mirrored


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
