"""Make a `Brief` of a document, or a finding for each thing that prevents it, at its place."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ValidationError

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path
from briefgen.ground.suggest import did_you_mean, sure_value
from briefgen.load.document import Document
from briefgen.load.yamltext import advice
from briefgen.model import Brief
from briefgen.model.entry import kind_of
from briefgen.model.fields import entry_at, field_named
from briefgen.model.meant import id_hint, ids_hint, text_hint, zone_hint
from briefgen.model.unknown import taken_for, unknown_field

# The most faults that become findings in one check; the next check shows the others.
MOST = 500
# In a writer's words, what pydantic wanted, by the type of its error.
LIST = "a list (`- …`, a line for each)"
WANTED = {
    "tuple_type": LIST,
    "list_type": LIST,
    "dict_type": "a group of `name: value` lines",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
}


def validate(document: Document) -> tuple[Brief | None, list[Diagnostic]]:
    """Make the brief of a document, and list all that is wrong; the brief is None then."""
    is_unreadable = any(problem.rule != "duplicate-key" for problem in document.problems)
    if is_unreadable and document.data is None:
        return None, []  # the reader of the file has given findings already
    if not document.data:
        hint = "`briefgen new` writes one to start from."
        span = document.value_span(())
        return None, [finding("missing-field", "There is no brief in this file.", span, hint)]
    try:
        return Brief.model_validate(document.data), []
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=True)[:MOST]
        return None, [
            _finding_of(document, fault) for fault in _without_consequences(document, faults)
        ]


def _without_consequences(document: Document, faults: list[Any]) -> list[Any]:
    """List the faults, without those that only follow from another one.

    pydantic counts only the valid entries of a list, so that a list with one invalid entry can seem
    empty; and a misspelt field also seems to be missing.
    """
    faults = [fault for fault in faults if fault["type"] != "too_short" or not fault["input"]]
    unknown = [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"]
    meant = {(*path[:-1], taken_for(document, path)) for path in unknown}
    return [fault for fault in faults if fault["type"] != "missing" or fault["loc"] not in meant]


def _finding_of(document: Document, fault: Any) -> Diagnostic:
    """Make the finding of one of pydantic's errors."""
    # pydantic puts `[key]` behind the path where the key itself is wrong.
    path: Path = tuple(step for step in fault["loc"] if step != "[key]")
    kind, context, given = fault["type"], fault.get("ctx", {}), fault["input"]
    if kind == "missing":
        return _finding_missing(document, path)
    if kind == "extra_forbidden":
        return unknown_field(document, path)
    if kind == "literal_error":
        return _finding_unknown_value(document, path, str(given), context["expected"])
    if kind == "too_short":  # only the agenda and the languages have a minimal length
        hint = "An agenda has at least one item." if path[-1] == "agenda" else "Type `en-GB`."
        return finding("missing-field", f"`{path[-1]}` is empty.", document.key_span(path), hint)
    if "message" in context:
        return _finding_of_value_fault(document, path, fault)
    hint = ids_hint(document, path, given) if kind == "dict_type" else ""
    message = f"This has to be {WANTED.get(kind, 'something else')}, not {kind_of(given)}."
    return finding("wrong-type", message, document.value_span(path), hint)


def _finding_of_value_fault(document: Document, path: Path, fault: Any) -> Diagnostic:
    """Make the finding of a ValueFault, which carries its rule, message and hint."""
    from briefgen.model.edits import edit_of, quoted_comment

    rule, context, given = fault["type"], fault["ctx"], fault["input"]
    hint = context["hint"]
    is_key = fault["loc"][-1:] == ("[key]",)
    if given is None:
        is_field = isinstance(path[-1], str)
        message = f"`{path[-1]}` is empty." if is_field else "This entry is empty."
        # What belongs to a field may be a comment for YAML, or stand too far to the left.
        hint = "What belongs to it stands below, two columns further in."
        hint = _cut_hint(document, path) or hint
        edit = quoted_comment(document, path)
        return finding("missing-field", message, document.key_span(path), hint, edit=edit)
    if rule == "bad-zone":
        hint = zone_hint(document, path, str(given))
    elif rule == "wrong-type" and isinstance(given, (list, dict)):
        hint = text_hint(document, path, given) or hint
    elif path[-1:] == ("end",) and "minutes" in hint:
        hint = "Type the end alone, such as 14:00."
    elif rule == "bad-id":
        hint = id_hint(document, path[:-1] if is_key else path, str(given)) or hint
    span = document.key_span(path) if is_key else document.value_span(path)
    edit = edit_of(document, path, fault, span)
    return finding(rule, context["message"], span, hint, edit=edit)


def _cut_hint(document: Document, path: Path) -> str:
    """Say how a text is typed that starts with a #, which YAML read as a comment; else empty."""
    line = document.key_span(path).line
    cut = re.match(r"[^#]*(?<=\s)(?=#\w)", document.lines[line - 1])
    return advice(document.lines, line, cut.end()) if cut else ""


def _finding_missing(document: Document, path: Path) -> Diagnostic:
    """Make the finding about a required field that is missing or empty."""
    from briefgen.model.edits import first_line, quoted_comment

    owner, name = entry_at(path[:-1]), str(path[-1])
    if document.is_typed(path):  # typed, with nothing behind it
        hint = _cut_hint(document, path)
        message, edit = f"`{name}` is empty.", quoted_comment(document, path)
        return finding("missing-field", message, document.key_span(path), hint, edit=edit)
    field = field_named(owner, name)
    about = ((field and field.description) or "").split(". ")[0].rstrip(".")
    hint, edit = f"Add `{name}:` ({about[:1].lower()}{about[1:]}).", None
    if name == "briefgen":
        hint, edit = "Add `briefgen: 1`, the version of the format.", first_line(document)
    span = document.key_span(path[:-1]) if path[:-1] else document.value_span(())
    return finding("missing-field", f"{owner.word()} needs `{name}`.", span, hint, edit=edit)


def _finding_unknown_value(document: Document, path: Path, typed: str, expected: str) -> Diagnostic:
    """Make the finding about a value that isn't one of the few that a field allows."""
    from briefgen.model.edits import retyped

    # pydantic lists the values as a sentence: 'make', 'avoid' or 'respond'.
    values = [value.strip("' ") for value in expected.replace(" or ", ", ").split(",")]
    message = f"`{typed}` is not a value of `{path[-1]}`."
    hint = did_you_mean(typed, values)
    # All of them, however many: nobody can guess a value that a hint leaves out.
    every = f"ne of {', '.join(f'`{value}`' for value in values)}."
    hint = f"{hint} It is o{every}" if hint.startswith("Did") else f"O{every}"
    span, edit = document.value_span(path), retyped(document, path, sure_value(typed, values))
    return finding("unknown-value", message, span, hint, edit=edit)
