"""Check that what a kind of paper calls its parts is known in the language of the paper."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.span import Path
from briefgen.kinds import OwnLabel
from briefgen.kinds.parts import FACTS, SECTIONS
from briefgen.kinds.translated import catalogues_for, own_labels
from briefgen.model.languages import is_same


def label_missing(case: Case) -> Iterator[Diagnostic]:
    """Find headings of sections, and names of facts, that the kind has in another language only.

    Of a language without any labels a note tells once, and not a finding for each of them.
    """
    language = case.brief.language
    if not catalogues_for(language):
        return
    for own in own_labels(language, case.kind):
        home = "facts" if own.typed.startswith(FACTS) else "sections"
        name = own.typed.removeprefix(FACTS).removeprefix(SECTIONS)
        typed = getattr(case.brief, home).get(name)
        has_title = home == "sections" and typed and typed.title
        if typed and not has_title and not is_same(own.language, language):
            yield _about(case, (home, name), own)


def _about(case: Case, path: Path, own: OwnLabel) -> Diagnostic:
    language, kind = case.brief.language, case.kind.name
    message = f"“{own.text}” is printed in `{own.language}`: `{kind}` has no word in `{language}`."
    hint = f"Add `{own.typed}: …` to the `labels` of the kind, below `{language}:`"
    hint += ", or `title: …` to the section." if path[0] == "sections" else "."
    return finding("label-missing", message, case.key(path), hint)


RULES: tuple[RuleFunction, ...] = (label_missing,)
