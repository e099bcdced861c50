"""Check that words to be read out fit into the time that there is for them."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.counting import counted
from briefgen.ground.diagnostics import Diagnostic, Related, finding
from briefgen.markdown.counting import word_count
from briefgen.model.remarks import PACE


def remarks_over_time(case: Case) -> Iterator[Diagnostic]:
    """Find remarks that take longer than the minutes given, at the speaker's pace."""
    for at, remark in enumerate(case.brief.remarks):
        if remark.minutes is None:
            continue
        words, pace = word_count(remark.text), remark.pace or PACE
        over = words - remark.minutes * pace
        if over > 0:
            minutes = f"{remark.minutes} minute{'s' if remark.minutes > 1 else ''}"
            message = (
                f"{words:,} words take about {remark.minutes_for(words)} minutes at {pace} words a "
                f"minute; there {'is' if remark.minutes == 1 else 'are'} {minutes}."
            )
            hint = f"Leave out {over:,} word{'s' if over > 1 else ''}"
            hint += ", or give the speaker's own `pace:`." if remark.pace is None else "."
            place = case.value(("remarks", at, "minutes"))
            related = _time_over(case, at, remark.minutes * pace / words)
            yield finding("remarks-over-time", message, place, hint, related)


def _time_over(case: Case, at: int, share: float) -> list[Related]:
    """Point at the word at which the time is over, by the share of the words that fits into it."""
    remark, path = case.brief.remarks[at], ("remarks", at)
    words = counted(remark, path, "words")
    if not words.starts:
        return []
    start = words.starts[int(len(words.starts) * share)]
    end = start + len(remark.text[start:].split(maxsplit=1)[0])
    return [Related("here the time is over", case.part(words.text, start, end))]


RULES: tuple[RuleFunction, ...] = (remarks_over_time,)
