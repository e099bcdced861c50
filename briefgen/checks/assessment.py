"""Check how assessments are worded (US Intelligence Community Directive 203, D.6.e.2)."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.wordings import wordings
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.model import Position

# Somebody else's words may be worded as they like.
QUOTED = regex(
    r"„[^“”]*[“”]|“[^”]*”|”[^”]*”|\"[^\"]*\"|«[^»]*»|»[^«]*«|‹[^›]*›|「[^」]*」", needs='„“”"«»‹「'
)
# A sentence, also the part up to a semicolon. A full stop inside of a number doesn't end it.
SENTENCE = regex(r"[^.!?;]+(?:[.!?;](?!\s|\Z)[^.!?;]*)*")


def confidence_with_likelihood(case: Case) -> Iterator[Diagnostic]:
    """Find sentences of assessed positions that give both a confidence and a likelihood.

    Words in quotation marks are exempt.
    """
    worded = wordings(case.brief.language)
    for path, text in _assessed(case):
        for sentence in SENTENCE.finditer(text):
            sure = worded.confidence.search(sentence[0])
            likely = worded.likelihood.search(sentence[0])
            if not sure or not likely:
                continue
            message = f"“{sure[0]}” and “{likely[0]}” stand in one sentence."
            hint = "Put the confidence into the field `confidence`, or a sentence of its own."
            start = sentence.start() + likely.start()
            place = case.part(path, start, start + len(likely[0]))
            yield finding("confidence-with-likelihood", message, place, hint)


def likelihood_off_scale(case: Case) -> Iterator[Diagnostic]:
    """Find likelihoods that aren't worded as on the scale; words in quotation marks are exempt."""
    worded = wordings(case.brief.language)
    for path, text in _assessed(case):
        for found in worded.likelihood.finditer(text):
            if worded.on_scale.match(found[0]):
                continue
            message = f"“{found[0]}” is not on the scale of likelihood."
            hint = f"Say: {worded.scale}."
            place = case.part(path, found.start(), found.end())
            yield finding("likelihood-off-scale", message, place, hint)


def _assessed(case: Case) -> Iterator[tuple[Path, str]]:
    """Yield the words of assessed positions; those in quotation marks are blanked out.

    Blanks keep the offsets, by which findings are placed.
    """
    for path, entry in case.entries:
        if not isinstance(entry, Position):
            continue
        party = case.brief.parties.get(str(path[-1]))
        basis = entry.basis or ("declared" if party and party.ours else "assessed")
        if basis == "assessed":
            yield (*path, "text"), QUOTED.sub(lambda found: " " * len(found[0]), entry.text)


RULES: tuple[RuleFunction, ...] = (confidence_with_likelihood, likelihood_off_scale)
