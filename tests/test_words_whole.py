"""A word is divided between its letters only where it begins its line."""

from __future__ import annotations

from contextlib import nullcontext

import pypdfium2
import pytest

from briefgen.typeset import laying
from briefgen.typeset.engine import load_engine
from briefgen.typeset.pdf import typeset

STYLE = (
    "<style>p { width: 49mm; font: 12pt serif; overflow-wrap: break-word; hyphens: none }</style>"
)
WORDS = "Second mate of them <em>Alcyone</em> for nine years, and then master."


def lines(body, direction="ltr"):
    html = (
        f'<!DOCTYPE html><html lang="en" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>Words</title>{STYLE}</head><body>{body}</body></html>"
    )
    page = pypdfium2.PdfDocument(typeset(html).data)[0]
    return [line.strip() for line in page.get_textpage().get_text_range().split("\r\n")]


@pytest.mark.parametrize(
    ("body", "direction"),
    [
        (f"<p>{WORDS}</p>", "ltr"),
        (f"<p><span>{WORDS}</span></p>", "ltr"),
        (f'<p><bdi lang="en" dir="ltr">{WORDS}</bdi></p>', "rtl"),
    ],
)
def test_an_emphasised_word_stands_whole_on_the_next_line(body, direction):
    assert "Alcyone" in lines(body, direction)[1].split()


def test_the_engine_alone_divides_the_word(monkeypatch):
    # Where this fails, the engine has been mended, and weasyprint_lines can go.
    monkeypatch.setattr(laying, "words_whole", nullcontext)
    first = lines(f"<p><span>{WORDS}</span></p>")[0]
    assert first.startswith("Second mate of them A")
    assert "Alcyone" not in first


def test_the_engine_is_as_it_was_afterwards():
    load_engine()
    from weasyprint.layout import inline

    before = inline.split_inline_box, inline.split_inline_level
    lines(f"<p>{WORDS}</p>")
    assert (inline.split_inline_box, inline.split_inline_level) == before
