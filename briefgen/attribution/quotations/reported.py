"""Find words that aren't the speaker's own statement, but a reporter's, or cited from others.

Somebody may truly have said words that aren't their view: “The critics claim that it is dead”. So
this isn't the same question as who says a quotation. Patterns look only at a sentence and those
beside it; what they don't show is left open.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.attribution.quotations.english.words import NO_NAME
from briefgen.attribution.quotations.find import quotations
from briefgen.attribution.quotations.marks import LABEL, QuotedSpan, paragraphs, quoted_spans
from briefgen.attribution.quotations.patterns import FRAME_END
from briefgen.attribution.quotations.reporting import OPENING, ReportingPatterns, reporting_patterns
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

Place = tuple[int, int]

# How many code points around some words are read, and how many of them count as their sentence.
AROUND, SENTENCE = 1500, 400
# A quotation mark that is still open at the end of a text; apostrophes inside of words don't close
# it.
INSIDE = regex(rf"(?:^|(?<=[\s(:,–—]))[{OPENING}](?:[^{OPENING}]|(?<=\w)['’](?=\w))*$")
# A dash or bullet that starts a paragraph: it may be speech without quotation marks.
DASH = regex(r"\s*(?:[—–―-]|>|•|\*)\s*")
# With so many words or more between `that` and the quote, the quote isn't what was said.
CLAUSE = 3
# Words that stand before a verb of speech and name nobody: `who said that`, `what was said`.
ASKING = frozenset(("who", "what", "as", "to", "not", "never", "which", "that"))
# `I was told that`, `wrong in saying that`: the word before the verb names nobody.
NOBODY = frozenset(("was", "were", "been", "being", "is", "are", "am", "in", "by", "of", "for"))
# How `Attribution.how` starts where a verb of speech directly beside the quotation names the
# speaker.
BESIDE = ("said", "just", "according", "before")


@record
class Reported:
    """Hold how words are reported: `frame` is the phrase in the text that shows it.

    `kind` is `denied` (I never said that), `claimed` (the critics claim), `indirect` (X said that)
    or `beside` (outside of a quotation of the same speaker, whose words are `frame`).
    """

    kind: str
    frame: str


@record
class _Setting:
    """Hold what stands around some words: their paragraph, and the rest of their sentence.

    All offsets are into `passage`. `bounds` are the paragraph's, `above` is the paragraph before
    it. `lead` and `tail` are their sentence before and behind the words, `after` is what follows
    that sentence. `quotation` is the outermost quotation that holds the words; `marks` are all
    quotations in the paragraph.
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
        """The paragraph without its quotations."""
        at, kept = self.bounds[0], []
        for mark in self.marks:
            kept.append(self.passage[at : mark.outer_start])
            at = mark.outer_end
        return " ".join((*kept, self.passage[at : self.bounds[1]]))


def reported_only(text: str, place: Place, speaker: str) -> Reported | None:
    """Tell how the speaker cites words of somebody else, or denies them; None for other words."""
    found = _setting_of(text, place)
    if found is None:
        return None
    opened = INSIDE.search(found.lead)
    intro = found.lead[: opened.start()] if opened else found.lead
    paragraph = found.passage[slice(*found.bounds)]
    for language in reporting_patterns():
        # `They say` is the speaker's own phrase inside the quotation, in a line with a label, or in
        # a paragraph that says `I`. Elsewhere it is the reporter's.
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
    """Find `Lund says` before words in marks of their own, or `Lund says that` in speech."""
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
    """Find `the critics claim` behind quoted words that the speaker cites or denies; else empty."""
    claim = language.claim.search(found.tail) if found.quotation else None
    if claim is None:
        return ""
    rest = found.tail[claim.end() :]
    is_cited = language.tail.search(rest) or language.first.search(rest)
    is_spoken = is_cited or _is_denied_behind(found, language)
    return claim[0].strip(f" ,.{OPENING}") if is_spoken else ""


def _is_denied_behind(found: _Setting, language: ReportingPatterns) -> bool:
    """Tell whether a denial follows the words: that is untrue."""
    return bool(language.denial.search(found.tail) or language.denial.match(found.after))


