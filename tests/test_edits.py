"""An edit of a finding, applied to the file, takes that finding away and brings no new one."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from test_advice import slips, typed
from test_diagnostics import CASES, checked, noted
from test_every_finding import FAULTS, TAKING, with_faults

from briefgen.ground.decode import line_starts
from briefgen.ground.errors import ConfigError
from briefgen.ground.positions import offsets_of
from briefgen.settings.files import settings_in

SETTINGS = [
    path
    for path in sorted((Path(__file__).parent / "diagnostics" / "beside" / "settings").iterdir())
    if path.stem != "setting-folder-not-there"  # which is found where the folder is used
]
# Rules at which reading ends: what stands further down is found only when they are mended.
ENDING = {"yaml-syntax", "tab-indent", "yaml-tag"}
# Of the others it takes a person to say what was meant.
MISSPELT = {"unknown-setting", "unknown-rule", "setting-type", "toml-syntax"}
TEXTS = {
    **{path.stem: path.read_text("utf-8") for path in CASES},
    **{f"slip {number}": typed(place, slip) for number, (place, slip, _) in enumerate(slips())},
    **{f"fault {name}": with_faults(name) for name in {**FAULTS, **TAKING}},
}


def applied(text, edit):
    start, end = offsets_of(edit.span, line_starts(text))
    return text[:start] + edit.text + text[end:]


def told(diagnostics):
    """Findings as a reader counts them: a rule and its sentence, wherever they stand now."""
    return Counter((found.rule, found.message) for found in diagnostics)


EDITS = [
    pytest.param(text, found, id=f"{name}: {found.rule}")
    for name, text in TEXTS.items()
    for found in checked(text, f"{name}.yaml").diagnostics
    if found.edit
]


def test_there_are_edits_of_many_rules():
    rules = {parameters.values[1].rule for parameters in EDITS}
    assert len(EDITS) > 200
    assert rules >= {
        "bad-date",
        "bad-id",
        "bad-link",
        "bad-time",
        "bad-zone",
        "capture-missing",
        "capture-unpinned",
        "dead-anchor",
        "format-version",
        "missing-field",
        "picture-missing",
        "tab-indent",
        "unknown-field",
        "unknown-meeting",
        "unknown-party",
        "unknown-person",
        "unknown-rule",
        "unknown-source",
        "unknown-value",
        "wrong-type",
        "yaml-syntax",
    }


def test_the_reference_names_the_rules_that_have_edits():
    sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
    from rules_reference import MENDED

    rules = {parameters.values[1].rule for parameters in EDITS}
    # Those of two more are tried elsewhere: in `test_mending`, and in `reports/golden`.
    assert set(MENDED) == rules | MISSPELT | {"duplicate-key", "setting-value"}


@pytest.mark.parametrize(("text", "found"), EDITS)
def test_an_edit_takes_its_finding_away_and_brings_no_new_one(text, found):
    before, after = checked(text), checked(applied(text, found.edit))
    if before.document.data is None:
        # Nothing below the place was read. What is found there now was there before.
        last = found.edit.span.line + found.edit.text.count("\n")
        seen = [each for each in after.diagnostics if each.span.line <= last]
        assert [each for each in seen if each.rule in ENDING] == []
        return
    assert told(news(found, before, after)) - told(before.diagnostics) == Counter()
    assert (told(after.diagnostics) & told([found])) <= told(before.diagnostics) - told([found])


def news(found, before, after):
    """The findings afterwards, but for those in a misspelt field: nobody looked at what it holds."""
    path = before.document.path_at(before.document.offsets(found.span)[0])
    field = (*path[:-1], found.edit.text) if found.rule == "unknown-field" else ("no such field",)
    for each in after.diagnostics:
        place = after.document.path_at(after.document.offsets(each.span)[0])
        if place[: len(field)] != field:
            yield each


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: path.name)
def test_an_edit_mends_the_settings(path, tmp_path):
    at, text = tmp_path / "briefgen.toml", path.read_text("utf-8")
    at.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as wrong:
        settings_in(at)
    (found,) = wrong.value.findings
    assert (found.edit is not None) == (path.stem in MISSPELT)
    if found.edit:
        at.write_text(applied(text, found.edit), "utf-8")
        assert settings_in(at).file == at


# Where two things can be meant there is no edit.


BRIEF = TEXTS["unknown-person"]


@pytest.mark.parametrize(
    ("instead", "with_"),
    [
        ("convener: {name", "ministro: {name"),  # near `minister` as well
    ],
)
def test_a_name_that_two_are_near_to_has_no_edit(instead, with_):
    [found] = [f for f in checked(BRIEF).diagnostics if f.rule == "unknown-person"]
    assert found.edit
    two = checked(BRIEF.replace(instead, with_)).diagnostics
    assert [f.edit for f in two if f.rule == "unknown-person"] == [None]


def test_a_date_that_can_be_read_in_two_ways_has_no_edit():
    assert [f.edit for f in checked(BRIEF.replace("2026-05-06", "3/4/2026")).diagnostics
            if f.rule == "bad-date"] == [None]  # fmt: skip
    [one] = [f for f in checked(BRIEF.replace("2026-05-06", "13/4/2026")).diagnostics
             if f.rule == "bad-date"]  # fmt: skip
    assert one.edit.text == "2026-04-13"


def test_the_cases_are_those_of_the_rules():
    assert all(noted(path.read_text("utf-8")) for path in CASES)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tabs_of_lines_below_each_other_become_two_spaces_each(end):
    lines = [*BRIEF.partition("agenda:\n")[0].split("\n")[:-1], "agenda:"]
    lines += ["\t- title: Fares", "\t\tobjective: Fares fall by June.", ""]
    [found] = checked(end.join(lines)).diagnostics
    assert (found.rule, found.edit.span.line) == ("tab-indent", len(lines) - 2)
    mended = end.join(lines).replace("\t\t", "    ").replace("\t", "  ")
    assert applied(end.join(lines), found.edit) == mended
    assert [each for each in checked(mended).diagnostics if each.is_error] == []
