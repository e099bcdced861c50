"""A sentence whose brief is checked again is only looked for again where something has changed."""

import pytest
from written import ROOT, put

import briefgen.claims
from briefgen import load
from briefgen.attribution import evidence_of
from briefgen.claims import _found, claims_of
from briefgen.claims.comparing import consulted
from briefgen.claims.remembered import SENTENCES
from briefgen.claims.statements import statements_of
from briefgen.model.validate import validate

COPY = "The harbour counted 1,240 calls in 2025. On the quay 46 people work.\n"
BRIEF = """\
briefgen: 1
title: Talks on the harbour
as_of: 2026-05-06
principal: chair
people:
  chair: {name: Anna Berg, role: Chair}
bottom_line: Of 1,240 calls half were late[^report].
agenda:
  - title: Quay
    objective: More people work there.
    points: ["On the quay 46 people work[^report]."]
sources:
  report: {title: Report, published: 2026-01-09, capture: report.txt}
"""


def brief_in(folder, text):
    brief, found = validate(load(put(folder / "brief.yaml", text)))
    assert brief, found
    return brief


@pytest.fixture
def looked_at(tmp_path, monkeypatch):
    """The sentences of a brief that were read when it was checked."""
    read = []

    def noting(words, *others):
        read.append(words.partition(" ." if words[-1] == "." else "[")[0].strip())
        return figures_in(words, *others)

    figures_in = briefgen.claims.figures_in
    monkeypatch.setattr(briefgen.claims, "figures_in", noting)

    def looked_at(text=BRIEF, copy=COPY):
        put(tmp_path / "report.txt", copy)
        brief = brief_in(tmp_path, text)
        read.clear()
        evidence_of(brief, tmp_path)
        return {words for words in read if words[:2] in ("Of", "On")}

    looked_at()
    return looked_at


def test_a_sentence_that_is_as_before_is_not_looked_for_again(looked_at):
    assert looked_at() == set()
    assert looked_at(BRIEF.replace("half were late", "a third were late")) == {
        "Of 1,240 calls a third were late"
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: Chair}", "role: Chair, also_called: [Quay]}"),
        ("2026-05-06", "2026-05-07"),
        ("title: Report", "title: Report of the quay"),
        ("bottom_line", "language: de\nbottom_line"),
    ],
)
def test_where_people_sources_or_dates_are_others_all_are(looked_at, old, new):
    assert len(looked_at(BRIEF.replace(old, new))) == 2


def test_where_a_copy_is_another_all_are(looked_at):
    assert len(looked_at(copy=COPY.replace("46", "47"))) == 2


def test_what_is_remembered_is_what_is_found(looked_at, tmp_path):
    brief = brief_in(tmp_path, BRIEF)
    first, again = (evidence_of(brief, tmp_path) for _ in range(2))
    assert first.claims == again.claims == claims_of(brief, first)
    assert any(each.at for claim in first.claims for each in claim.looked)


@pytest.mark.parametrize("name", ["everything", "moscow-sochi-2019"])
def test_what_is_found_of_a_sentence_depends_on_no_other(name):
    brief, _ = validate(load(ROOT / "briefs" / f"{name}.yaml"))
    evidence = evidence_of(brief, ROOT / "briefs")
    alone = brief.model_copy(update=dict.fromkeys(SENTENCES, ()))
    assert type(brief).model_fields.keys() > SENTENCES
    for each in statements_of(brief):
        found = _found(each, brief, consulted(brief, evidence))
        assert _found(each, alone, consulted(alone, evidence)) == found
