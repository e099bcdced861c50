"""Check questions: each has something to be said to it."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.model import Question


def question_without_answer(case: Case) -> Iterator[Diagnostic]:
    """Find questions with no answer, which are passed on to nobody and are for nobody else.

    A question of the media always wants one: a reporter asks whoever is there.
    """
    for path, entry in case.entries:
        if not isinstance(entry, Question) or entry.text or entry.redirect:
            continue
        is_asked_of_others = entry.for_ not in (None, case.brief.principal)
        if is_asked_of_others and path[0] != "press":
            continue
        others = "or `redirect:` and who answers it"
        if path[0] != "press":
            others = "`redirect:` and who answers it, or `for:` and who is to be asked"
        hint = f"Add `answer:`, {others}."
        message = f"“{entry.question}” has no answer."
        yield finding("question-without-answer", message, case.value((*path, "question")), hint)


RULES: tuple[RuleFunction, ...] = (question_without_answer,)
