"""Words that a text only reports: a reporter's own, or what the speaker says that others say.

Patterns in one sentence and its neighbours, no more: what they don't show is left open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefgen.attribution.quotations.english.words import NO_NAME
from briefgen.attribution.quotations.find import quotations
from briefgen.attribution.quotations.marks import LABEL, QuotedSpan, paragraphs, quoted_spans
from briefgen.attribution.quotations.patterns import FRAME_END
from briefgen.attribution.quotations.reporting import OPENING, ReportingPatterns, reporting_patterns

Place = tuple[int, int]

# As much of a text is read around the words, and of their sentence.
AROUND, SENTENCE = 1500, 400
INSIDE = re.compile(rf"(?:^|(?<=[\s(:,–—]))[{OPENING}](?:[^{OPENING}]|(?<=\w)['’](?=\w))*$")
DASH = re.compile(r"\s*(?:[—–―-]|>|•|\*)\s*")
# So few words stand between `that` and the words that it leads to.
CLAUSE = 3
ASKING = frozenset(("who", "what", "as", "to", "not", "never", "which", "that"))
# `I was told that`, `wrong in saying that`: the word before the verb names nobody.
NOBODY = frozenset(("was", "were", "been", "being", "is", "are", "am", "in", "by", "of", "for"))
# A verb of speech with a name behind it or before it, as it stands beside a quotation.
BESIDE = ("said", "just", "according", "before")


@dataclass(frozen=True, slots=True)
class Reported:
    """How words are reported: `frame` is what says so, as the text has it."""

    kind: str
    frame: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What stands around some words: their paragraph, and in it their sentence before and behind.

    `quotation` is the outermost one that holds them, `after` the sentence that follows theirs.
    """

    passage: str
    start: int
    end: int
    bounds: Place
    above: str
    lead: str
    tail: str
    after: str
    quotation: QuotedSpan | None
    marks: tuple[QuotedSpan, ...]

    @property
    def bare(self) -> str:
        """The paragraph without what stands in quotation marks."""
        at, kept = self.bounds[0], []
        for mark in self.marks:
            kept.append(self.passage[at : mark.outer_start])
            at = mark.outer_end
        return " ".join((*kept, self.passage[at : self.bounds[1]]))


def reported_only(text: str, place: Place, speaker: str) -> Reported | None:
    """How the words at a place are another's whom the speaker cites, or what the speaker denies."""
    found = _setting(text, place)
    if found is None:
        return None
    opened = INSIDE.search(found.lead)
    intro = found.lead[: opened.start()] if opened else found.lead
    for language in reporting_patterns():
        is_speech = _is_speech(found, language)
        denied = language.denied.search(intro)
        if denied and is_speech:
            return Reported("denied", denied[0].strip())
        claimed = language.claimed.search(intro)
        is_claimed = claimed and (is_speech or _is_denied_behind(found, language))
        frame = claimed[0].strip(" ,:") if claimed and is_claimed else ""
        frame = frame or (_cited(found, language, intro, speaker) if is_speech else "")
        if frame := frame or _claimed_behind(found, language):
            return Reported("claimed", frame)
    return None


def _cited(found: _Setting, language: ReportingPatterns, intro: str, speaker: str) -> str:
    """`Lund says`, before words in marks of their own, or `Lund says that`, in what is spoken."""
    told = language.told.search(intro) if intro != found.lead else None
    if told and _is_somebody_else(told["who"], speaker, found, language):
        return told[0].strip(" ,:")
    said = language.indirect.search(intro) if found.quotation is None or _is_nested(found) else None
    if said is None or len(said["rest"].split()) >= CLAUSE:
        return ""
    is_else = _is_somebody_else(said["who"], speaker, found, language)
    return _frame(said, said["who"], language) if is_else else ""


def _claimed_behind(found: _Setting, language: ReportingPatterns) -> str:
    """`the critics claim`, behind words in quotation marks that the speaker cites or denies."""
    claim = language.claim.search(found.tail) if found.quotation else None
    if claim is None:
        return ""
    rest = found.tail[claim.end() :]
    is_cited = language.tail.search(rest) or language.first.search(rest)
    is_spoken = is_cited or _is_denied_behind(found, language)
    return claim[0].strip(f" ,.{OPENING}") if is_spoken else ""


def _is_denied_behind(found: _Setting, language: ReportingPatterns) -> bool:
    return bool(language.denial.search(found.tail) or language.denial.match(found.after))


def _is_speech(found: _Setting, language: ReportingPatterns) -> bool:
    """Whether what leads to the words is spoken: in their quotation, or in a turn of speech."""
    if _is_nested(found):
        return True
    paragraph = found.passage[slice(*found.bounds)]
    return bool(LABEL.match(paragraph) or language.first.search(found.bare))


def _is_somebody_else(who: str, speaker: str, found: _Setting, language: ReportingPatterns) -> bool:
    """Whether whom the words are given to isn't the speaker; a pronoun may be, outside of marks."""
    low = who.casefold()
    if low in language.own or _is_one_of(who, speaker):
        return False
    if low in language.pronouns:
        return _is_nested(found)
    return low not in NO_NAME and (_is_nested(found) or bool(speaker))


