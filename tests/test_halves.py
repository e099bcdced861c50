"""A card's two columns are about as high, and the engine needs no trial to set them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from test_weasyprint_import import ROOT

from briefgen.api import load, render
from briefgen.typeset import load_engine, typeset
from briefgen.typeset.halves import halve


def halved(*letters):
    """The number of the item with which the second column of items of so many letters begins."""
    items = "".join(f"<section><h2>{'x' * each}</h2></section>" for each in letters)
    root = ElementTree.fromstring(f'<main><div class="columns">{items}</div></main>')
    halve(root)
    marked = [at for at, item in enumerate(root[0]) if item.get("data-fit") == "second"]
    return marked[0] if len(marked) == 1 else marked


def test_the_higher_column_is_as_low_as_can_be():
    assert halved(100, 100, 100, 100) == 2
    assert halved(100, 100, 100) == 2
    assert halved(900, 100, 100, 100) == 1
    assert halved(100, 100, 100, 900) == 3
    assert halved(100, 100, 900, 100, 100) == 3


def test_what_has_no_two_items_has_no_second_column():
    assert halved() == halved(100) == []


@pytest.mark.parametrize("name", ["moscow-sochi-2019", "everything"])
def test_a_card_is_set_without_trying_heights(name, monkeypatch):
    load_engine()
    from weasyprint.layout import block

    made, lay_out = [], block.block_box_layout

    def counted(context, box, *rest, **named):
        made.extend([box] if box.is_column else [])
        return lay_out(context, box, *rest, **named)

    monkeypatch.setattr(block, "block_box_layout", counted)
    page = render(load(ROOT / "briefs" / f"{name}.yaml"), "card")
    assert typeset(page).fits
    # Of each side both columns, what the second begins with, and both once more at their place.
    assert len(made) == 5 * page.count('<div class="columns')
