"""What finishing a PDF costs, against typesetting it: `make bench`."""

from __future__ import annotations

import sys
import time

import pytest
from figures import Cost
from measuring import FLAGSHIP

from briefgen.api import load, render
from briefgen.typeset import typeset

PART = "Stages"
SECTION = (
    "<section><h2>Item</h2><ul><li>Point</li><li>Point</li></ul><table><thead><tr><th>A</th>"
    "<th>B</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table><p>{}</p></section>"
).format("A line of background that goes on. " * 60)


def long_page():
    """A page that is set on about a hundred."""
    head = render(load(FLAGSHIP)).split("<body", 1)[0]
    return f"{head}<body><h1>Long</h1>{SECTION * 210}</body></html>"


@pytest.mark.parametrize("page", [lambda: render(load(FLAGSHIP)), long_page], ids=["short", "long"])
def test_finishing_against_typesetting(page, monkeypatch, figures):
    module, spent = sys.modules["briefgen.typeset.pdf"], []
    finish = module.finish

    def timed(*given):
        start = time.process_time()
        made = finish(*given)
        spent.append(time.process_time() - start)
        return made

    html = page()
    monkeypatch.setattr(module, "finish", timed)
    start = time.process_time()
    pdf = typeset(html)
    whole = time.process_time() - start
    pair = (Cost(spent[0]), Cost(whole - spent[0]))
    figures.compare(f"finishing {pdf.pages} pages", "typesetting them", [pair])
