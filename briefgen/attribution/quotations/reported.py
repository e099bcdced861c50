"""Words that a text only reports: a reporter's own, or what the speaker says that others say.

Apart from who says a quotation, because words that somebody truly said may still not be what they
hold: “The critics claim that it is dead” isn't the speaker's view. Patterns in one sentence and its
neighbours, no more: what they don't show is left open.
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
    """How words are reported: `frame` is what says so, as the text has it.

    `kind` is `denied`, `claimed`, `indirect` or `beside`.
    """

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
        """Give the paragraph without what stands in quotation marks."""
        at, kept = self.bounds[0], []
        for mark in self.marks:
            kept.append(self.passage[at : mark.outer_start])
            at = mark.outer_end
        return " ".join((*kept, self.passage[at : self.bounds[1]]))


def reported_only(text: str, place: Place, speaker: str) -> Reported | None:
    """Tell how words are another's whom the speaker cites, or denied by the speaker; or None."""
    found = _setting(text, place)
    if found is None:
        return None
    opened = INSIDE.search(found.lead)
    intro = found.lead[: opened.start()] if opened else found.lead
    paragraph = found.passage[slice(*found.bounds)]
    for language in reporting_patterns():
        # What leads to the words is spoken: in their quotation, in a line with a label, by `I`.
        is_speech = _is_nested(found) or bool(
            LABEL.match(paragraph) or language.first.search(found.bare)
        )
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
    # Words in marks of their own: inside of the speaker's quotation, or beside it.
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
    """Tell how a reporter's own words are known to be that, or None.

    Only words outside of quotation marks are, and only where the text quotes somebody as well: in a
    speech nothing stands in marks, and all of it is the speaker's.
    """
    found = _setting(text, place)
    if found is None or found.quotation:
        return None
    paragraph = found.passage[slice(*found.bounds)]
    if found.above.rstrip().endswith(":") or DASH.match(paragraph) or LABEL.match(paragraph):
        return None  # all of the paragraph may be speech
    for language in reporting_patterns():
        said = language.indirect.search(found.lead)
        if said and (frame := _frame(said, said["who"], language)):
            return Reported("indirect", frame)
        if (frame := _told(found, language)) and any(
            one.speaker and one.how.startswith(BESIDE) for one in quotations(found.passage)
        ):
            return Reported("indirect", frame)
    languages = reporting_patterns()
    if found.marks and not any(language.first.search(found.bare) for language in languages):
        return _beside_quotation(found, speaker)
    return None


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
    tail, after = behind, ""
    if inside is None and passage[end - 1] in ".!?…":
        tail, after = "", behind.lstrip()
    elif ended := FRAME_END.search(behind):
        tail, after = behind[: ended.start() + 1], behind[ended.end() :]
    spoken = inside.start if inside and inside.start < start - 2 else first
    begin = max(spoken, start - SENTENCE)
    # One sign more: the end of a sentence is known by what follows it.
    ends = (found.end() for found in FRAME_END.finditer(passage[begin : start + 1]))
    lead = passage[begin + max(ends, default=0) : start]
    near = tuple(m for m in marks if first <= m.outer_start and m.outer_end <= last)
    above = passage[slice(*bounds[number - 1])] if number else ""
    return _Setting(passage, start, end, (first, last), above, lead, tail, after, inside, near)
