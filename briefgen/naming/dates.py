"""Decide whether a word that always has a capital is a name: May is a month, or Mrs May."""

from __future__ import annotations

from briefgen.naming.around import Around
from briefgen.naming.words import words


def like_may(around: Around) -> bool | None:
    """Judge a word like `May`: False where it may be the person, None where it is a date or thing.

    It is never True, because nothing around a word like `May` can make the person certain.
    """
    known, before, run = words(), around.before.lower(), around.run
    text = around.page.text
    has_day_or_year = any(map(str.isdigit, text[max(0, run.start - 3) : run.start]))  # 1 May
    has_day_or_year |= any(map(str.isdigit, text[run.end : run.end + 3]))  # May 2026
    if has_day_or_year or before in known.timing | (known.articles - known.clauses):
        return None
    if around.is_first:
        # The sentence goes on as behind a person: May, who chairs it.
        goes_on = text[run.end : run.end + 1] == "," or around.behind.lower() in known.acting
        return False if goes_on and not _is_of_dates(around) else None
    return None if before in known.spanning and _is_of_dates(around) else False


def _is_of_dates(around: Around) -> bool:
    """Tell whether the words around show a month: March to May, May or June, set for May."""
    run, known = around.run, words()
    beside = (run.first - 2, run.last + 1, run.last + 2)
    is_dated = any(around.token(at).lower() in known.capital for at in beside)
    return is_dated or around.token(run.first - 2).lower() in known.planning