def _is_nested(found: _Setting) -> bool:
    """Whether more of their quotation stands before the words."""
    return found.quotation is not None and found.quotation.start < found.start - 2


def outside(text: str, place: Place, speaker: str) -> Reported | None:
    """How a reporter's own words are known to be that: the words at a place stand in no marks."""
    found = _setting(text, place)
    if found is None or found.quotation or _is_set_apart(found):
        return None
    for language in reporting_patterns():
        if frame := _indirect(found, language):
            return Reported("indirect", frame)
        if (frame := _told(found, language)) and _has_quotations(found):
            return Reported("indirect", frame)
    if found.marks and not any(
        language.first.search(found.bare) for language in reporting_patterns()
    ):
        return _beside_quotation(found, speaker)
    return None


def _indirect(found: _Setting, language: ReportingPatterns) -> str:
    """`X said that`, before the words in their sentence."""
    said = language.indirect.search(found.lead)
    return _frame(said, said["who"], language) if said else ""


def _told(found: _Setting, language: ReportingPatterns) -> str:
    """`X said` or `according to X` before the words, or `X said` behind them."""
    if according := language.according.search(found.lead):
        return " ".join(according[0].split())
    if said := language.bare.search(found.lead):
        return _frame(said, said["who"], language)
    tail = language.tail.search(found.tail)
    return _frame(tail, tail["who"] or tail["name"], language).strip(" ,") if tail else ""


def _frame(said: re.Match[str], who: str, language: ReportingPatterns) -> str:
    """What says that somebody else speaks; nothing where it is the text's own voice."""
    return "" if who.casefold() in language.own | ASKING | NOBODY else " ".join(said[0].split())


def _has_quotations(found: _Setting) -> bool:
    """Whether the text has speech in quotation marks, with its speaker beside it."""
    return any(one.speaker and one.how.startswith(BESIDE) for one in quotations(found.passage))


def _beside_quotation(found: _Setting, speaker: str) -> Reported | None:
    """Words in one paragraph with a quotation of the same speaker, but outside of its marks."""
    if not any(word in found.passage for word in speaker.split()):
        return None
    for one in quotations(found.passage):
        is_near = found.bounds[0] <= one.start < found.bounds[1]
        is_plain = one.certain and one.how.startswith(BESIDE)
        if is_near and is_plain and _is_one_of(one.speaker, speaker):
            return Reported("beside", one.words)
    return None


def _is_set_apart(found: _Setting) -> bool:
    """Whether a paragraph may be all speech: behind a colon, a dash, a label, or in dashes."""
    paragraph = found.passage[slice(*found.bounds)]
    is_led = found.above.rstrip().endswith(":")
    return is_led or bool(DASH.match(paragraph) or LABEL.match(paragraph))


def _is_one_of(name: str, speaker: str) -> bool:
    """Whether a word with a capital of a name is in the speaker's."""
    ours = {word.casefold() for word in re.findall(r"[\w'’-]+", speaker)}
    return any(w.casefold() in ours for w in re.findall(r"[\w'’-]+", name) if w[0].isupper())


@lru_cache(maxsize=64)
def _spans_of(passage: str) -> tuple[list[Place], list[QuotedSpan]]:
    bounds = paragraphs(passage)
    return bounds, quoted_spans(passage, bounds)


@lru_cache(maxsize=256)
def _setting(text: str, place: Place) -> _Setting | None:
    """What stands around a place; None where it reaches over paragraphs."""
    far = max(0, place[0] - AROUND)
    shift = text.rfind("\n", max(0, far - AROUND), far) + 1 or far
    passage = text[shift : place[1] + AROUND]
    start, end = place[0] - shift, place[1] - shift
    bounds, marks = _spans_of(passage)
    number = next((n for n, (a, b) in enumerate(bounds) if a <= start < b), None)
    if number is None or end > bounds[number][1]:
        return None
    first, last = bounds[number]
    behind = passage[end : min(last, end + SENTENCE)]
    inside = next((m for m in marks if m.outer_start <= start and end <= m.outer_end), None)
    is_over = inside is None and passage[end - 1] in ".!?…"
    tail, after = ("", behind.lstrip()) if is_over else _parted(behind)
    spoken = inside.start if inside and inside.start < start - 2 else first
    lead = _last(passage, max(spoken, start - SENTENCE), start)
    near = tuple(m for m in marks if first <= m.outer_start and m.outer_end <= last)
    above = passage[slice(*bounds[number - 1])] if number else ""
    return _Setting(passage, start, end, (first, last), above, lead, tail, after, inside, near)


def _last(passage: str, start: int, end: int) -> str:
    """The part before `end` of the sentence that it stands in."""
    # One sign more: the end of a sentence is known by what follows it.
    ends = (found.end() for found in FRAME_END.finditer(passage[start : end + 1]))
    return passage[start + max(ends, default=0) : end]


def _parted(behind: str) -> tuple[str, str]:
    """The rest of a sentence, and what follows it."""
    found = FRAME_END.search(behind)
    return (behind[: found.start() + 1], behind[found.end() :]) if found else (behind, "")
