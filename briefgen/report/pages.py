"""Prints the page of a rule for `briefgen explain`, and lists the rules.

The pages are the files of docs/rules: what is printed and what is published can't differ.
"""

from __future__ import annotations

import re

from briefgen.ground.rules import RULES
from briefgen.ground.shipped import folder

# The fences around an example: without them its YAML can be copied as it stands.
FENCE = re.compile(r"^```(?:yaml|toml|jinja|css)?\n", re.MULTILINE)


def markdown(rule: str) -> str:
    """Read the page of a rule in Markdown. KeyError where there is no rule of that name."""
    path = folder("rules") / f"{rule}.md"
    if rule not in {known.name for known in RULES} or not path.is_file():
        raise KeyError(rule)
    return path.read_text("utf-8")


def page(rule: str) -> str:
    """Read the page of a rule as a terminal shows it. KeyError where there is no such rule."""
    return FENCE.sub("", markdown(rule))


def listing() -> str:
    """List all rules with a line each, in the order of the stages."""
    width = max(len(rule.name) for rule in RULES)
    return "\n".join(f"{rule.name.ljust(width)}  {rule.summary}" for rule in RULES)
