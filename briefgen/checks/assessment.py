"""Check how assessments are worded (US Intelligence Community Directive 203, D.6.e.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path
from briefgen.model import Position

# The seven steps of the directive, each with the words that it allows for it.
SCALE = (
    r"almost no chance|remote|very unlikely|highly improbable|unlikely|improbable|"
    r"roughly even(?: chance| odds)?|very likely|highly probabl[ey]|likely|probabl[ey]|"
    r"almost certain(?:ly)?|nearly certain"
)
# Other words of likelihood, which mean a different number to each reader (Kent, "Words of
# Estimative Probability", 1964).
OFF_SCALE = (
    r"(?:highly|extremely|quite|fairly|rather|most|somewhat|more than) (?:un)?likely|"
    r"more likely than not|in all likelihood|(?:very|quite) possibl[ey]|possibl[ey]|perhaps|maybe|"
    r"conceivabl[ey]|plausibl[ey]|doubtful|(?:good|fair|small|slim|strong|decent) chance|"
    r"even chance|fifty-fifty|50[-/]50|virtually certain|(?:certain|sure|bound) to"
)
LIKELIHOOD = regex(rf"\b(?:{OFF_SCALE}|{SCALE})\b".replace(" ", r"\s+"), re.IGNORECASE)
ON_SCALE = regex(rf"(?:{SCALE})\Z".replace(" ", r"\s+"), re.IGNORECASE)
# How sure the writer is. The directive forbids confidence and likelihood in one sentence.
CONFIDENCE = regex(
    r"\b(?:low|moderate|medium|high)(?:\s+to\s+(?:moderate|high))?(?:\s+|-)confidence\b",
    re.IGNORECASE,
)
# Somebody else's words may be worded as they like.
QUOTED = regex(r"“[^”]*”|\"[^\"]*\"|«[^»]*»", needs='“"«')
# A sentence, also the part up to a semicolon. A full stop inside of a number doesn't end it.
SENTENCE = regex(r"[^.!?;]+(?:[.!?;](?!\s|\Z)[^.!?;]*)*")


def confidence_with_likelihood(case: Case) -> Iterator[Diagnostic]:
    """Find sentences of assessed positions that give both a confidence and a likelihood.

    Words in quotation marks are exempt.
    """
    for path, text in _assessed(case):
        for sentence in SENTENCE.finditer(text):
            sure = CONFIDENCE.search(sentence[0])
            likely = LIKELIHOOD.search(sentence[0])
            if not sure or not likely:
                continue
            message = f"“{sure[0]}” and “{likely[0]}” stand in one sentence."
            hint = "Put the confidence into the field `confidence`, or a sentence of its own."
            start = sentence.start() + likely.start()
            place = case.part(path, start, start + len(likely[0]))
            yield finding("confidence-with-likelihood", message, place, hint)


def likelihood_off_scale(case: Case) -> Iterator[Diagnostic]:
    """Find likelihoods that aren't worded as on the scale; words in quotation marks are exempt."""
    for path, text in _assessed(case):
        for found in LIKELIHOOD.finditer(text):
            if ON_SCALE.match(found[0]):
                continue
            message = f"“{found[0]}” is not on the scale of likelihood."
            hint = (
                "Say: remote, very unlikely, unlikely, roughly even, likely, very likely "
                "or almost certain."
            )
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
