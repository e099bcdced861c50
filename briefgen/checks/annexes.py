"""Check the annexes of a paper: their files, and their tabs."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.ground.regexes import regex

# The name of a file, in the place of a title.
FILE = regex(r"\A\S+\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|png|jpe?g)\Z", needs=".")


def annex_missing(case: Case) -> Iterator[Diagnostic]:
    """Find files of annexes that aren't there, that can't be passed on, or are typed as titles."""
    from briefgen.evidence.gather import NotRead

    for at, annex in enumerate(case.brief.annexes):
        if not annex.file and FILE.search(annex.title):
            message = f"`{annex.title}` is the title here, and no file goes with it."
            hint = f"Type `{{title: …, file: {annex.title}}}`."
            yield finding("annex-missing", message, case.value(("annexes", at, "title")), hint)
        found = case.evidence.annexes.get(annex.file or "")
        if isinstance(found, NotRead):
            place = case.value(("annexes", at, "file"))
            edit = case.document.retyped(place, found.meant)
            yield finding("annex-missing", found.why, place, found.hint, edit=edit)


def annex_unsearched(case: Case) -> Iterator[Diagnostic]:
    """Find files in which the names of people who must not be named can't be looked for."""
    if not case.unnamed:
        return
    from briefgen.evidence.annexes import AnnexFile, way_to_search

    for at, annex in enumerate(case.brief.annexes):
        found = case.evidence.annexes.get(annex.file or "")
        if not annex.file or not isinstance(found, AnnexFile):
            continue
        if way := way_to_search(case.folder, annex.file):
            message = f"`{annex.file}` would be passed on, and can't be searched for names."
            hint = f"Somebody here must not be named. {way}"
            place = case.value(("annexes", at, "file"))
            yield finding("annex-unsearched", message, place, hint)


def tab_taken(case: Case) -> Iterator[Diagnostic]:
    """Find tabs that are typed for two annexes."""
    first: dict[str, int] = {}
    for at, annex in enumerate(case.brief.annexes):
        if not annex.tab or first.setdefault(annex.tab.casefold(), at) == at:
            continue
        before = case.value(("annexes", first[annex.tab.casefold()], "tab"))
        hint = "Give one of the two another tab, or leave it out for the next letter."
        message, place = f"The tab {annex.tab} is taken.", case.value(("annexes", at, "tab"))
        yield finding("tab-taken", message, place, hint, [Related("the first one", before)])


RULES: tuple[RuleFunction, ...] = (annex_missing, annex_unsearched, tab_taken)
