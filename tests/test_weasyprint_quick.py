"""What is done quicker than in the engine gives the same bytes, whatever a style says."""

from __future__ import annotations

import sys
from itertools import product

import pytest
from test_weasyprint_import import ROOT, typeset_by

from briefgen import load, render
from briefgen.typeset import weasyprint_import

# Of an element around another, and of the other one: what is inherited, computed or a share of a
# length that may not be known, and by which of its names it is set.
AROUND = (
    "",
    "direction: rtl; height: 8em; text-indent: calc(2em - 10%)",
    "border: 2px solid; border-collapse: collapse; width: min(70%, 20em); line-height: 2",
    "box-sizing: border-box; padding: 5%; min-height: 20%; font-size: 80%",
    "--wide: 30%; --none: none; display: flex; letter-spacing: .1em; text-decoration: underline",
    "display: grid; grid-template-columns: 1fr 2fr; position: relative; height: 6em",
    "columns: 2; column-gap: 10%; border: inherit; text-align: justify; hyphens: auto",
)
WITHIN = (
    "",
    "margin-inline-start: 20%; padding-block: 1em 5%; inset-inline-start: 3px; position: relative",
    "width: calc(50% - 2em); height: 50%; max-width: var(--wide, 9em); margin: auto",
    "float: left; min-width: 30%; border-inline-end: 3px dotted; text-decoration: inherit",
    "position: absolute; top: 10%; right: 20%; box-sizing: padding-box; padding: 4%; width: 40%",
    "border: 1px solid; height: calc(3em + 10%); font-size: initial; line-height: calc(1em + 4px)",
    "display: table; border-collapse: collapse; min-height: 4em; max-height: 20%; float: inherit",
    "width: calc(2px * 1px); margin-left: inherit; text-indent: inherit; --wide: calc(; color: x",
)
PAGE = "<html lang=en><title>t</title><style>body > div {{ break-before: page }} p::first-line {{ font-size: 110% }} {}</style>{}"


def page():
    body = "".join(
        f'<div style="{around}"><p style="{within}">Sentences <b>in bold</b> and words.'
        f'<table style="{within}"><tr><td>Words<td style="{within}">of cells</table></div>'
        for around, within in product(AROUND, WITHIN)
    )
    return PAGE.format("div:nth-child(3n) p::first-letter { font-size: 2em }", body)


@pytest.mark.skipif(sys.platform != "linux", reason="nothing is quicker elsewhere")
def test_pages_of_any_style_have_the_same_bytes(tmp_path):
    assert weasyprint_import.is_as_tried()
    assert typeset_by("alone", tmp_path, page())[1] == typeset_by("plain", tmp_path, page())[1]


@pytest.mark.parametrize("name", ["moscow-sochi-2019", "everything"])
def test_packets_have_the_same_bytes(name, tmp_path):
    packet = render(load(ROOT / "briefs" / f"{name}.yaml"))
    assert typeset_by("alone", tmp_path, packet)[1] == typeset_by("plain", tmp_path, packet)[1]
