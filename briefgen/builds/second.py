"""Read the text of a paper in its second language, from the file beside the brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.second_name import second_file
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.span import dotted
from briefgen.load.document import Document
from briefgen.load.reader import load

if TYPE_CHECKING:
    from briefgen.load.laid_over import LaidOver
    from briefgen.model import Brief

# Rules about an entry as a whole, whose findings are told at its words.
OF_ENTRIES = frozenset(
    {
        "item-without-objective",
        "item-outside-programme",
        "item-past-meeting",
        "items-overlap",
        "point-without-context",
        "question-without-answer",
        "too-many-points",
        "quote-without-source",
        "position-without-source",
    }
)


def second_text(
    document: Document, brief: Brief, folder: Path, data: bytes | None = None
) -> tuple[LaidOver | None, list[Diagnostic]]:
    """Load the second text of a brief, laid over the brief's document; and list what is wrong.

    None where it isn't there, or can't be read. `data` are its bytes, if not those of the file.
    """
    from briefgen.model.two_languages import laid_over

    first, second, *more = brief.languages
    if more or first.lower() == second.lower():
        message = "A paper can be in two languages." if more else "This language is there twice."
        at = document.value_span(("language", 2 if more else 1))
        return None, [finding("unknown-value", message, at, "Leave one out.")]
    name = second_file(document.file, brief)
    at = document.value_span(("language", 1))
    if not name:
        message = "The second text of a brief stands in a file beside it, and this has no file."
        hint = "Save the brief as a file, or name one language."
        return None, [finding("second-text-missing", message, at, hint)]
    try:
        if data is None:
            data = read_inside(folder, name, "text", FileFault)
    except FileFault as fault:
        message = f"The text in `{second}` can't be read: {fault}"
        hint = f"{name} has the ids of this brief and, of each thing, only the texts."
        return None, [finding("second-text-missing", message, at, hint)]
    text = load(data, str(Path(document.file).with_name(name)))
    text = replace(text, sha256=sha256(data).hexdigest())
    if not isinstance(text.data, dict):
        empty = finding("missing-field", "There is no text in this file.", text.value_span(()))
        return None, list(text.problems) or [empty]
    return laid_over(document, text, second)


def with_names_of(brief: Brief, other: Brief) -> Brief:
    """Have a brief know the people who must not be named by their names in the other language."""
    people = {}
    for key, person in brief.people.items():
        twin = other.people.get(key)
        if twin is None:
            continue
        names = [twin.name, twin.native_name, *twin.also_called]
        own = {person.name, person.native_name, *person.also_called}
        new = tuple(name for name in dict.fromkeys(names) if name and name not in own)
        if new:
            also = (*person.also_called, *new)
            people[key] = person.model_copy(update={"also_called": also})
    return brief.model_copy(update={"people": brief.people | people}) if people else brief


def figures_of_one(
    document: Document, brief: Brief, other_document: Document, other: Brief
) -> Iterator[Diagnostic]:
    """Find the figures, dates and times of a text that its twin in the other language lacks."""
    from briefgen.claims.in_one_language import in_one

    for each in in_one(brief, document.data, other, other_document.data):
        words = " ".join(each.words.split())
        message = f"`{words}` stands here, and not in the text in `{other.language}`."
        place = document.part_span(each.path, each.start, each.end)
        yield finding("only-in-one-language", message, place, "Make both say the same.")


def of_second_alone(
    found: Iterable[Diagnostic], first: Iterable[Diagnostic], laid: LaidOver
) -> list[Diagnostic]:
    """List the findings about the second text, without those that the brief has been told of.

    What is wrong with an entry is wrong in both languages; what is wrong with words is of one.
    """
    first = list(first)
    known = {(each.rule, each.span.path) for each in first if each.span}
    told = {(each.rule, each.message) for each in first if each.rule != "past-limit"}

    # Entries of a list may stand in another order there.
    paths = {mark.value.path: path for path, mark in laid.marks.items()}

    def is_new(each: Diagnostic) -> bool:
        if each.span is None or each.span.file != laid.file:
            return False
        if (each.rule, each.message) in told:
            return False
        path = paths.get(each.span.path)
        if path is None:
            return True
        is_of_words = isinstance(laid.value(path), str) and each.rule not in OF_ENTRIES
        return is_of_words or (each.rule, dotted(path)) not in known

    return [each for each in found if is_new(each)]
