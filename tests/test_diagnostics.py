"""Briefs with faults, each with the findings that its own comments ask for.

`#~ rule` at the end of a line says what starts there. Where a line can't carry a comment (inside
a text, or where YAML is broken) `#~ 17 rule` at the end of the file says it of line 17. A file
`ok-rule…` comes close to that rule, and has no findings.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from kept import Kept

from briefgen.api import build
from briefgen.builds import making, pipeline
from briefgen.builds.job import Job
from briefgen.builds.pipeline import Checked, Timings
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.rules import RULE, RULES
from briefgen.look import Look
from briefgen.report.terminal import report
from briefgen.settings.resolver import Resolved

FOLDER = Path(__file__).parent / "diagnostics"
FINE = sorted(FOLDER.glob("ok-*.yaml"))
CASES = sorted(set(FOLDER.glob("*.yaml")) - set(FINE))
NOTE = re.compile(r"[#*]~ (?:(?P<line>\d+) )?(?P<rules>[a-z-]+(?: [a-z-]+)*)(?: [*#][/}])?\s*$")
BESIDE = {
    "settings": "briefgen.toml",
    "templates": "templates/house.html.j2",
    "styles": "styles/custom.css",
    "kinds": "templates/kinds/house/kind.yaml",
}
MINIMAL = (Path(__file__).parent.parent / "briefs" / "minimal.yaml").read_text("utf-8")

BRIEF = """\
briefgen: 1
title: Ferry talks with the islands
as_of: 2026-05-06
principal: minister
people:
  minister: {name: Marit Solheim, role: Minister of Transport}
bottom_line: The Council wants lower fares. You are asked to offer them in winter only.
agenda:
  - title: Ferry fares
"""
ALIASES = "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9))
DEEP = f"{BRIEF}    points: {'[' * 30}{']' * 30}\n"

# Files that an editor would mend while it opens them, or that are too large to keep.
CASES_IN_CODE = {
    "encoding-utf-16": (BRIEF.encode("utf-16"), [(1, "encoding")]),
    "encoding-windows-1252": (BRIEF.replace("Marit", "Märit").encode("cp1252"), [(6, "encoding")]),
    "encoding-invisible": (BRIEF.replace("winter", "win\x08ter").encode(), [(7, "encoding")]),
    "yaml-bounds-aliases": (f"a0: &a0 x\n{ALIASES}".encode(), [(1, "yaml-bounds")]),
    "yaml-bounds-depth": (DEEP.encode(), [(10, "yaml-bounds")]),
    "yaml-bounds-size": (b"#" * (2 * 1024 * 1024 + 1), [(1, "yaml-bounds")]),
}
# What only the outputs show, or a kind beside the brief, or no file: the tests of these stand with those of their stage.
CASES_IN_PRINT = (
    "page-overrun",
    "pages-past-limit",
    "label-missing",
    "outside-of-page",
    "name-in-output",
    "output-differs",
    "bounds",
    "run-stopped",
    "internal-error",
    "font-unreadable",
    "only-in-one-language",
    "differs-between-languages",
    "column-empty",
)
# Settings, templates, styles and kinds with faults, briefs that can't be attached, and briefs that only
# settings find a fault with (those stand behind `#=`), by their folders.
CASES_BESIDE = sorted(
    path
    for folder in ("settings", "templates", "styles", "kinds", "attached", "asked")
    for path in (FOLDER / "beside" / folder).iterdir()
)


def findings_beside(kind: str, text: str) -> dict[str, int]:
    """The rules, each with its line, that a file breaks which stands beside a brief.

    `kind` is what the file is: settings, templates, styles, or the brief itself, to be attached or
    with settings in it.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        brief = folder / "brief.yaml"
        minimal = MINIMAL.replace("briefgen: 1\n", "briefgen: 1\nkind: house\n")
        minimal = minimal if kind == "kinds" else MINIMAL
        brief.write_text(text if kind in ("attached", "asked") else minimal, "utf-8")
        settings = "\n".join(re.findall(r"^#= (.*)", text, re.MULTILINE))
        (folder / "briefgen.toml").write_text(settings, "utf-8")
        if kind in BESIDE:
            path = folder / BESIDE[kind]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        asked = {
            "templates": ["house" if kind == "templates" else "packet"],
            "to": ["html" if kind == "templates" else "pdf"],
            "attach": ["source"] if kind == "attached" else [],
        }
        try:
            # With `strict` a warning stops the build as well, and the error holds them all.
            build(brief, output=folder / "build", strict=True, **asked)
            found: Sequence[Diagnostic] = ()
        except BriefgenError as error:
            found = error.findings
    return {each.rule: each.span.line if each.span else 0 for each in found}


