"""What is used of WeasyPrint without its promise is there, and was tried with this version."""

from __future__ import annotations

import ast
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from briefgen.typeset import load_engine, typeset
from briefgen.typeset import weasyprint_private as private

ROOT = Path(__file__).parent.parent
# What its documentation promises, and other modules of the room may name.
PROMISED = {
    "weasyprint",
    "weasyprint.text.fonts.FontConfiguration",
    "weasyprint.urls.FatalURLFetchingError",
    "weasyprint.urls.URLFetcher",
    "weasyprint.urls.URLFetcherResponse",
}
PAGE = '<html lang=en><title>t</title><p id=a style="position: absolute">x<p lang=de>y</html>'


def test_weasyprint_has_the_version_that_all_of_it_was_tried_with():
    found = version("weasyprint")
    assert found == private.TRIED_VERSION, (
        f"WeasyPrint {found} is installed; briefgen was tried with {private.TRIED_VERSION}. Go "
        "through briefgen/typeset/weasyprint_private.py: is each part still there, with the same "
        "meaning? Run all tests and `make conformance`, then change TRIED_VERSION and "
        "pyproject.toml, and run `make requirements`."
    )


def test_the_dependency_is_bounded_to_that_major_version():
    major = int(private.TRIED_VERSION.split(".")[0])
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert re.findall(r'"weasyprint(>[^"]*)"', text) == [f">={major},<{major + 1}"]
    assert f"weasyprint=={private.TRIED_VERSION} " in (ROOT / "requirements/run.txt").read_text()


def test_nothing_else_of_it_is_named_elsewhere():
    named = set()
    for path in (ROOT / "briefgen").rglob("*.py"):
        if not path.name.startswith("weasyprint_"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and "weasyprint" in str(node.module):
                    named |= {f"{node.module}.{alias.name}" for alias in node.names}
                elif isinstance(node, ast.Import):
                    named |= {alias.name for alias in node.names if "weasyprint" in alias.name}
    assert {name for name in named if name.startswith("weasyprint")} == PROMISED


def test_the_boxes_of_a_page_are_found():
    engine = load_engine()
    document = engine.HTML(string=PAGE).render()
    boxes, page = private.box_classes(), private.page_box(document.pages[0])
    assert isinstance(page, boxes.PageBox)
    placed = [box for html in page.children for body in html.children for box in body.children]
    assert {type(private.placed_box(box)) for box in placed} == {boxes.BlockBox}
    assert not all(isinstance(box, boxes.Box) for box in placed)


def test_the_tree_of_a_source_is_laid_out_as_it_was_changed():
    source = load_engine().HTML(string=PAGE)
    private.tree_of(source).find(".//p").set("id", "b")
    assert list(source.render().pages[0].anchors) == ["b"]


# It leaves the file of its colour profile open.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_structure_of_a_pdf_is_heard_while_it_is_written():
    from weasyprint.pdf import tags

    before, heard = tags._build_box_tree, []
    document = load_engine().HTML(string=PAGE).render(pdf_variant="pdf/a-2a")
    with private.structure_heard(lambda made, box: heard.append((made.number, box.element_tag))):
        document.write_pdf(pdf_variant="pdf/a-2a")
    assert {"p", "body"} <= {tag for _, tag in heard}
    assert all(isinstance(number, int) for number, _ in heard)
    assert tags._build_box_tree is before


def test_a_picture_without_a_text_is_logged_as_expected(engine_log):
    image = '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>">'
    load_engine().HTML(string=PAGE + image).write_pdf(pdf_variant="pdf/ua-1")
    assert any(private.NO_ALT in said for said in engine_log)
    engine_log.clear()


def test_the_version_of_pango_is_told():
    load_engine()
    assert private.pango_version() >= (1, 44, 0)


def test_typesetting_is_deterministic_with_all_of_it():
    assert typeset(PAGE).data == typeset(PAGE).data
