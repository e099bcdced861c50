"""Find sentences that a comma cuts: in a list on one line each comma starts a new entry.

A finding comes only where the list shows that it holds sentences, by an entry that ends like one:
`[fees, quay]` is a list of words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.early import value_at
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.load.document import Document
from briefgen.load.plain_scalars import Plain
from briefgen.load.yamltext import LONGEST, in_marks
from briefgen.model.fields import field_at, is_words

# The end of a sentence, or of words that introduce one, with closing marks behind it.
ENDS = regex(r"[.!?…:][\s\"'”’»)\]]*\Z")
MESSAGE = "The comma before these words starts a new entry of the list."


def cut_by_comma(case: Case) -> Iterator[Diagnostic]:
    """Find the pieces of sentences and numbers that commas cut in a list on one line."""
    document = case.document
    for path, mark in document.marks.items():
        if document.text[mark.start : mark.start + 1] != "[":
            continue
        field, entries = field_at(path), value_at(document, path)
        holds_sentences = field and is_words(*field) and field[1] != "also_called"
        if holds_sentences and isinstance(entries, list):
            yield from _cut_numbers(document, path, entries)
            if any(map(_ends, entries)):
                yield from _cut_sentences(document, path, entries)


def _ends(entry: object) -> bool:
    """Tell whether an entry of a list ends like a sentence."""
    # Only its last characters: in a long text the search would start at each full stop.
    return isinstance(entry, Plain) and ENDS.search(entry[-10:]) is not None


def _cut_sentences(document: Document, path: Path, entries: list[object]) -> Iterator[Diagnostic]:
    """Yield a finding for each sentence in pieces.

    The first piece starts with a capital, the others don't.
    """
    pieces: list[str] = []
    # The None at the end closes the last sentence.
    for number, entry in enumerate([*entries, None]):
        plain = entry if isinstance(entry, Plain) else ""
        if plain[:1].islower() and pieces and not _ends(pieces[-1]):
            pieces.append(plain)
            continue
        if len(pieces) > 1:
            first = document.value_span((*path, number - len(pieces)))
            place = document.value_span((*path, number - len(pieces) + 1))
            is_one_line = first.line == document.value_span((*path, number - 1)).end_line
            yield finding(
                "cut-by-comma", MESSAGE, place, _hint(", ".join(pieces), is_one_line=is_one_line)
            )
        pieces = [plain] if plain[:1].isupper() else []


def _cut_numbers(document: Document, path: Path, entries: list[object]) -> Iterator[Diagnostic]:
    """Yield a finding for each number with a comma in it.

    `[4,5 per cent, Next]` has three entries.
    """
    for number, (before, entry) in enumerate(pairwise(entries), start=1):
        if not (isinstance(before, Plain) and isinstance(entry, Plain)):
            continue
        ends, starts = (document.marks.get((*path, each)) for each in (number - 1, number))
        is_number = (
            before[-1:].isdigit() and entry[:1].isdigit() and not f"{before}{entry}".isdigit()
        )
        if is_number and ends and starts and document.text[ends.end : starts.start] == ",":
            hint = _hint(f"{before},{entry}", is_one_line=True)
            yield finding("cut-by-comma", MESSAGE, starts.value, hint)


def _hint(text: str, *, is_one_line: bool) -> str:
    """Write how to type the words as one entry, with the words where they are short."""
    if len(text) > LONGEST or not is_one_line:
        return "If they go on with the text before it, put that in quotation marks."
    return f"If they go on with the text before it, put both in quotation marks: {in_marks(text)}"


RULES: tuple[RuleFunction, ...] = (cut_by_comma,)
