"""Find the faults of a `kind.yaml`: each with its place, a sentence, and a way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.rules import RULE, RULES
from briefgen.ground.span import Path, Span
from briefgen.ground.suggest import did_you_mean, listed, sure_id
from briefgen.kinds.parts import PARTS, SECTIONS
from briefgen.load.document import Document
from briefgen.model.entry import Entry, kind_of
from briefgen.model.fields import keys_of

# In a writer's words, what was wanted, by the type of pydantic's error.
WANTED = {
    "tuple_type": "a list, such as `[packet, card]`",
    "dict_type": "a group of `name: value` lines",
}


def in_form(document: Document, errors: Iterable[Any], kind: type[Entry]) -> Iterator[Diagnostic]:
    """Make the findings of pydantic's errors: what is missing, unknown, or of another type."""
    for fault in errors:
        # pydantic puts `[key]` behind the path where the key itself is wrong.
        is_key = fault["loc"][-1:] == ("[key]",)
        path: Path = tuple(step for step in fault["loc"] if step != "[key]")
        span = document.key_span(path) if is_key else document.value_span(path)
        yield _of_form(document, fault, path, span, kind)


def _of_form(
    document: Document, fault: Any, path: Path, span: Span, kind: type[Entry]
) -> Diagnostic:
    what, given, context = fault["type"], fault["input"], fault.get("ctx", {})
    if what == "extra_forbidden":
        name = str(path[-1])
        hint = did_you_mean(name, keys_of(kind))
        message = f"`{name}` is not a field of a kind."
        return finding("bad-kind", message, document.key_span(path), hint)
    if given is None:
        return empty(document, path)
    if what == "literal_error":
        # pydantic lists the values as a sentence: 'off', 'warning' or 'error'.
        sentence = context["expected"].replace(" or ", ", ")
        values = [value.strip("' ") for value in sentence.split(",")]
        message = f"`{given}` is not a value of `{path[-1]}`."
        return finding("bad-kind", message, span, did_you_mean(str(given), values))
    if "message" in context:
        return finding("bad-kind", context["message"], span, context["hint"])
    message = f"This has to be {WANTED.get(what, 'something else')}, not {kind_of(given)}."
    return finding("bad-kind", message, span)


def empty(document: Document, path: Path) -> Diagnostic:
    """Make the finding of a field with nothing behind it."""
    hint = "Type what belongs to it, or delete the line."
    return finding("bad-kind", f"`{path[-1]}` is empty.", document.key_span(path), hint)


def without_name(document: Document) -> Iterator[Diagnostic]:
    """Find a kind that says neither what it is called nor what it extends."""
    typed = document.data if isinstance(document.data, dict) else {}
    if typed.get("name") is None and typed.get("extends") is None:
        message, hint = "A kind needs `name`.", "It is what the kind is called, such as Submission."
        yield finding("bad-kind", message, document.key_span(("name",)), hint)


def in_parts(document: Document) -> Iterator[Diagnostic]:
    """Find a part that is listed twice, or that is another one with a slip in it.

    Any other name is that of a section, which a brief has below `sections`.
    """
    seen: set[str] = set()
    for path, name in _texts(document, "parts"):
        span = document.value_span(path)
        if name in seen:
            yield finding("bad-kind", f"The part `{name}` is listed twice.", span)
        elif name.startswith(SECTIONS):
            pass  # said expressly to be a section, whatever it is like
        elif name not in PARTS and (meant := sure_id(name, PARTS)):
            yield finding(
                "bad-kind", f"There is no part `{name}`.", span, f"Did you mean `{meant}`?"
            )
        elif name not in PARTS and not name.replace("-", "_").isidentifier():
            hint = f"A section is named by one word, or it is a part: {listed(PARTS, name)}."
            yield finding("bad-kind", f"There is no part `{name}`.", span, hint)
        seen.add(name)


def in_outputs(document: Document, templates: Collection[str]) -> Iterator[Diagnostic]:
    """Find an output for which there is no template."""
    for path, name in _texts(document, "outputs"):
        if name not in templates:
            message, hint = f"There is no template `{name}`.", did_you_mean(name, templates)
            yield finding("bad-kind", message, document.value_span(path), hint)


def in_rules(document: Document) -> Iterator[Diagnostic]:
    """Find a rule that there isn't, and one that no kind may loosen."""
    typed = document.data.get("rules") if isinstance(document.data, dict) else None
    for name, severity in typed.items() if isinstance(typed, dict) else ():
        span = document.key_span(("rules", name))
        rule = RULE.get(name)
        if rule is None:
            names = [each.name for each in RULES if each.may_be_off]
            message, hint = f"There is no rule `{name}`.", did_you_mean(name, names)
            yield finding("bad-kind", message, span, hint)
        elif severity != "error" and not rule.optional:
            message = f"The rule `{name}` can't be loosened: the paper would be wrong."
            yield finding("bad-kind", message, span)
        elif severity != "error" and rule.is_guard:
            message = f"The rule `{name}` keeps a name or a secret, and no kind can loosen it."
            hint = f"Allow it at its place in a brief: `# briefgen: allow {name} because …`."
            yield finding("bad-kind", message, span, hint)


def _texts(document: Document, key: str) -> Iterator[tuple[Path, str]]:
    """Yield the texts in a list of a kind, or the one without a list, each with its path."""
    typed = document.data.get(key) if isinstance(document.data, dict) else None
    if isinstance(typed, str):
        yield (key,), str(typed)
    for at, each in enumerate(typed if isinstance(typed, list) else ()):
        if isinstance(each, str):
            yield (key, at), str(each)
