"""Find what was meant to cite a source and doesn't, so that it would be printed as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, MarkdownField
from briefgen.ground.diagnostics import Diagnostic, edit_to, finding
from briefgen.ground.regexes import regex
from briefgen.ground.suggest import sure_id
from briefgen.model.meant import SEVERAL

# A bracket and a circumflex, as no text but a citation has them; `\[^` is meant as typed. The
# bracket may not be closed: then the id is one word.
MEANT = regex(
    r"(?<![\\\[`])(?:\[\s?\^|\^\[)(?:(?P<ids>[^\[\]\n]{0,200})\](?!\()|(?P<id>[^\W_][\w-]*))"
)
CITATION = regex(r"\[\^[\w-]+\]\Z")
AROUND = " \t\"'“”„‘’^"


def not_citing(case: Case) -> Iterator[Diagnostic]:
    """Find brackets with a circumflex that cite nothing: `[^ report]`, `[^report, survey]`."""
    for field in case.markdown:
        if "^" in field.text:
            yield from _in_text(case, field)


def _in_text(case: Case, field: MarkdownField) -> Iterator[Diagnostic]:
    links = [(each.start, each.end) for each in field.contents if each.kind == "link"]
    for found in MEANT.finditer(field.text):
        if CITATION.match(found[0]) or any(a <= found.start() < b for a, b in links):
            continue
        place = case.part(field.path, found.start(), found.end())
        words = found["ids"] if found["ids"] is not None else found["id"]
        meant = _meant(case, words)
        if found[0].startswith("^") and not meant:  # a power, or a note of another kind
            continue
        hint = f"Type `{meant}`." if meant else "Type `[^`, the id of one source, and `]`."
        message = f"`{found[0]}` cites nothing, and would be printed so."
        # Without its bracket, what belongs to the id is unsure.
        is_sure = found["ids"] is not None or words in case.brief.sources
        edit = edit_to(meant if is_sure else "", place)
        yield finding("unknown-source", message, place, hint, edit=edit)


def _meant(case: Case, words: str) -> str:
    """Write the citations that were meant by some words; empty where one isn't clear."""
    known = case.brief.sources
    one = sure_id(words.strip(AROUND), known)
    ids = [one] if one else [sure_id(each.strip(AROUND), known) for each in SEVERAL.split(words)]
    return "".join(f"[^{each}]" for each in ids) if ids and all(ids) else ""
