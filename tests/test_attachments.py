"""A packet carries its own source, and never the name of somebody who isn't on the record."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from structure import faults
from written import MINIMAL

from briefgen import BriefError, build
from briefgen.api import check, load

QUOTED = """\
    quotes: {{speaker: {}, text: Every ministry can wait a year., source: report{}}}
sources:
  report: {{title: Repairs in doubt, publisher: City Herald}}
"""
DESCRIBED = "described_as: a senior official of the Treasury"


def brief(folder, *people, quoted="state", terms=""):
    """A brief with more people, and with a quote."""
    more = "".join(f"  {person}\n" for person in people)
    text = MINIMAL.replace("bottom_line:", f"{more}bottom_line:", 1)
    (folder / "talks.yaml").write_text(text + QUOTED.format(quoted, terms), "utf-8")
    return folder / "talks.yaml"


def built(path, **asked):
    asked = {"templates": ["card"], "to": ["pdf"], "attach": ["source"]} | asked
    (made,) = build(path, output=path.parent / "build", **asked)
    return made.read_bytes()


def test_a_pdf_carries_the_brief_and_its_quotes(tmp_path):
    path = brief(tmp_path)
    data = built(path)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        relations = {str(spec.UF): spec.AFRelationship for spec in pdf.Root.AF}
    assert found["talks.yaml"] == path.read_bytes()
    quotes = json.loads(found["talks-evidence.jsonld"])["first"]["items"]
    assert quotes[0]["body"][1]["value"] == "Every ministry can wait a year."
    assert relations == {"talks.yaml": "/Source", "talks-evidence.jsonld": "/Data"}
    assert faults(data, "3a", "ua1") == set()


@pytest.mark.parametrize(("cited", "files"), [("[^report]", 2), ("[^letter]", 1), ("", 1)])
def test_without_quotes_there_is_evidence_of_figures_that_were_compared(cited, files, tmp_path):
    (tmp_path / "report.txt").write_text("Of the roofs 412 are unsafe.", "utf-8")
    sources = "sources: {report: {title: Survey, capture: report.txt}, letter: {title: A letter}}"
    text = MINIMAL.replace("The roofs will", f"412 roofs{cited} will")
    (tmp_path / "talks.yaml").write_text(f"{text}{sources}\n", "utf-8")
    (tmp_path / "briefgen.toml").write_text('off = ["capture-unpinned", "unused-source"]\n')
    with pikepdf.open(io.BytesIO(built(tmp_path / "talks.yaml"))) as pdf:
        assert len(pdf.attachments) == files


def test_a_figure_that_is_not_printed_is_no_evidence(tmp_path):
    (tmp_path / "report.txt").write_text("Of the roofs 412 are unsafe.", "utf-8")
    sources = "sources: {report: {title: Survey, capture: report.txt}}"
    role = "role: Minister of Education"
    noted = MINIMAL.replace(role, f"{role}, note: '412 roofs[^report].'")
    (tmp_path / "talks.yaml").write_text(f"{noted}{sources}\n", "utf-8")
    (tmp_path / "briefgen.toml").write_text('off = ["capture-unpinned", "unused-source"]\n')
    with pikepdf.open(io.BytesIO(built(tmp_path / "talks.yaml"))) as pdf:
        assert list(pdf.attachments) == ["talks.yaml"]


def test_a_brief_that_came_out_of_a_pdf_is_a_brief(tmp_path):
    with pikepdf.open(io.BytesIO(built(brief(tmp_path)))) as pdf:
        kept = pdf.attachments["talks.yaml"].get_file().read_bytes()
    (tmp_path / "again.yaml").write_bytes(kept)
    assert check(load(tmp_path / "again.yaml")).errors == []


def test_without_being_asked_nothing_goes_along(tmp_path):
    with pikepdf.open(io.BytesIO(built(brief(tmp_path), attach=None))) as pdf:
        assert not pdf.attachments


def test_a_setting_asks_for_it_as_well(tmp_path):
    (tmp_path / "briefgen.toml").write_text('attach = ["source"]', "utf-8")
    with pikepdf.open(io.BytesIO(built(brief(tmp_path), attach=None))) as pdf:
        assert "talks.yaml" in pdf.attachments


@pytest.mark.parametrize(
    "person",
    [
        f"x: {{name: Zbyněk Hájek, {DESCRIBED}, attribution: on background}}",
        f"x: {{{DESCRIBED}, role: Head of Unit 4, attribution: on background}}",
        f"x: {{{DESCRIBED}, attribution: deep background}}",
        "x: {name: Tadeusz Mróz, attribution: off record}",
    ],
)
def test_a_source_that_tells_who_somebody_is_stays_out(person, tmp_path):
    with pytest.raises(BriefError) as error:
        built(brief(tmp_path, person))
    (found,) = error.value.diagnostics
    assert found.span.line == MINIMAL[: MINIMAL.index("bottom_line:")].count("\n") + 1
    assert not (tmp_path / "build").exists()


def test_so_does_one_with_a_quote_on_other_terms(tmp_path):
    terms = ", attribution: on background"
    path = brief(tmp_path, f"x: {{name: Ada Holm, {DESCRIBED}}}", quoted="x", terms=terms)
    with pytest.raises(BriefError) as error:
        built(path)
    assert [str(found.message) for found in error.value.diagnostics] == [
        "This quote is on background, and the source shows whose it is."
    ]


def test_somebody_who_is_only_described_is_no_reason(tmp_path):
    person = f"x: {{{DESCRIBED}, attribution: on background}}"
    with pikepdf.open(io.BytesIO(built(brief(tmp_path, person, quoted="x")))) as pdf:
        assert "talks.yaml" in pdf.attachments
