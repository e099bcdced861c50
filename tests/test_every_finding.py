"""Every finding at once: a fault in one place hides no other, and brings none that isn't there.

One brief without findings, and faults that each change a line of it. With two of them the findings
are those of the one and of the other.
"""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.load.reader import load

FOLDER = Path(__file__).parent / "diagnostics"
BRIEF = """\
briefgen: 1
title: Ferry talks with the islands
serial: MT 7
as_of: 2026-05-06
principal: minister
zone: Europe/Oslo
parties:
  us: {name: Ministry of Transport, ours: true}
  islands: Council of the Islands
people:
  minister: {name: Marit Solheim, role: Minister of Transport, party: us}
  convener: {name: Callum Reid, role: Convener of the Council, party: islands}
  aide: {name: Iver Strand, last_met: 2026-01-10, party: us}
  officer: {described_as: a harbour officer of the islands, attribution: on background}
bottom_line: The Council wants lower fares. You are asked to offer them in winter only.
objectives:
  - The Council signs by 1 June.
programme:
  - {id: first, date: 2026-05-11, start: 10:00, minutes: 90, title: First round, with: convener}
  - {id: second, date: 2026-05-12, start: 9:00, end: 11:00, title: Second round, with: convener}
agenda:
  - title: Ferry fares
    id: fares
    meeting: first
    start: 10:00
    minutes: 45
    lead: aide
    objective: The Council accepts lower fares in winter.
    points:
      - Winter fares can fall by a third. [^survey]
      - kind: avoid
        text: The fares of next summer.
        why: They are not ours to set.
    quotes:
      - speaker: convener
        text: Nobody can plan a week around these boats.
        source: herald
        said_on: 2026-05-03
  - title: Piers
    meeting: second
    minutes: 30
    objective: The list of piers is agreed, after [the fares](#fares).
    positions:
      islands: {text: All piers at once., basis: declared, sources: [survey]}
      us: Two piers a year.
    background: |
      #### Where it stands

      The piers were surveyed in spring. [^survey]
sources:
  herald:
    title: Boats and fares
    published: 2026-05-04
    accessed: 2026-05-05
    capture: captures/herald.txt
    sha256: 5774ac6c69ebf5aaf0cc35aab52a4421d0f607723fccd8b128a7fde766fbbc03
  survey: {title: Survey of the piers, published: 2026-03-02}
"""
# Each a line of the brief, and what stands there instead.
FAULTS = {
    "bad-date of a person": ("last_met: 2026-01-10", "last_met: January"),
    "bad-time of a meeting": ("2026-05-11, start: 10:00", "2026-05-11, start: 1000"),
    "bad-zone": ("zone: Europe/Oslo", "zone: Oslo time"),
    "unknown-field of the brief": ("serial: MT 7", "serie: MT 7"),
    "unknown-field of an item": ("    lead: aide", "    leed: aide"),
    "unknown-field of a quote": ("        source: herald", "        sorce: herald"),
    "unknown-value": ("kind: avoid", "kind: avod"),
    "missing-field of a point": ("        text: The fares of next summer.\n", ""),
    "missing-field of the brief": ("as_of: 2026-05-06\n", ""),
    "wrong-type of a position": ("      us: Two piers a year.", "      us: [Two, piers]"),
    "wrong-type of an objective": ("  - The Council signs by 1 June.", "  - [The Council signs]"),
    "bad-id of a person": ("  aide: {", "  the aide: {"),
    "missing-field of a source": ("survey: {title: Survey of the piers, ", "survey: {"),
    "unknown-person": ("10:00, minutes: 90, title: First round, with: convener",
                       "10:00, minutes: 90, title: First round, with: convenor"),
    "unknown-party": ("Callum Reid, role: Convener of the Council, party: islands",
                      "Callum Reid, role: Convener of the Council, party: isles"),
    "unknown-source": ("spring. [^survey]", "spring. [^survy]"),
    "unknown-meeting": ("    meeting: second", "    meeting: secnd"),
    "dead-anchor": ("(#fares)", "(#fare)"),
    "item-past-meeting": ("    minutes: 45", "    minutes: 120"),
    "vague-objective": ("objective: The Council accepts", "objective: Discuss whether the Council accepts"),
    "heading-order": ("      #### Where it stands", "      ###### Where it stands"),
    "minutes-against-end": ("end: 11:00", "end: 11:00, minutes: 30"),
    "quote-not-in-source": ("Nobody can plan a week", "Nobody can plan a month"),
    "accessed-before-published": ("accessed: 2026-05-05", "accessed: 2026-05-01"),
    "missing-glyph": ("title: Piers", "title: Piers 🚢"),
    "bad-date of a quote": ("said_on: 2026-05-03", "said_on: May"),
    "cut-by-comment": ("text: The fares of next summer.", "text: The fares # 2 of summer"),
}  # fmt: skip
# Faults that take away what others rest on; alone, each is one finding.
TAKING = {
    "unknown-field agenda": ("agenda:\n", "agend:\n"),
    "unknown-field programme": ("programme:\n", "programe:\n"),
    "unknown-field sources": ("\nsources:\n", "\nsorces:\n"),
    "missing-field of an objective": (
        "    objective: The C",
        "    objective: {as_of: 2026-05-01}  # The C",
    ),
    "unknown-field objective": ("    objective: The C", "    objektive: The C"),
    "unknown-field of a citing text": ("    background: |", "    backgrund: |"),
    "unknown-field points": ("    points:", "    poinst:"),
    "wrong-type of an item": ("  - title: Piers\n", "  - title: [Piers]\n"),
    "bad-id of an item": ("    id: fares", "    id: the fares"),
    "bad-id of a meeting": ("{id: second,", "{id: the second,"),
    "bad-date of a meeting": ("date: 2026-05-12", "date: 12/31/2026"),
    "bad-id of a source": ("  herald:\n    title", "  the herald:\n    title"),
    "wrong-type of a capture": ("captures/herald.txt", "[captures/herald.txt]"),
    "wrong-type of a hash": ("sha256: 5774", "sha256: 57"),
    "missing-field of a quote": ("- speaker: convener\n        text", "-\n        text"),
    "unknown-field of a person": ("Callum Reid, role", "Callum Reid, rolle"),
    "missing-field of a party": (
        "us: {name: Ministry of Transport, ours: true}",
        "us: {ours: true}",
    ),
    "bad-id of a party": ("  islands: C", "  the islands: C"),
    "unknown-value of the terms": ("attribution: on background", "attribution: background"),
    "unknown-value of a basis": ("basis: declared", "basis: [declared]"),
    "unknown-field why": ("        why: They", "        wy: They"),
    "wrong-type of a text": ("{text: All piers at once.,", "{text: [All piers],"),
    "bad-time of an item": ("    start: 10:00", "    start: 10h"),
    "format-version": ("briefgen: 1", "briefgen: 2"),
    "missing-field title": ("title: Ferry talks with the islands", "title:"),
    "bad-id of the principal": ("principal: minister", "principal: the minister"),
}