def checked(
    data: str | bytes, name: str = "brief.yaml", off: tuple[str, ...] = (), **asked: Any
) -> Checked:
    data = data.encode() if isinstance(data, str) else data
    document = pipeline.loaded(data, f"tests/diagnostics/{name}", Timings())
    return pipeline.checked(document, FOLDER, Resolved(off=off, **asked))


@cache
def of_file(path: Path) -> Checked:
    return checked(path.read_bytes(), path.name)


def places(case: Checked) -> list[tuple[int, str]]:
    """The line and the rule of each finding."""
    return sorted((found.span.line, found.rule) for found in case.diagnostics)


def noted(text: str) -> list[tuple[int, str]]:
    """The lines and the rules that the comments of a case ask for."""
    notes = [(at, NOTE.search(line)) for at, line in enumerate(text.split("\n"), 1)]
    return sorted(
        (int(note["line"] or at), rule)
        for at, note in notes
        if note
        for rule in note["rules"].split()
    )


def rule_of(case: str) -> str:
    """The rule that a case is named after: the longest that its name starts with."""
    fitting = [rule.name for rule in RULES if f"{case}-".startswith(f"{rule.name}-")]
    return max(fitting, key=len, default="")


def text_of(case: Checked) -> str:
    return report(case.diagnostics, {case.document.file: case.document.lines})


