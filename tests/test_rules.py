"""Each rule has a page, a case and, if it is a check, a function; and what its page says is so."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from test_diagnostics import (
    CASES,
    CASES_BESIDE,
    CASES_IN_CODE,
    CASES_IN_PRINT,
    FOLDER,
    checked,
    findings_beside,
    rule_of,
)

from briefgen import checks
from briefgen.checks import FAMILIES
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.rules import RULE, RULES
from briefgen.report.pages import listing, page

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs" / "rules").glob("*.md"))
NAMES = [rule.name for rule in RULES]
BASE = (ROOT / "briefs" / "minimal.yaml").read_text("utf-8")

SHAPE = re.compile(
    r"# (?P<name>[a-z-]+)\n\n(?P<summary>[^\n]+)\n\n(?P<severity>Severity: [^\n]+)\n\n"
    r"## Why\n\n(?P<why>.+?)\n\n## Bad\n\n(?P<bad>.+?)\n\n## Good\n\n(?P<good>.+?)\n\Z",
    re.DOTALL,
)
BLOCK = re.compile(r"```(?P<language>yaml|toml|jinja|css)\n(?P<text>.+)```\Z", re.DOTALL)
# Where an example that is no brief is put, beside a brief without findings.
BESIDE = {"toml": "settings", "jinja": "templates", "css": "styles"}
TOP_LEVEL = re.compile(r"^(?=(?P<key>[a-z_]+):)", re.MULTILINE)

# What a block of text can't show: bytes, sizes, and pages that only exist when they are typeset.
SHOWN_IN_WORDS = {
    "encoding",
    "only-in-one-language",
    "differs-between-languages",
    "column-empty",
    "yaml-bounds",
    "page-overrun",
    "pages-past-limit",
    "label-missing",
    "outside-of-page",
    "name-in-output",
    "output-differs",
    "font-unreadable",
    "bounds",
    "run-stopped",
    "internal-error",
}
# What a comment that allows nothing leaves standing.
COMES_WITH = {"unknown-rule": {"vague-objective"}}
# The settings that a page names, without which its rule finds nothing.
ASKED = {
    "figures-uncited": {"figures_uncited": 0},
    "source-without-copy": {"on": ("source-without-copy",)},
}
SHOWN_IN_YAML = [name for name in NAMES if name not in SHOWN_IN_WORDS]


def parts_of(rule):
    return SHAPE.match((ROOT / "docs" / "rules" / f"{rule}.md").read_text("utf-8"))


def fragment_of(rule, part):
    return BLOCK.match(parts_of(rule)[part])["text"]


def blocks_of(text):
    """The top-level fields of a brief, or of a part of one, each as its key and its lines."""
    starts = [(found.start(), found["key"]) for found in TOP_LEVEL.finditer(text)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [(key, text[start:end]) for (start, key), end in zip(starts, ends, strict=True)]


def put_onto_base(fragment):
    """The base brief with the fragment's fields in the place of its own, or added to them."""
    given = blocks_of(fragment)
    assert given
    assert fragment.startswith(given[0][1])
    keys = {key for key, _ in given}
    return "".join(text for key, text in [*blocks_of(BASE), *given] if key not in keys) + fragment


def rules_found_in(fragment, asked):
    """The rules that a fragment breaks. Its captures and pictures are those of the cases."""
    return {found.rule for found in checked(put_onto_base(fragment), **asked).diagnostics}


def rules_of_example(name, part):
    """The rules that an example of a page breaks, whatever it is: YAML, settings, a template."""
    block = BLOCK.match(parts_of(name)[part])
    if name == "attachment-tells":
        return findings_beside("attached", put_onto_base(block["text"]))
    if name == "bad-kind":
        return findings_beside("kinds", block["text"])
    if block["language"] == "yaml":
        return rules_found_in(block["text"], ASKED.get(name, {}))
    return findings_beside(BESIDE[block["language"]], block["text"])


# Each rule has its page, its case and its function, and none of these is without a rule.


def test_every_rule_has_a_page_and_every_page_a_rule():
    assert len(PAGES) > 40
    assert sorted(path.stem for path in PAGES) == sorted(NAMES)


def test_every_rule_has_a_case_and_every_case_a_rule():
    beside = [path.name.split(".")[0] for path in CASES_BESIDE]
    beside = [name.removeprefix("ok-") for name in beside]
    named = [*(path.stem for path in CASES), *CASES_IN_CODE, *CASES_IN_PRINT, *beside]
    assert len(named) > len(NAMES)
    assert {rule_of(name) for name in named} == set(NAMES)


def test_every_check_is_named_after_its_rule():
    functions = [check.__name__ for family in FAMILIES for check in family]
    assert len(functions) > 20
    assert len(functions) == len(set(functions))
    assert {name.replace("_", "-") for name in functions} <= set(NAMES)


