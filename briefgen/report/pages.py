"""Reads the page of a rule for `briefgen explain`, and lists the rules.

The pages are the files of docs/rules themselves, so that the command and the published pages can't
differ.
"""

from __future__ import annotations

import re

from briefgen.ground.regexes import regex
from briefgen.ground.rules import RULE, RULES
from briefgen.ground.shipped import folder

# The fences around an example. A terminal shows the page without them, so that the example can be
# copied as it is.
FENCE = regex(r"^```(?:yaml|toml|jinja|css)?\n", re.MULTILINE)
# The part of a page that gives the reason.
WHY = regex(r"^## Why\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)

# Where the documentation is published; `pyproject.toml` names it, too.
SITE = "https://briefgen.readthedocs.io/en/stable/"


def address(rule: str) -> str:
    """Give the address of the page of a rule on the documentation's site."""
    return f"{SITE}rules/{rule}.html"


def markdown(rule: str) -> str:
    """Read the page of a rule in Markdown. Raises KeyError if there is no rule of that name."""
    # Names are compared before the file is opened: a name such as `../guide` is no rule.
    path = folder("docs") / "rules" / f"{rule}.md"
    if rule not in {known.name for known in RULES} or not path.is_file():
        raise KeyError(rule)
    return path.read_text("utf-8")


def reason(rule: str) -> str:
    """Read why there is a rule, in one line. Raises KeyError if there is no such rule."""
    found = WHY.search(markdown(rule))
    return " ".join(found[1].split()) if found else RULE[rule].summary


def page(rule: str) -> str:
    """Read the page of a rule as a terminal shows it. Raises KeyError if there is no such rule."""
    return FENCE.sub("", markdown(rule))


def listing() -> str:
    """List all rules with a line each, in the order of the stages."""
    width = max(len(rule.name) for rule in RULES)
    return "\n".join(f"{rule.name.ljust(width)}  {rule.summary}" for rule in RULES)