def test_there_are_cases_to_look_at():
    assert len(CASES) > len(RULES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gives_the_findings_of_its_comments_and_no_others(path):
    wanted = noted(path.read_text("utf-8"))
    assert rule_of(path.stem) in {rule for _, rule in wanted}
    assert places(of_file(path)) == wanted


@pytest.mark.parametrize("path", CASES_BESIDE, ids=lambda path: path.name)
def test_what_stands_beside_a_brief_gives_the_findings_of_its_comments(path):
    text = path.read_text("utf-8")
    found = findings_beside(path.parent.name, text)
    assert rule_of(path.name.split(".")[0]) in found or path.name.startswith("ok-")
    assert sorted((line, rule) for rule, line in found.items()) == noted(text)


@pytest.mark.parametrize("path", FINE, ids=lambda path: path.stem)
def test_a_case_that_comes_close_to_a_rule_gives_no_findings(path):
    assert rule_of(path.stem.removeprefix("ok-"))
    assert places(of_file(path)) == []


@pytest.mark.parametrize("name", CASES_IN_CODE)
def test_a_file_that_cannot_be_read_gives_one_finding_at_its_place(name):
    data, wanted = CASES_IN_CODE[name]
    assert {rule for _, rule in wanted} == {rule_of(name)}
    assert places(checked(data)) == wanted


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_reads_as_it_did(path, snapshot):
    assert text_of(of_file(path)) == snapshot(extension_class=Kept)


@pytest.mark.parametrize("name", CASES_IN_CODE)
def test_a_file_that_cannot_be_read_says_so_as_it_did(name, snapshot):
    assert text_of(checked(CASES_IN_CODE[name][0])) == snapshot(extension_class=Kept)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_underlined_lies_on_the_line(path):
    case = of_file(path)
    spans = [found.span for found in case.diagnostics]
    assert spans
    for span in spans:
        line = case.document.lines[span.line - 1]
        assert 1 <= span.column <= max(1, len(line))
        assert span.end_line > span.line or span.column < span.end_column <= len(line) + 2


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_finding_is_a_sentence_and_has_the_severity_of_its_rule(path):
    found = of_file(path).diagnostics
    assert found
    for each in found:
        assert each.severity == RULE[each.rule].severity
        assert each.message.endswith((".", "?"))
        assert "\n" not in each.message + each.hint


def test_a_cover_that_runs_over_to_a_second_page_is_a_finding():
    objectives = "".join(f"  - The Council accepts tariff {n} as printed.\n" for n in range(70))
    case = checked(f"{BRIEF}    objective: Tariffs hold.\nobjectives:\n{objectives}")
    assert places(case) == []
    resolved = Resolved(Look(), ("packet",), ("pdf",))
    job = Job(Path("brief.yaml"), "brief.yaml", Path(), "brief", resolved=resolved)
    late = making.built(case, job).diagnostics
    assert [(found.rule, found.span.line) for found in late] == [(CASES_IN_PRINT[0], 7)]


# What a writer may allow, and what may be turned off.

VAGUE = "    objective: Discuss the fares."
WHY = "because the Council asked for an open talk"


def rules(data: str, off: tuple[str, ...] = ()) -> list[str]:
    return [found.rule for found in checked(data, off=off).diagnostics]


def test_a_comment_on_the_line_allows_a_finding():
    assert rules(f"{BRIEF}{VAGUE}") == ["vague-objective"]
    assert rules(f"{BRIEF}{VAGUE} # briefgen: allow vague-objective {WHY}") == []


def test_a_comment_above_the_line_allows_a_finding():
    assert rules(f"{BRIEF}    # briefgen: allow vague-objective {WHY}\n{VAGUE}") == []


def test_a_comment_above_reaches_past_empty_lines_and_other_comments():
    between = "\n\n    # Agreed with the desk on 5 May.\n\n"
    assert rules(f"{BRIEF}    # briefgen: allow vague-objective {WHY}{between}{VAGUE}") == []


@pytest.mark.parametrize("said", ["because it was agreed", ": it was agreed", "— it was agreed"])
def test_a_reason_may_follow_a_word_a_colon_or_a_dash(said):
    assert rules(f"{BRIEF}{VAGUE} # briefgen: allow vague-objective {said}") == []


def test_two_findings_on_one_line_need_a_comment_each():
    item = "  - {title: Boats, objective: Discuss boats., points: [{kind: avoid, text: No.}]}"
    above = f"  # briefgen: allow vague-objective {WHY}\n"
    beside = f" # briefgen: allow point-without-context {WHY}"
    brief = f"{BRIEF}    objective: Fares fall.\n"
    assert rules(f"{brief}{item}") == ["vague-objective", "point-without-context"]
    assert rules(f"{brief}{above}{item}") == ["point-without-context"]
    assert rules(f"{brief}{above}{item}{beside}") == []


@pytest.mark.parametrize("sign", ["|", ">"])
def test_a_comment_at_the_key_of_a_block_allows_a_finding_in_it(sign):
    comment = f"# briefgen: allow vague-objective {WHY}"
    block = "\n      Discuss the fares.\n"
    assert rules(f"{BRIEF}    objective: {sign} {comment}{block}") == []
    assert rules(f"{BRIEF}    {comment}\n    objective: {sign}{block}") == []


def test_a_comment_below_a_block_is_no_part_of_it():
    above = "    background: |\n      The boats run half empty.\n"
    comment = f"    # briefgen: allow vague-objective {WHY}\n"
    assert rules(f"{BRIEF}{above}{comment}{VAGUE}") == []


def test_a_comment_on_another_line_allows_nothing():
    comment = f"agenda: # briefgen: allow vague-objective {WHY}"
    assert rules(f"{BRIEF}{VAGUE}".replace("agenda:", comment)) == [
        "unused-allow",
        "vague-objective",
    ]


def test_what_looks_like_a_comment_inside_a_text_allows_nothing():
    text = f"    objective: |\n      Discuss the fares. # briefgen: allow vague-objective {WHY}\n"
    assert rules(f"{BRIEF}{text}") == ["vague-objective"]


def test_a_comment_without_a_reason_is_an_error():
    found = checked(f"{BRIEF}{VAGUE} # briefgen: allow vague-objective").errors
    assert [each.rule for each in found] == ["allow-without-reason"]


def test_a_comment_with_a_rule_that_is_not_there_says_which_was_meant():
    case = checked(f"{BRIEF}{VAGUE} # briefgen: allow vague-objectiv {WHY}")
    assert [found.rule for found in case.diagnostics] == ["vague-objective", "unknown-rule"]
    assert case.diagnostics[1].hint == "Did you mean `vague-objective`?"


NEEDED = [rule.name for rule in RULES if not rule.optional]


@pytest.mark.parametrize("rule", NEEDED)
def test_a_rule_that_later_stages_rely_on_cannot_be_allowed(rule):
    comment = f"# briefgen: allow {rule} {WHY}"
    assert rules(f"{BRIEF}    objective: Fares fall. {comment}") == ["unknown-rule"]


def test_a_finding_that_cannot_be_allowed_stays():
    lead = f"    objective: Fares fall.\n    lead: mayor # briefgen: allow unknown-person {WHY}"
    assert rules(f"{BRIEF}{lead}") == ["unknown-person", "unknown-rule"]


def test_a_comment_with_nothing_to_allow_is_a_warning():
    case = checked(f"{BRIEF}    objective: Fares fall. # briefgen: allow vague-objective {WHY}")
    assert [found.rule for found in case.diagnostics] == ["unused-allow"]
    assert case.errors == []


def test_a_rule_that_is_off_finds_nothing():
    assert rules(f"{BRIEF}{VAGUE}", off=("vague-objective",)) == []


def test_a_rule_that_is_off_leaves_the_others_on():
    item = f"{BRIEF}{VAGUE}\n    points:\n      - {{kind: avoid, text: The price.}}"
    assert rules(item, off=("vague-objective",)) == ["point-without-context"]


def test_the_rule_on_unused_comments_can_be_off_too():
    comment = f"    objective: Fares fall. # briefgen: allow vague-objective {WHY}"
    assert rules(f"{BRIEF}{comment}", off=("unused-allow",)) == []


def test_a_rule_that_later_stages_rely_on_stays_on():
    lead = "    objective: Fares fall.\n    lead: mayor"
    assert rules(f"{BRIEF}{lead}", off=tuple(NEEDED)) == ["unknown-person"]


# All at once, in the order of the file.

MANY = """\
    objective: Discuss the fares.
    lead: mayor
    points:
      - {kind: avoid, text: The price 🡒 the fare.}
    positions:
      islands: The Council will perhaps accept.
    quotes:
      - {speaker: minister, text: We listen.}
    background: |
      See [the annex](annex.pdf) and [the fares](#nowhere).

      # Fares
sources:
  gazette: {title: Island Gazette, published: 2026-05-05, accessed: 2026-05-04}
"""


def test_findings_come_in_the_order_of_the_file():
    found = [(f.span.line, f.span.column) for f in checked(BRIEF + MANY).diagnostics]
    assert len(found) > 10
    assert found == sorted(found)


def test_the_checks_tell_all_that_is_wrong_at_once():
    assert set(rules(BRIEF + MANY)) == {
        "accessed-before-published",
        "bad-link",
        "dead-anchor",
        "heading-order",
        "likelihood-off-scale",
        "missing-glyph",
        "point-without-context",
        "quote-without-source",
        "unknown-party",
        "unknown-person",
        "unused-source",
        "vague-objective",
    }


def test_the_format_tells_all_that_is_wrong_at_once():
    wrong = "    start: noon\n    minutes: long\n    colour: blue\n    objective: Fares fall.\n"
    brief = f"{BRIEF}{wrong}".replace("2026-05-06", "6 May").replace("briefgen: 1", "briefgen: 3")
    assert rules(brief) == ["format-version", "bad-date", "bad-time", "wrong-type", "unknown-field"]


def test_the_line_ends_of_windows_change_no_place():
    assert places(checked((BRIEF + MANY).replace("\n", "\r\n"))) == places(checked(BRIEF + MANY))


def test_a_brief_without_faults_has_no_findings():
    assert checked(f"{BRIEF}    objective: Fares fall.\n").diagnostics == []
