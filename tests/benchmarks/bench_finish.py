"""What finishing a PDF costs, as a ratio to typesetting it: `make bench`.

Nothing here fails for being slow.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from briefgen.api import load, render
from briefgen.typeset import typeset

FLAGSHIP = Path(__file__).parent.parent.parent / "briefs" / "moscow-sochi-2019.yaml"
SECTION = (
    "<section><h2>Item</h2><ul><li>Point</li><li>Point</li></ul><table><thead><tr><th>A</th>"
    "<th>B</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table><p>{}</p></section>"
).format("A line of background that goes on. " * 60)


def long_page():
    """A page that is set on about a hundred."""
    head = render(load(FLAGSHIP)).split("<body", 1)[0]
    return f"{head}<body><h1>Long</h1>{SECTION * 210}</body></html>"


@pytest.mark.parametrize(
    "page", [lambda: render(load(FLAGSHIP)), long_page], ids=["flagship", "long"]
)
def test_finishing_against_typesetting(page, monkeypatch):
    module, spent = sys.modules["briefgen.typeset.pdf"], []
    finish = module.finish

    def timed(*given):
        start = time.perf_counter()
        made = finish(*given)
        spent.append(time.perf_counter() - start)
        return made

    html = page()
    monkeypatch.setattr(module, "finish", timed)
    start = time.perf_counter()
    pdf = typeset(html)
    whole = time.perf_counter() - start
    print(f"\nfinishing {pdf.pages} pages: {spent[0] / (whole - spent[0]):.3f} of typesetting them")
