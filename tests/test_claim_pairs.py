"""Sentences that are true of a report, and the same sentences with one thing changed.

A file in tests/claims/pairs/ holds an invented report and its sentences. The report stands under
the name of its form: `text`, `html`, `docx` (a paragraph a line), `pdf`, or `columns` for a PDF of two
narrow ones. Each entry of `pairs` has a sentence that is `found` in it, and those `changed`, with the
words that have to be underlined in each. `known` names sentences that come out wrong, and why.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from briefgen.api import check, load

FOLDER = Path(__file__).parent / "claims" / "pairs"
# All values are texts: `11.45` is no number here, and `2025-03-03` no date.
REPORTS = {
    path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in FOLDER.glob("*.yaml")
}
RULES = {"figure-not-in-source", "name-not-in-source"}

PAIRS = [
    (name, pair["found"], changed, words)
    for name, report in sorted(REPORTS.items())
    for pair in report["pairs"]
    for changed, words in pair["changed"].items()
]
# What reads the figures, dates and names isn't there yet.
NOT_YET = pytest.mark.xfail(reason="the readers are placeholders", strict=False)
FOUND = sorted({(name, found) for name, found, _, _ in PAIRS})

PAGE = """<style>@page {{ size: {size}; margin: 30pt }} body {{ font-size: 9pt; {columns} }}
p {{ hyphens: auto; text-align: justify }} td {{ padding: 2pt 6pt }}</style>"""
PRINTED = {"pdf": ("A5", ""), "columns": ("300pt 400pt", "columns: 2")}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(lines):
    """A word processor's file, with a paragraph for each line."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        file.writestr("word/document.xml", document)
    return data.getvalue()


def captured(report, printed_page):
    """The report as a file: the ending of its name, and its bytes."""
    if "docx" in report:
        return "docx", docx(report["docx"].splitlines())
    for form, (size, columns) in PRINTED.items():
        if form in report:
            return "pdf", printed_page(PAGE.format(size=size, columns=columns), report[form])
    ending = "html" if "html" in report else "txt"
    return ending, report.get("html", report.get("text")).encode()


def brief_of(report, sentences, capture):
    """A brief that says each sentence of the report, every other one by `sources`."""
    cited = [
        {"text": sentence, "sources": "report"}
        if at % 2
        else {"text": f"{sentence[:-1]}[^report]{sentence[-1]}"}
        for at, sentence in enumerate(sentences)
    ]
    published = {"published": str(report["published"])} if "published" in report else {}
    return {
        "briefgen": 1,
        "title": "What the report says",
        "language": report["language"],
        "as_of": "2026-03-02",
        "principal": "reader",
        "people": {"reader": {"name": "Wilma Sandgren"}, **report.get("people", {})},
        "bottom_line": "It is read here.",
        "agenda": [{"title": "The report", "procedural": True, "points": cited}],
        "sources": {"report": {"title": "The report", **published, **capture}},
    }


@pytest.fixture(scope="session")
def underlined(tmp_path_factory, printed_page):
    """Gives the words that are underlined in each sentence of a report's brief."""
    known = {}

    def of(name):
        if name not in known:
            known[name] = found_in(tmp_path_factory.mktemp(name), REPORTS[name], printed_page)
        return known[name]

    return of


def found_in(folder, report, printed_page):
    ending, data = captured(report, printed_page)
    (folder / f"report.{ending}").write_bytes(data)
    sentences = [s for pair in report["pairs"] for s in (pair["found"], *pair["changed"])]
    capture = {"capture": f"report.{ending}", "sha256": hashlib.sha256(data).hexdigest()}
    brief = json.dumps(brief_of(report, sentences, capture), ensure_ascii=False, indent=1)
    (folder / "brief.yaml").write_text(brief, "utf-8")
    case = check(load(folder / "brief.yaml"))
    # The shipped fonts don't print each language; a brief is checked all the same.
    assert {each.rule for each in case.errors} <= {"missing-glyph"}
    found = defaultdict(list)
    for each in case.diagnostics:
        if each.rule in RULES:
            at = int(each.span.path.split("points[")[1].split("]")[0])
            line = case.document.lines[each.span.line - 1]
            words = line[each.span.column - 1 : each.span.end_column - 1]
            found[sentences[at]].append(words.replace("[^report]", ""))
    return found


def marked(name, sentence, *values):
    """A case, expected to fail where the file says that it is known to."""
    why = REPORTS[name].get("known", {}).get(sentence)
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(name, sentence, *values, marks=marks, id=f"{name}: {sentence}")


@NOT_YET
@pytest.mark.parametrize(("name", "sentence"), [marked(name, found) for name, found in FOUND])
def test_what_a_report_says_is_found_in_it(underlined, name, sentence):
    assert underlined(name)[sentence] == []


@NOT_YET
@pytest.mark.parametrize(
    ("name", "sentence", "words"),
    [marked(name, changed, words) for name, _, changed, words in PAIRS],
)
def test_what_was_changed_is_underlined(underlined, name, sentence, words):
    assert underlined(name)[sentence] == [words]


def test_there_are_pairs_of_many_kinds():
    """What the pairs are for: at least 200, in a dozen languages and each form of capture."""
    assert len(PAIRS) >= 200
    assert len({report["language"].split("-")[0] for report in REPORTS.values()}) >= 10
    forms = {form for report in REPORTS.values() for form in report}
    assert forms >= {"text", "html", "pdf", "columns", "docx"}


@pytest.mark.parametrize(("name", "found", "changed", "words"), PAIRS)
def test_a_pair_differs_in_the_words_that_are_reported(name, found, changed, words):
    assert words in changed
    assert changed != found
    known = REPORTS[name].get("known", {})
    assert set(known) <= {s for n, *pair in PAIRS if n == name for s in pair}
