"""Check that captures are the files that were read, and that sources still stand."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.insource import beside, command
from briefgen.ground.diagnostics import Diagnostic, Edit, Related, finding
from briefgen.ground.span import Span

# How many places that rest on a source are shown; the message has their number.
SHOWN = 8


def capture_missing(case: Case) -> Iterator[Diagnostic]:
    """Find captures that can't be read, for whatever reason."""
    for name, fault in case.evidence.faults.items():
        place = case.value(("sources", name, "capture"))
        edit = case.document.retyped(place, fault.meant)
        yield finding("capture-missing", fault.why, place, fault.hint, edit=edit)


def capture_changed(case: Case) -> Iterator[Diagnostic]:
    """Find captures whose SHA-256 isn't the one that was typed."""
    for name, read in case.evidence.captures.items():
        source = case.brief.sources[name]
        if source.sha256 and source.sha256 != read.capture.sha256:
            message = f"The capture of `{name}` isn't the file that was pinned."
            place = case.value(("sources", name, "sha256"))
            keep = command(case, name, beside(case, source.capture or ""))
            hint = f"Put back the file that was read; or read this one, and run `{keep}`."
            yield finding(
                "capture-changed", message, place, hint, places_citing(case, name)[:SHOWN]
            )


def capture_unpinned(case: Case) -> Iterator[Diagnostic]:
    """Find captures without a SHA-256."""
    for name, read in case.evidence.captures.items():
        if not case.brief.sources[name].sha256:
            message = f"The capture of `{name}` could be changed without a trace."
            hint = f"Add `sha256: {read.capture.sha256}`"
            place = case.value(("sources", name, "capture"))
            edit = _pin(case, name, read.capture.sha256)
            yield finding("capture-unpinned", message, place, hint, edit=edit)


def _pin(case: Case, name: str, sha256: str) -> Edit | None:
    """Make the edit that types a hash below the capture, or behind a `sha256:` without one.

    None where the source is a repeated one, or has its fields in a way of its own.
    """
    document, path = case.document, ("sources", name, "capture")
    mark, waiting = document.marks.get(path), document.marks.get((*path[:-1], "sha256"))
    key = waiting.key if waiting else None
    if mark is None or mark.key is None or mark.value.end_line != mark.key.line:
        return None
    group = document.marks[path[:-1]]
    if key is not None:
        end = document.offsets(key)[1]
        is_waiting = document.text[end : end + 1] == ":"
        at = document.span(end + 1, end + 1)
        return Edit(at, f" {sha256}") if is_waiting else None
    line, column = mark.key.line, mark.key.column - 1
    before = document.lines[line - 1][:column]
    if document.text[group.start : group.start + 1] == "{":
        at = document.span(mark.end, mark.end)
        return Edit(at, f", sha256: {sha256}")
    if before.strip():
        return None
    text = document.lines[line - 1]
    at = Span(document.file, line, len(text) + 1, line, len(text) + 1)
    return Edit(at, f"{document.line_end}{before}sha256: {sha256}")


def source_withdrawn(case: Case) -> Iterator[Diagnostic]:
    """Find withdrawn sources that something rests on."""
    hint = "Take out what rests on it, or find another source for it."
    for name in _in_state(case, "withdrawn"):
        yield _finding_about_state("source-withdrawn", case, name, f"`{name}` was withdrawn", hint)


def source_superseded(case: Case) -> Iterator[Diagnostic]:
    """Find superseded sources that something rests on."""
    hint = "Read the new one: does it still say so? Then cite that."
    for name in _in_state(case, "superseded"):
        yield _finding_about_state(
            "source-superseded", case, name, f"`{name}` was superseded by another", hint
        )


def source_gone(case: Case) -> Iterator[Diagnostic]:
    """Find sources that are gone, where no capture holds what was read."""
    for name in _in_state(case, "gone"):
        if not case.brief.sources[name].capture:
            hint = f"Find a copy, in a web archive or with a colleague: `{command(case, name)}`."
            yield _finding_about_state(
                "source-gone", case, name, f"`{name}` is gone, without a capture", hint
            )


def _in_state(case: Case, state: str) -> Iterator[str]:
    """Yield the ids of cited sources that are in a state, such as `withdrawn`."""
    for name, source in case.brief.sources.items():
        if source.state == state and name in case.cited:
            yield name


def _finding_about_state(rule: str, case: Case, name: str, what: str, hint: str) -> Diagnostic:
    """Make a finding about a source's state, with the first places that rest on it."""
    resting = places_citing(case, name)
    count = len(resting)
    rests = f"{count} places in this brief rest" if count > 1 else "one place in this brief rests"
    more = f" The first {SHOWN} of {count} places are:" if count > SHOWN else ""
    place = case.value(("sources", name, "state"))
    return finding(rule, f"{what}, and {rests} on it.", place, hint + more, resting[:SHOWN])


def places_citing(case: Case, name: str) -> list[Related]:
    """List every place where a source is cited, in the order of the file."""
    return [Related("this rests on it", span) for span in case.citations.get(name, ())]


RULES: tuple[RuleFunction, ...] = (
    capture_missing,
    capture_changed,
    capture_unpinned,
    source_withdrawn,
    source_superseded,
    source_gone,
)
