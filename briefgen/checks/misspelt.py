"""Find ids of people that are misspelt where a name may stand as well."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.suggest import sure_id
from briefgen.model.fields import fields_of


def misspelt_people(case: Case) -> Iterator[Diagnostic]:
    """Find what is in small letters, and one slip away from the id of one person.

    It would be printed as it was typed. What begins with a capital is a name or an office.
    """
    known = case.brief.people
    for path, entry in case.entries:
        for name, key, holds in fields_of(type(entry)):
            typed = getattr(entry, name) if holds == "who" else None
            if not typed or typed in known or not typed.islower() or " " in typed:
                continue
            if meant := sure_id(typed, known):
                place = case.value((*path, key))
                message = f"Nobody in `people` is called `{typed}`."
                hint = f"Did you mean `{meant}`? Begin it with a capital if it is an office."
                edit = case.document.retyped(place, meant)
                yield finding("unknown-person", message, place, hint, edit=edit)
