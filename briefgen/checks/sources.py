"""Captures that are what was read, and sources that still stand."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.diagnostics import Diagnostic, Related, finding
from briefgen.source import Path


def capture_missing(case: Case) -> Iterator[Diagnostic]:
    """Captures that can't be read, for whatever reason."""
    for name, fault in case.evidence.faults.items():
        place = case.value(("sources", name, "capture"))
        yield finding("capture-missing", str(fault), place, fault.hint)


def capture_changed(case: Case) -> Iterator[Diagnostic]:
    """Captures with a SHA-256 that isn't theirs."""
    for name, read in case.evidence.captures.items():
        pinned = case.brief.sources[name].sha256
        if pinned and pinned != read.capture.sha256:
            message = f"The capture of `{name}` isn't the file that was pinned."
            hint = "Put back what was read; or read it again, and run `briefgen capture`."
            place = case.value(("sources", name, "sha256"))
            yield finding("capture-changed", message, place, hint, _resting(case, name))


def capture_unpinned(case: Case) -> Iterator[Diagnostic]:
    """Captures without a SHA-256."""
    for name, read in case.evidence.captures.items():
        if not case.brief.sources[name].sha256:
            message = f"The capture of `{name}` could be changed without a trace."
            hint = f"Add `sha256: {read.capture.sha256}`"
            yield finding(
                "capture-unpinned", message, case.value(("sources", name, "capture")), hint
            )


def source_withdrawn(case: Case) -> Iterator[Diagnostic]:
    """Withdrawn sources that something rests on."""
    message = "The source was withdrawn, and something rests on it."
    yield from _state(case, "withdrawn", "source-withdrawn", message, "Take out what rests on it.")


def source_superseded(case: Case) -> Iterator[Diagnostic]:
    """Superseded sources that something rests on."""
    message = "The source was superseded by another."
    hint = "Look at what rests on it, and cite the new one."
    yield from _state(case, "superseded", "source-superseded", message, hint)


def source_gone(case: Case) -> Iterator[Diagnostic]:
    """Sources that are gone, where no capture holds what was read."""
    if any(source.state == "gone" and not source.capture for source in case.brief.sources.values()):
        message = "The source is gone, and there is no capture of it."
        hint = "Find a copy, and run `briefgen capture`."
        yield from _state(case, "gone", "source-gone", message, hint)


def _state(case: Case, state: str, rule: str, message: str, hint: str) -> Iterator[Diagnostic]:
    for name, source in case.brief.sources.items():
        if source.state != state or name not in case.cited or (state == "gone" and source.capture):
            continue
        place = case.value(("sources", name, "state"))
        yield finding(rule, message, place, hint, _resting(case, name))


def _resting(case: Case, name: str) -> list[Related]:
    """Everything that rests on a source, in the brief's order."""
    found: list[Path] = [
        path for path, entry in case.entries if name in getattr(entry, "cited", ())
    ]
    inside = [
        (field.path, cite)
        for field in case.markdown
        for cite in field.contents
        if cite.kind == "cite" and cite.value == name
    ]
    related = [Related("this rests on it", case.value(path)) for path in found]
    related += [Related("this rests on it", case.part(path, c.start, c.end)) for path, c in inside]
    return sorted(related, key=lambda each: (each.span.line, each.span.column))


RULES: tuple[RuleFunction, ...] = (
    capture_missing,
    capture_changed,
    capture_unpinned,
    source_withdrawn,
    source_superseded,
    source_gone,
)