def _is_somebody_else(who: str, speaker: str, found: _Setting, language: ReportingPatterns) -> bool:
    """Tell whether `who`, to whom the text gives the words, isn't the speaker.

    Outside of quotation marks a pronoun may mean the speaker; inside them the speaker would say
    `I`.
    """
    low = who.casefold()
    if low in language.own or _is_one_of(who, speaker):
        return False
    if low in language.pronouns:
        return _is_nested(found)
    return low not in NO_NAME and (_is_nested(found) or bool(speaker))


def _is_nested(found: _Setting) -> bool:
    """Tell whether the words are in a quotation that starts before them."""
    return found.quotation is not None and found.quotation.start < found.start - 2


def outside(text: str, place: Place, speaker: str) -> Reported | None:
    """Tell how it is known that words are the reporter's own, or None.

    A reporter's own words stand outside of quotation marks, in a text that also quotes somebody or
    says `X said`. In a speech nothing has to be in marks, and all of it is the speaker's.
    """
    found = _setting_of(text, place)
    if found is None or found.quotation:
        return None
    paragraph = found.passage[slice(*found.bounds)]
    if found.above.rstrip().endswith(":") or DASH.match(paragraph) or LABEL.match(paragraph):
        return None  # all of the paragraph may be speech
    for language in reporting_patterns():
        said = language.indirect.search(found.lead)
        if said and (frame := _frame(said, said["who"], language)):
            return Reported("indirect", frame)
        if (frame := _report_beside(found, language)) and any(
            one.speaker and one.how.startswith(BESIDE) for one in quotations(found.passage)
        ):
            return Reported("indirect", frame)
    languages = reporting_patterns()
    if found.marks and not any(language.first.search(found.bare) for language in languages):
        return _beside_quotation(found, speaker)
    return None


def _report_beside(found: _Setting, language: ReportingPatterns) -> str:
    """Find `X said` or `according to X` before the words, or `X said` behind them; else empty."""
    if according := language.according.search(found.lead):
        return " ".join(according[0].split())
    if said := language.bare.search(found.lead):
        return _frame(said, said["who"], language)
    tail = language.tail.search(found.tail)
    return _frame(tail, tail["who"] or tail["name"], language).strip(" ,") if tail else ""


def _frame(said: re.Match[str], who: str, language: ReportingPatterns) -> str:
    """Give the phrase that names another speaker, on one line; empty where it names nobody."""
    return "" if who.casefold() in language.own | ASKING | NOBODY else " ".join(said[0].split())


def _beside_quotation(found: _Setting, speaker: str) -> Reported | None:
    """Find a quotation of the same speaker in the paragraph of words that stand outside of it."""
    if not any(word in found.passage for word in speaker.split()):
        return None
    for one in quotations(found.passage):
        is_near = found.bounds[0] <= one.start < found.bounds[1]
        is_plain = one.certain and one.how.startswith(BESIDE)
        if is_near and is_plain and _is_one_of(one.speaker, speaker):
            return Reported("beside", one.words)
    return None


def _is_one_of(name: str, speaker: str) -> bool:
    """Tell whether the speaker's name has a word of another name that starts with a capital."""
    ours = {word.casefold() for word in re.findall(r"[\w'’-]+", speaker)}
    return any(w.casefold() in ours for w in re.findall(r"[\w'’-]+", name) if w[0].isupper())


@lru_cache(maxsize=64)
def _spans_of(passage: str) -> tuple[list[Place], list[QuotedSpan]]:
    """Find the paragraphs and the quoted spans of a passage, which many quotes of a brief share."""
    bounds = paragraphs(passage)
    return bounds, quoted_spans(passage, bounds)


@lru_cache(maxsize=256)
def _setting_of(text: str, place: Place) -> _Setting | None:
    """Find what stands around a place; None where it crosses paragraphs."""
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
    # One character more than the lead: the pattern needs what follows the end of a sentence.
    ends = (found.end() for found in FRAME_END.finditer(passage[begin : start + 1]))
    lead = passage[begin + max(ends, default=0) : start]
    near = tuple(m for m in marks if first <= m.outer_start and m.outer_end <= last)
    above = passage[slice(*bounds[number - 1])] if number else ""
    return _Setting(passage, start, end, (first, last), above, lead, tail, after, inside, near)
