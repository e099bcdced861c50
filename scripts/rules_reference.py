"""Write docs/reference/rules.md from the program, so that page and program can't differ."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from pages_of_tables import table

from briefgen.ground.rules import RULES, Rule, Stage

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "rules.md"
HEAD = """# The rules

<!-- Made from the program, by scripts/rules_reference.py. -->

Each finding names its rule, and each rule has a page, which says why it is there and shows a bad
and a good example. `briefgen explain RULE` prints the same page. The list follows the way of a
brief through briefgen.

An *error* stops the build of its brief; with `--strict`, a *warning* does, too. The last column
says whether a finding can be let pass:

- **yes**: a comment allows it at its place and says why, `# briefgen: allow RULE because …`, or
  [settings](settings.md#off) turn the rule off for all briefs.
- **at its place**: the rule protects a name or a secret, so that only such a comment can allow it.
- **no**: what comes after relies on the rule, or the packet would be wrong.

"""
MENDING = """Where only one thing can have been meant, a finding has an edit: `briefgen check --fix`
[makes it](../how-to/mending.md), and `briefgen check --diff` shows it. Findings about these rules
may have one:"""
# The rules of which some findings have an edit. `test_edits.py` compares this with the program.
MENDED = (
    *("toml-syntax", "unknown-setting", "setting-type", "setting-value", "yaml-syntax"),
    *("tab-indent", "duplicate-key", "yaml-tag"),
    *("format-version", "missing-field", "unknown-field", "unknown-value", "wrong-type"),
    *("bad-date", "bad-time", "bad-zone", "bad-id", "bad-link", "unknown-person", "unknown-party"),
    *("unknown-source", "unknown-meeting", "unknown-option", "unknown-kind", "dead-anchor"),
    *("capture-missing", "capture-unpinned"),
    *("annex-missing", "picture-missing", "cut-by-comment", "unknown-rule"),
)
STAGES: dict[Stage, tuple[str, str]] = {
    "settings": ("Settings", "Asked of `briefgen.toml`, before any brief is read."),
    "load": ("Reading", "Asked of the file, before its fields are looked at."),
    "validate": ("Fields", "Asked of each field by itself."),
    "check": ("What the brief says", "Asked of the brief as a whole, its sources and pictures."),
    "render": ("Templates and styles", "Asked when the page is made."),
    "typeset": ("The pages", "Asked when the page is set for paper."),
    "pack": ("What leaves", "Asked of each file before it is written."),
    "allow": ("Comments that allow", "Asked of the comments that let findings pass."),
    "run": ("The run", "Said of the run itself, not of a brief."),
}


def reference() -> str:
    """Write the page: a table for each stage, in the order of the stages."""
    stages = [_stage(stage, [*rules]) for stage, rules in groupby(RULES, _stage_of)]
    return HEAD + "\n".join([*stages, _mended()])


def _mended() -> str:
    linked = ", ".join(_linked(rule.name) for rule in RULES if rule.name in MENDED)
    return f"## What is mended\n\n{MENDING}\n\n{linked}.\n"


def _stage_of(rule: Rule) -> Stage:
    return rule.stage


def _stage(stage: Stage, rules: list[Rule]) -> str:
    title, about = STAGES[stage]
    rows = [(_linked(rule.name), rule.summary, rule.severity, _passes(rule)) for rule in rules]
    heads = ("rule", "what it asks for", "severity", "can pass")
    return f"## {title}\n\n{about}\n\n{table(heads, rows)}\n"


def _linked(name: str) -> str:
    return f"[`{name}`](../rules/{name}.md)"


def _passes(rule: Rule) -> str:
    if rule.asked_for:
        return "yes; off until [settings](settings.md#on) turn it on"
    if rule.is_guard:
        return "at its place"
    return "yes" if rule.optional else "no"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
