"""Find what is wrong in a kind of paper: names that lead nowhere, odd limits, loosened rules."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.rules import RULE
from briefgen.ground.span import Path
from briefgen.ground.suggest import did_you_mean, nearest
from briefgen.kinds.file import KindFile
from briefgen.kinds.labelled import fault_of_label
from briefgen.kinds.limits import EXAMPLE, NONE, UNITS, WHOLE, limit_of
from briefgen.kinds.names import fault_of_name, keys_named
from briefgen.kinds.paper_kind import PaperKind
from briefgen.kinds.parts import FRONT, PARTS
from briefgen.load.document import Document
from briefgen.model.brief import Brief
from briefgen.model.fields import keys_of


def faults_of(typed: KindFile, document: Document, base: PaperKind) -> Iterator[Diagnostic]:
    """Yield the faults of a kind whose fields are all of the right type, each at its place."""
    sections = (*sections_of(typed), *base.sections)
    for at, name in enumerate(typed.parts or ()):
        yield from _of_part(document, ("parts", at), name, typed)
    for at, name in enumerate(typed.needs or ()):
        if hint := fault_of_name(name, sections):
            message = f"There is no field `{name}` that a paper could need."
            yield finding("bad-kind", message, document.value_span(("needs", at)), hint)
    for name, text in typed.labels.items():
        if fault := fault_of_label(name, text, sections):
            place = document.key_span(("labels", name))
            yield finding("bad-kind", fault[0], place, fault[1])
    for name, values in typed.limits.items():
        yield from _of_limit(document, name, values, (*sections, *(typed.outputs or base.outputs)))
    for name, severity in typed.rules.items():
        yield from _of_rule(document, name, severity)


def sections_of(typed: KindFile) -> tuple[str, ...]:
    """List the sections that a kind names in any of its fields."""
    named = (*(typed.parts or ()), *(typed.needs or ()), *typed.labels)
    listed = (name.removeprefix("sections.") for name in typed.parts or ())
    explicit = (name.removeprefix("sections.") for name in named if name.startswith("sections."))
    return tuple(dict.fromkeys([*(name for name in listed if name not in PARTS), *explicit]))


def _of_part(document: Document, path: Path, name: str, typed: KindFile) -> Iterator[Diagnostic]:
    """Find a part that is none, and seems not to be meant for the name of a section."""
    if name in PARTS or name in typed.labels or name.startswith("sections."):
        return
    meant = nearest(name, PARTS)
    if meant or name in keys_of(Brief):
        message = f"There is no part `{name}`."
        hint = f"Did you mean `{meant}`? " if meant else did_you_mean(name, PARTS) + " "
        hint += f"A section of that name is listed as `sections.{name}`."
        yield finding("bad-kind", message, document.value_span(path), hint)


def _of_limit(
    document: Document, name: str, values: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Find a limit about something that isn't there, or that can't be counted."""
    path: Path = ("limits", name)
    if name not in (*WHOLE, *PARTS, *known) and (hint := fault_of_name(name, known)):
        message = f"There is no part or field `{name}` to be limited."
        yield finding("bad-kind", message, document.key_span(path), hint)
        return
    for at, value in enumerate(values):
        place = document.value_span((*path, at))
        limit = limit_of(name, value)
        if value == NONE:
            continue
        if limit is None:
            yield finding("bad-kind", f"`{value}` is no limit.", place, EXAMPLE)
        elif limit.unit not in ("", *UNITS):
            message = f"`{limit.unit}` can't be counted of `{name}`."
            yield finding("bad-kind", message, place, EXAMPLE)
        elif limit.unit == "pages" and limit.part in FRONT:
            message = f"`{name}` stands on the cover, which has no pages of its own."
            yield finding("bad-kind", message, place, "Limit its `words` or `lines`.")
        elif limit.unit == "pages" and keys_named(name, known)[1:] and "." in name:
            message = f"Pages are counted of a part, and `{name}` is a field in one."
            yield finding("bad-kind", message, place, "Limit its `words` or `lines`.")


def _of_rule(document: Document, name: str, severity: str) -> Iterator[Diagnostic]:
    """Find a rule that there isn't, or that no kind may loosen."""
    path: Path = ("rules", name)
    if name not in RULE:
        known = [rule.name for rule in RULE.values() if rule.may_be_off]
        hint = did_you_mean(name, known)
        yield finding("bad-kind", f"There is no rule `{name}`.", document.key_span(path), hint)
    elif not RULE[name].may_be_off and severity != RULE[name].severity:
        why = "it protects a name" if RULE[name].is_guard else "later stages rely on it"
        message = f"No kind of paper may loosen `{name}`: {why}."
        yield finding("bad-kind", message, document.key_span(path), "Take it out of `rules`.")
