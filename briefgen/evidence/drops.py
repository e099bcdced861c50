"""Find words that a quote leaves out next to a cut, and that change its sense, such as `not`.

A cut is an omission or an insertion inside a quote, or one of its ends. What turns the sense is in
the lexicons of `turning/`: negations, restrictions, conditions, figures and what they count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import starmap

from briefgen.evidence.folding import Folded, Place, fold
from briefgen.evidence.marks import Gap, Marked
from briefgen.evidence.passages import SENTENCE_END, Chain, is_own
from briefgen.evidence.turning.languages import languages_at
from briefgen.evidence.turning.lexicon import TurningWords
from briefgen.evidence.turning.qualifiers import (
    COMMAS,
    ORDER,
    SIGNS,
    Kind,
    Qualifier,
    SourceSentence,
)
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# How many words at either end of an omission are looked at; and for a restriction, which turns only
# what is next to it.
NEAR, NEXT = 6, 3
# How many words before a quote, and how many behind it, are looked at.
BEFORE, BEHIND = 2, 12
# A negation at the end of its clause stands within so many words of what it turns.
CLAUSE = 8
# How many characters of the source on either side of a quote are looked at.
WIDE = 240
# The most characters that a harmless phrase may have.
PHRASE = 32

SENTENCE_ENDED = regex(r"[.!?。।؟۔…]['\s]*$")
# “No.” before a number is short for “number”; anywhere else it is an answer, and a sentence.
ANSWER = r"(?<=[.:!?'\n] No)\.\s(?!\d)|(?<=['\n]No)\.\s(?!\d)"
ENDS = regex(rf"{SENTENCE_END.pattern}|{ANSWER}|[;؛؟۔…]|[.!?]'?$|\.\.\.(?=[A-ZÀ-ÞΑ-ΩА-Я])")
# Where the sentence behind a quote ends; a closing quotation mark ends it, too.
ENDS_BEHIND = regex(rf"{ENDS.pattern}|'(?!\w)")
# A paragraph ends, and the next word doesn't go on with a sentence: a headline has no full stop.
NEW_PARAGRAPH = regex(r"[^\S\n]{0,20}\n[^\S\n]{0,20}\n[\W_]{0,20}+(?P<first>\w)")
# What a figure counts: `5` for `5 %`, `€5` or `5 000` is another figure.
SIGN_BEHIND = regex(r" ?([%‰°€£¥₽₴₹₩₪$])| (\d{3})(?!\d)")
SIGN_BEFORE = regex(r"[€£¥₽₴₹₩₪$<>±~≈] ?$")
GROUP, GROUP_BEFORE = regex(r"\d{3}(?!\d)"), regex(r"(?<![\d.,])\d{1,3} $")
# `', said the envoy, '`, and the same with dashes: the sentence goes on behind its speaker.
ATTRIBUTION = regex(
    r",?'[,.]? (?P<who>(?:[^']|(?<=\w)'(?=\w)){1,120}?)[,:]? ?'(?=\w)"
    r"|,?--(?P<whom>[^-]{1,120}?),?--(?=\w)",
    needs="'-",
)


@record
class Drop:
    """A `word` that turns the sense and was left out at a cut, in all that was `dropped` there.

    `part` is the number of the part before the cut, -1 where it is before the first.
    """

    word: str
    dropped: str
    part: int
    kind: Kind = "negation"


def drops(source: Folded, quote: Marked, chain: Chain) -> Iterator[Drop]:
    """Find negations, conditions and figures that were left out in a quote or at its ends."""
    start, end = chain[0][0], chain[-1][1]
    if len(chain) == 1:
        before, last = source.text[max(0, start - 4) : start], source.text[max(0, end - 2) : end]
        is_ended = not source.text[end : end + 1] or SENTENCE_ENDED.search(last)
        if is_ended and (not before or SENTENCE_ENDED.search(before)):
            return  # whole sentences: to tell their languages takes longer than all the rest
    cuts = _Cuts(source, languages_at(source.text, start, end))
    for number, gap in enumerate(quote.gaps):
        between = chain[number][1], chain[number + 1][0]
        if gap.kind != "sic" and not is_own(gap, source.text[slice(*between)]):
            yield from cuts.inside(gap, *between, number)
    yield from cuts.before(start)
    yield from cuts.behind(end, len(chain) - 1)


def turns_sense(dropped: str, quote: str) -> bool:
    """Tell whether words that a quote leaves out, in its language, hold any that turn the sense."""
    text = fold(f"{quote} {dropped}")
    start = text.text.rfind(fold(dropped).text)
    languages = languages_at(text.text, 0, len(text.text))
    return any(SourceSentence(text, (max(0, start), len(text.text)), languages).qualifiers())


class _Cuts:
    """What was dropped from a folded text, by the lexicons of its language.

    `is_at_end` says that in this language a negation may stand at the end of its clause. `size` is
    how many signs count as a word in a script without spaces; 1 in other scripts.
    """

    def __init__(self, source: Folded, languages: Sequence[TurningWords]) -> None:
        self.source, self.text, self.languages = source, source.text, languages
        self.is_at_end = any(each.at_end for each in languages)
        self.size = SIGNS if any(each.is_unspaced for each in languages) else 1

    def inside(self, gap: Gap, start: int, end: int, part: int) -> Iterator[Drop]:
        """Find what a mark of the writer's leaves out of the sentences that it cuts."""
        dropped = self.text[start:end].strip()
        found: list[tuple[Qualifier, str]] = []
        for sentence in starmap(self._sentence, self._cut_sentences(start, end)):
            for qualifier in sentence.qualifiers():
                near = (NEXT if qualifier.is_restriction else NEAR) * self.size
                if qualifier.at < near or qualifier.end > len(sentence.spoken) - near:
                    found.append((qualifier, sentence.words(qualifier.at, qualifier.end)))
        # Negations are told before conditions, those before figures.
        found.sort(key=lambda each: (ORDER.index(each[0].kind), each[0].is_restriction))
        for qualifier, word in found:
            # An insertion that repeats the word has not dropped it.
            if gap.kind != "insertion" or word.casefold() not in gap.typed.casefold():
                yield Drop(word, dropped, part, qualifier.kind)
                return

    def _sentence(self, start: int, end: int, most: int | None = None) -> SourceSentence:
        return SourceSentence(self.source, (start, end), self.languages, most)

    def _cut_sentences(self, start: int, end: int) -> Iterator[Place]:
        """The rest of the sentence before a cut, and the beginning of the one behind it.

        Sentences in between are left out as a whole, so they can't turn the sense of these two.
        """
        ends = [*ENDS.finditer(self.text[start:end])]
        if not ends:
            yield start, end
            return
        if not SENTENCE_ENDED.search(self.text[max(0, start - 4) : start]):
            yield start, start + ends[0].start()
        yield start + ends[-1].end(), end

    def _is_harmless(self, at: int) -> bool:
        """Whether a cut falls inside a harmless phrase, such as `not only`."""
        return self._sentence(max(0, at - PHRASE), at + PHRASE).is_harmless_over(at)

    def before(self, start: int) -> Iterator[Drop]:
        """Find what turns the sense just before a quote, in the same sentence."""
        if self._is_parted(start - 1):
            return
        shift = max(0, start - WIDE)
        before = self.text[shift:start]
        if sign := self._sign_before(before, start):
            yield Drop(sign, sign, -1, "unit")
            return
        ended = [found.end() for found in ENDS.finditer(before)]
        sentence = self._sentence(shift + (ended[-1] if ended else 0), start)
        last = sentence.spoken[-1:]
        if last and last[0] in COMMAS:
            yield from self._condition_before(sentence)
        elif last and last[0] != "'" and not self._is_harmless(start):
            yield from self._turned_before(sentence)

    def _is_parted(self, at: int) -> bool:
        """Whether the space at an offset stands for the gap between two paragraphs."""
        if self.text[at : at + 1] != " ":
            return False
        found = NEW_PARAGRAPH.match(self.source.original, self.source.start(at))
        return found is not None and not found["first"].islower()

    def _sign_before(self, before: str, start: int) -> str:
        """Find what belongs to a quote's first figure: `€` before `5`, or `5` before `000`."""
        if not self.text[start : start + 1].isdigit():
            return ""
        # `000 tonnes` out of `5 000 tonnes` is as wrong as `5` out of `€5`.
        sign = SIGN_BEFORE.search(before)
        if not sign and GROUP.match(self.text, start):
            sign = GROUP_BEFORE.search(before)
        return sign[0].strip() if sign else ""

    def _turned_before(self, sentence: SourceSentence) -> Iterator[Drop]:
        """Find a negation among the last words before a quote, with the words up to the quote."""
        count = len(sentence.spoken)
        for qualifier in sentence.qualifiers():
            reach = 1 if qualifier.is_restriction else BEFORE
            if qualifier.kind == "negation" and qualifier.end > count - reach * self.size:
                first = min(qualifier.at, max(0, count - BEFORE * self.size))
                word = sentence.words(qualifier.at, qualifier.end)
                yield Drop(word, sentence.words(first, count), -1)
                return

    def _condition_before(self, sentence: SourceSentence) -> Iterator[Drop]:
        """Find a condition in the clause just before a quote: `Unless they sign, “we will leave”`.

        It starts that clause; in some languages it may also stand at the clause's end.
        """
        count = len(sentence.spoken) - 1
        commas = [at for at in range(count) if sentence.spoken[at] in COMMAS]
        start = commas[-1] + 1 if commas else 0
        starts = {start, start + bool(start < count and sentence.longest("joins", start))}
        for qualifier in sentence.qualifiers():
            is_last = self.is_at_end and qualifier.end >= count - (self.size - 1)
            if qualifier.kind == "condition" and (qualifier.at in starts or is_last):
                clause = sentence.words(start if is_last else qualifier.at, count)
                yield Drop(clause, clause, -1, "condition")
                return

    def behind(self, end: int, part: int) -> Iterator[Drop]:
        """Find what turns the sense behind a quote, in the same sentence."""
        if self._is_parted(end):
            return
        behind = self.text[end : end + WIDE]
        if unit := self._unit(end, behind):
            yield Drop(unit, unit, part, "unit")
        elif SENTENCE_ENDED.search(self.text[max(0, end - 2) : end]):
            return
        elif attribution := ATTRIBUTION.match(behind):
            who = attribution["who"] or attribution["whom"]
            if not SENTENCE_END.search(f"{who} "):
                yield from self._going_on(end + attribution.end(), part)
        elif not behind.lstrip(",").startswith("'"):
            yield from self._going_on(end, part)

    def _unit(self, end: int, behind: str) -> str:
        """Find what a quote's last number counts, such as `million` behind `5`; else empty."""
        before = self._sentence(max(0, end - 40), end)
        last = len(before.spoken) - 1
        if last < 0 or before.places[-1][1] < len(before.text):
            return ""  # the quote ends with a space or a hyphen, and with no number
        is_figure = before.spoken[last][-1].isdigit()
        if is_figure and (sign := SIGN_BEHIND.match(behind)):
            return sign[0].strip()
        after = self._sentence(end, end + len(behind), 6)
        is_next = after.spoken and not behind[: after.places[0][0]].strip()
        if not is_next or not (is_figure or before.longest("numbers", last)):
            return ""
        return after.words(0, after.longest("units", 0))

    def _going_on(self, start: int, part: int) -> Iterator[Drop]:
        """Find a condition in the rest of a sentence, or a negation that turns what was quoted."""
        ended = ENDS_BEHIND.search(self.text, start, start + WIDE)
        end = ended.start() if ended else start + WIDE
        sentence = self._sentence(start, end, BEHIND * self.size)
        is_asked = self._is_harmless(start)
        for qualifier in sentence.qualifiers():
            if qualifier.at == 0 and is_asked:
                continue
            if qualifier.kind == "condition" and _depends(sentence, qualifier):
                after = range(qualifier.end, len(sentence.spoken))
                ends = (at for at in after if sentence.spoken[at] in COMMAS)
                word = sentence.words(qualifier.at, next(ends, len(sentence.spoken)))
            elif qualifier.kind == "negation" and self._turns_back(sentence, qualifier):
                word = sentence.words(qualifier.at, qualifier.end)
            else:
                continue
            yield Drop(word, word, part, qualifier.kind)
            return

    def _turns_back(self, sentence: SourceSentence, qualifier: Qualifier) -> bool:
        """Whether a negation behind a quote turns the words of the quote.

        It does if it is the next word: `“he knows” nothing`. In some languages it also does at the
        end of the same clause, as in German: `“das wollen wir” heute nicht`.
        """
        if qualifier.at == 0:
            return True
        is_near = (
            self.is_at_end and qualifier.at < CLAUSE * self.size and not qualifier.is_restriction
        )
        return is_near and not sentence.is_another_clause(qualifier.at)


def _depends(sentence: SourceSentence, qualifier: Qualifier) -> bool:
    """Whether what was quoted depends on the condition: no other clause starts between them."""
    at = qualifier.at
    is_behind_comma = at > 0 and sentence.spoken[at - 1] in COMMAS
    return not sentence.is_another_clause(at - 1 if is_behind_comma else at)
