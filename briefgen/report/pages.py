"""The page of a rule, as `briefgen explain` prints it. The same files are the documentation."""

from __future__ import annotations

from briefgen.diagnostics import RULES
from briefgen.shipped import folder


def page(rule: str) -> str:
    """The text of a rule's page. KeyError where there is none of that name."""
    path = folder("rules") / f"{rule}.md"
    if rule not in {known.name for known in RULES} or not path.is_file():
        raise KeyError(rule)
    return path.read_text("utf-8").replace("```yaml\n", "").replace("```\n", "")


def listing() -> str:
    """All rules with one line each, in the order of the stages."""
    width = max(len(rule.name) for rule in RULES)
    return "\n".join(f"{rule.name.ljust(width)}  {rule.summary}" for rule in RULES)
