"""The page of a rule, as `briefgen explain` prints it. The same files are the documentation."""

from __future__ import annotations

import re

from briefgen.ground.rules import RULES
from briefgen.ground.shipped import folder

FENCE = re.compile(r"^```(?:yaml|toml|jinja|css)?\n", re.MULTILINE)


def markdown(rule: str) -> str:
    """The page of a rule in Markdown. KeyError where there is none of that name."""
    path = folder("rules") / f"{rule}.md"
    if rule not in {known.name for known in RULES} or not path.is_file():
        raise KeyError(rule)
    return path.read_text("utf-8")


def page(rule: str) -> str:
    """The page of a rule as a terminal shows it: its YAML can be copied as it stands. KeyError."""
    return FENCE.sub("", markdown(rule))


def listing() -> str:
    """All rules with one line each, in the order of the stages."""
    width = max(len(rule.name) for rule in RULES)
    return "\n".join(f"{rule.name.ljust(width)}  {rule.summary}" for rule in RULES)
