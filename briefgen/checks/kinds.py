"""Check that a paper has what its kind needs, and that it keeps to its kind's limits."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case
from briefgen.ground.diagnostics import Diagnostic, finding


def needs(case: Case) -> Iterator[Diagnostic]:
    """Find what the kind of paper needs, and isn't there."""
    for name in case.kind.needs:
        if name == "clearances":  # `clearance-missing` tells of these, and lets a draft wait
            continue
        if not getattr(case.brief, name, None) and not getattr(case.brief, f"{name}_", None):
            message = f"A paper of the kind `{case.kind.name}` needs `{name}`."
            yield finding("needed-by-kind", message, case.value(("kind",)), f"Add `{name}:`.")


RULES = (needs,)