# What can't be told until the other is mended: one of the two is about what the other takes away.
WAITS = {
    frozenset(pair)
    for pair in [
        ("missing-field of a point", "unknown-value"),
        ("missing-field of a point", "cut-by-comment"),
        ("unknown-field of a quote", "quote-not-in-source"),
        ("bad-time of a meeting", "item-past-meeting"),
        ("bad-zone", "item-past-meeting"),
        ("bad-id of a person", "unknown-person"),
    ]
}


def with_faults(*names):
    text = BRIEF
    for name in names:
        typed, instead = {**FAULTS, **TAKING}[name]
        assert text.count(typed) == 1, (name, typed)
        # What is cut leaves its line, so that the lines of the others stay.
        text = text.replace(typed, instead if instead else "\n" * typed.count("\n"))
    return text


def checked(text):
    return pipeline.checked(load(text.encode(), "ferries.yaml"), FOLDER)


def lines(case):
    return {(found.span.line, found.rule) for found in case.diagnostics if found.span}


def findings(*names):
    return lines(checked(with_faults(*names)))


def test_the_brief_has_no_findings_of_itself():
    assert findings() == set()


@pytest.mark.parametrize("name", [*FAULTS, *TAKING])
def test_a_fault_is_found_alone(name):
    assert {rule for _, rule in findings(name)} == {name.split(" ")[0]}


SINGLE = {name: findings(name) for name in FAULTS}


def test_two_faults_are_found_at_once_and_nothing_else():
    wrong = {}
    for pair in combinations(FAULTS, 2):
        try:
            found, both = findings(*pair), SINGLE[pair[0]] | SINGLE[pair[1]]
        except AssertionError:
            continue  # both change the same words
        if found != both and not (frozenset(pair) in WAITS and found < both):
            wrong[pair] = (both - found, found - both)
    assert wrong == {}


CASES = [path for path in FOLDER.glob("*.yaml") if path.read_text("utf-8")[:12] == "briefgen: 1\n"]


def test_there_are_cases_to_look_at():
    assert len(CASES) > 200


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_misspelt_field_hides_nothing_and_brings_nothing(path):
    typed = path.read_text("utf-8")
    alone = checked(typed)
    if alone.document.data is not None:
        both = checked(typed.replace("briefgen: 1\n", "briefgen: 1\nseriel: MT 7\n", 1))
        # Whether a comment has something to allow, only the whole brief can say.
        due = {(at + 1, rule) for at, rule in lines(alone) if rule != "unused-allow"}
        assert lines(both) - {(2, "unknown-field")} == due


def test_a_fault_that_takes_much_away_adds_nothing_to_another():
    for pair in product(TAKING, FAULTS):
        try:
            found, both = findings(*pair), findings(pair[0]) | SINGLE[pair[1]]
        except AssertionError:
            continue  # both change the same words
        assert found <= both, pair
