"""Page numbers of other pages cost as few layouts as they can, and come out the same."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from briefgen.typeset import laying, load_engine, typeset

SECTIONS = "".join(f"<h2 id=s{at}>Part {at}</h2><p>{'word ' * at}</p>" for at in range(30))
LINKS = "".join(f"<p><a href=#s{at}>to {at}</a></p>" for at in range(30))
OTHERS = "".join(f"<h2 id=s{at}>Part</h2><p><a href=#s{7 * at % 30}>x</a></p>" for at in range(30))
ITS_PAGE = "target-counter(attr(href url), page)"


def page(content, body):
    styles = f"@page {{ size: 10cm 9cm }} a::after {{ content: {content} }}"
    return f"<html lang=en><title>t</title><style>{styles}</style>{body}</html>"


@pytest.fixture
def laid(monkeypatch):
    """The numbers of the pages, from 0, in the order in which they are laid out."""
    load_engine()
    from weasyprint.layout import page as pages

    made, remake = [], pages.remake_page
    heard = lambda index, *rest: (made.append(index), remake(index, *rest))[1]  # noqa: E731
    monkeypatch.setattr(pages, "remake_page", heard)
    return made


def bare(html, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(laying, "page_numbers_once", nullcontext)
        return typeset(html)


@pytest.mark.parametrize("body", [LINKS + SECTIONS, SECTIONS + LINKS, OTHERS])
@pytest.mark.parametrize(
    "content",
    [
        ITS_PAGE,
        "target-counter(attr(href), page, upper-roman)",
        f"target-text(attr(href url)) {ITS_PAGE}",
        f"counter(page) {ITS_PAGE}",
        f"counter(pages) {ITS_PAGE}",
    ],
)
def test_the_bytes_are_those_of_the_engine_alone(content, body, monkeypatch):
    html = page(content, body)
    assert typeset(html).data == bare(html, monkeypatch).data


def test_the_numbers_of_earlier_pages_cost_no_second_layout(laid):
    pdf = typeset(page(ITS_PAGE, SECTIONS + LINKS))
    assert laid == list(range(pdf.pages))


def test_the_numbers_of_later_pages_cost_a_second_layout_of_the_pages_that_print_them(laid):
    apart = SECTIONS.replace("<h2", "<h2 style='break-before: page'", 1)
    pdf = typeset(page(ITS_PAGE, LINKS + apart))
    first, again = laid[: pdf.pages], laid[pdf.pages :]
    assert first == list(range(pdf.pages))
    assert again == list(range(pdf.anchors["s0"] - 1))


def test_pages_that_grow_by_their_numbers_move_the_numbers(laid, monkeypatch):
    html = page(f'"{"on the page " * 3}" {ITS_PAGE}', LINKS + SECTIONS)
    assert typeset(html).data == bare(html, monkeypatch).data


def test_the_engine_alone_lays_out_more(laid, monkeypatch):
    # Where this fails, the engine has been mended, and weasyprint_page_numbers can go.
    pdf = bare(page(ITS_PAGE, SECTIONS + LINKS), monkeypatch)
    assert len(laid) > pdf.pages


def test_the_engine_is_as_it_was_afterwards():
    load_engine()
    from weasyprint.css.targets import TargetCollector
    from weasyprint.layout import page as pages

    def replaced():
        of_targets = TargetCollector.collect_missing_counters
        return pages.remake_page, of_targets, TargetCollector.cache_target_page_counters

    before = replaced()
    typeset(page(ITS_PAGE, LINKS + SECTIONS))
    assert replaced() == before


def test_with_another_version_of_the_engine_nothing_is_replaced(laid, monkeypatch):
    monkeypatch.setattr(load_engine(), "__version__", "70.1")
    pdf = typeset(page(ITS_PAGE, SECTIONS + LINKS))
    assert len(laid) > pdf.pages