def test_every_function_of_a_rule_is_listed_by_its_family():
    listed = {check for family in FAMILIES for check in family}
    written = set()
    for found in pkgutil.walk_packages(checks.__path__, "briefgen.checks."):
        module = importlib.import_module(found.name)
        functions = [each for each in vars(module).values() if inspect.isfunction(each)]
        written |= {
            each
            for each in functions
            if each.__module__ == found.name and each.__name__.replace("_", "-") in NAMES
        }
    assert len(written) > 50
    assert written == listed


def test_every_rule_is_named_once():
    assert len(NAMES) == len(set(NAMES)) == len(RULE)


# The pages say what the rules are.


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_says_the_name_and_the_summary_of_its_rule(rule):
    parts = parts_of(rule.name)
    assert (parts["name"], parts["summary"]) == (rule.name, rule.summary)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page_says_how_severe_its_rule_is_and_whether_it_can_be_off(rule):
    off = "Can be turned off, or allowed on a line." if rule.may_be_off else "Cannot be turned off."
    if rule.asked_for:
        off = "Off until settings turn it on; can be allowed on a line."
    if rule.is_guard:
        off = "Can be allowed on a line, but not turned off."
    assert parts_of(rule.name)["severity"] == f"Severity: {rule.severity}. {off}"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_why_in_two_to_four_sentences(name):
    why = parts_of(name)["why"]
    assert 2 <= len(re.findall(r"[.?!]”?(?=\s+[A-Z“]|\Z)", why)) <= 4


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_fits_into_lines_of_a_hundred_characters(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) > 10
    assert [line for line in lines if len(line) > 100 or line != line.rstrip()] == []


@pytest.mark.parametrize("name", NAMES)
def test_explain_prints_the_page_without_its_fences(name):
    text = page(name)
    assert text.startswith(f"# {name}\n")
    assert "```" not in text


@pytest.mark.parametrize("name", SHOWN_IN_YAML)
def test_explain_prints_the_examples_as_they_are_typed(name):
    assert all(f"\n\n{fragment_of(name, part)}" in page(name) for part in ("bad", "good"))


def test_explain_lists_every_rule_with_its_summary():
    lines = listing().splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [[r.name, r.summary] for r in RULES]


def test_explain_knows_no_rule_that_is_not_there():
    with pytest.raises(KeyError):
        page("no-such-rule")


# The examples on the pages are bad, and good.


def test_the_base_brief_of_the_examples_has_no_findings():
    assert len(blocks_of(BASE)) > 5
    assert checked(put_onto_base("briefgen: 1\n")).diagnostics == []


@pytest.mark.parametrize("name", SHOWN_IN_YAML)
def test_a_capture_of_an_example_is_one_of_the_cases(name):
    named = re.findall(r"capture: (\S+)", fragment_of(name, "good"))
    assert [file for file in named if not (FOLDER / file).is_file()] == []


def test_only_what_a_block_cannot_show_is_shown_in_words():
    without = {name for name in NAMES if not BLOCK.match(parts_of(name)["bad"])}
    assert without == SHOWN_IN_WORDS


@pytest.mark.parametrize("name", SHOWN_IN_YAML)
def test_the_bad_example_of_a_page_breaks_its_rule_and_no_other(name):
    assert set(rules_of_example(name, "bad")) == {name} | COMES_WITH.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_the_good_example_of_a_page_breaks_no_rule_at_all(name):
    assert set(rules_of_example(name, "good")) == set()


# No finding is made whose rule isn't in the list.

MODULES = sorted((ROOT / "briefgen").rglob("*.py"))


def rules_named_in(tree):
    """The rule of each finding that a module makes, where it stands there as a text."""
    for node in ast.walk(tree):
        name = getattr(getattr(node, "func", None), "id", "")
        if name in {"finding", "Diagnostic", "ValueFault"} and node.args:
            yield from (
                each.value
                for each in ast.walk(node.args[0])
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def test_no_module_makes_a_finding_of_a_rule_that_is_not_in_the_list():
    named = {
        (path.relative_to(ROOT).as_posix(), rule)
        for path in MODULES
        for rule in rules_named_in(ast.parse(path.read_text("utf-8")))
    }
    assert len(named) > len(NAMES) // 2
    assert {each for each in named if each[1] not in RULE} == set()


@pytest.mark.parametrize("make", [finding, Diagnostic])
def test_a_finding_of_a_rule_that_is_not_in_the_list_cannot_be_made(make):
    with pytest.raises(ValueError, match="no-such-rule"):
        make("no-such-rule", "Something is wrong.")


def test_every_rule_is_one_of_a_stage_and_the_stages_come_in_their_order():
    stages = [rule.stage for rule in RULES]
    assert list(dict.fromkeys(stages)) == [
        "settings",
        "load",
        "validate",
        "check",
        "render",
        "typeset",
        "pack",
        "allow",
        "run",
    ]
    assert stages == sorted(stages, key=list(dict.fromkeys(stages)).index)
