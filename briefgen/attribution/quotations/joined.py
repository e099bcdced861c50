"""Tell whether two stretches of running prose are surely the words of two different people.

`find` names whom a reader would take for the speaker. This module is stricter and names only
speakers whom no reader would doubt, because a quote that joins the words of two people is refused.
Two speakers count as two people only where both are named beside their words, and nothing in the
text shows that they are one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from briefgen.attribution.quotations.english.mentions import TITLES
from briefgen.attribution.quotations.english.words import (
    ADVERBS,
    BREAKS,
    CONJUNCTIONS,
    DETERMINERS,
    GERUNDS,
    GROUP_NAMES,
    HONORIFICS,
    NO_NAME,
    PEOPLE,
    PHRASES,
    PREPOSITIONS,
    SPOKE,
)
from briefgen.attribution.quotations.find import Quotation, quotations
from briefgen.attribution.quotations.patterns import BEHIND_END, UP_TO_LAST
from briefgen.attribution.quotations.reporting import reporting_patterns
from briefgen.attribution.quotations.surroundings import passage_around
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.naming.forenames import MEN, WOMEN

Place = tuple[int, int]

# How many code points around a quotation are searched for its speaker's name.
NEAR = 300
# How many code points of a text are searched for two names that stand side by side.
MOST = 60_000
# How many code points may part a name from its office; and the fewest letters of a noun.
NEAR_ROLE, SMALLEST = 60, 4
# A quotation of fewer words may be somebody else's answer.
FEW = 8
WORD = regex(r"[^\W\d_][\w'’-]*\.?")
LAST = regex(r"[^\W\d_][\w'’.-]*$")
# A word that ends a name though another name follows: it ends its sentence (initials and titles
# with a full stop are shorter), or owns the next name, as in `Lund's Falk`.
NAME_END = regex(r"[^\W\d_]{4}\.$|['’]s$")
# A description in small letters: an aide to the Convener.
NAMELESS = regex(r"[a-z][a-z -]*(?:$| (?:of|to|for|at|from|in|with|on|near) )")
# UN and BBC, but no Roman numeral and no JR or SR behind a name.
ACRONYM = regex(r"(?![IVX]+$|[JS]R$)[A-Z]{2,}")
# Between the words of two people stands one of these: a quotation mark, a dash or a line end.
PARTING = regex("[\"“”„‟«»‹›'‘’‚‛`´「」『』｢｣《》〈〉＂＇–—―\n-]")
# The values of `Attribution.how` for words that are given to whoever spoke before them.
CARRIED = ("carried on", "spoke before", "carried on from the paragraph before")
# How `Attribution.how` starts where a speaker was found behind the words, or before them.
BEHIND, AHEAD = ("said after", "according to", "signed"), ("said before", "just before", "before a")
# Words behind which a name can't go on, and words before which a name is the subject.
AROUND = PREPOSITIONS | CONJUNCTIONS | NO_NAME | DETERMINERS | SPOKE
LINKING = TITLES | CONJUNCTIONS | BREAKS | ADVERBS | {"that", "as", "when", "if", "where", "Or"}
# Words that start the name of a person: forenames, and titles such as Mr.
FORENAMES = MEN | WOMEN | HONORIFICS.keys() | {word.rstrip(".") for word in HONORIFICS}
ACCORDING = ("According to", "according to")
NONE: frozenset[str] = frozenset()
VERBS = SPOKE | {verb for verb, _ in PHRASES}


@record
class ProseSpeaker:
    """Hold a speaker as the text names them.

    `around` is the text near the words, if it has only a pronoun for the speaker; else empty.
    Somebody without a name, as in `an aide to the Convener`, has the office as `role`.
    """

    name: str
    around: str = ""
    role: str = ""

    @property
    def shown(self) -> str:
        """Write the speaker within a sentence: `the aide to the Convener`, `Callum Reid`."""
        return f"the {self.name}" if self.name[:1].islower() else self.name


def speakers_at(text: str, places: Sequence[Place]) -> Sequence[ProseSpeaker | None]:
    """Name the speakers of the words at some places of a text, or None where there is a doubt.

    `places` are pairs of offsets, and the answer has their order.
    """
    return _speakers_at(text, tuple(places))


@lru_cache(maxsize=8192)
def _speakers_at(text: str, places: tuple[Place, ...]) -> tuple[ProseSpeaker | None, ...]:
    """Do what `speakers_at` does, for a tuple, so that the answer can be kept."""
    first, last = min(start for start, _ in places), max(end for _, end in places)
    if not any(PARTING.search(text, end, start) for (_, end), (start, _) in pairwise(places)):
        return (None,) * len(places)
    passage, shift = passage_around(text, first, last)
    spoken = _with_speakers(passage)
    speakers = []
    for start, end in places:
        at, until = start - shift, end - shift
        found = {speaker for one, speaker in spoken if one.start < until and at < one.end}
        speakers.append(found.pop() if len(found) == 1 else None)
    return tuple(speakers)


@lru_cache(maxsize=1024)
def _with_speakers(passage: str) -> tuple[tuple[Quotation, ProseSpeaker | None], ...]:
    """Find each quotation with its surely known speaker, else None."""
    said, found = quotations(passage), []
    speaker: ProseSpeaker | None = None
    for at, one in enumerate(said):
        if one.how == CARRIED[0]:
            speaker = speaker if one.certain else None
        elif one.how == CARRIED[2]:
            speaker = speaker if _goes_on(passage, said[at - 1], one) else None
        elif one.how == CARRIED[1]:
            speaker = ProseSpeaker(one.speaker) if one.certain else None
        else:
            end = min(
                *(other.start for other in said[at + 1 : at + 2]), one.end + NEAR, len(passage)
            )
            before = passage[max(0, one.start - NEAR) : one.start - 1]
            if above := UP_TO_LAST.match(before):
                before = before[above.end() :]
            behind = BEHIND_END.split(passage[one.end : end])[0]
            speaker = _plain_speaker(one, before, behind)
        found.append((one, speaker))
    return tuple(found)


def _goes_on(passage: str, before: Quotation, quotation: Quotation) -> bool:
    """Tell whether the speaker of the paragraph above goes on in a quotation.

    That is so where the quotation is a whole paragraph, and is no answer to the one above.
    """
    line = passage[: quotation.start].rpartition("\n")[2]
    behind = passage[quotation.end :].partition("\n")[0]
    is_alone = len(line.strip()) <= 2 and len(behind.strip()) <= 2
    # In a dialogue a paragraph behind a question, or of few words, may be another's answer.
    is_answer = before.words.endswith("?") or quotation.words.count(" ") < FEW
    return is_alone and not is_answer


def _plain_speaker(quotation: Quotation, before: str, behind: str) -> ProseSpeaker | None:
    """Find the speaker of a quotation, if its sentence names them plainly, or with a pronoun."""
    names = _names(quotation.speaker)
    is_behind = quotation.how.startswith(BEHIND)
    if NAMELESS.match(quotation.speaker) and is_behind and quotation.certain:
        # Somebody without a name counts only at the first mention, which has `an`: an aide.
        head = next((word for word in WORD.findall(quotation.speaker) if word in PEOPLE), "")
        shown = re.escape(quotation.speaker)
        is_new = re.search(rf"\b[Aa]n? (?:[\w-]+ ){{0,2}}{shown}", behind)
        return ProseSpeaker(quotation.speaker, role=head) if head and is_new else None
    last = quotation.speaker.rsplit(maxsplit=1)[-1] if names else ""
    # A person may speak for an outlet, a party or a ministry, so these may be one speaker with
    # others.
    if not names or last.casefold() in GROUP_NAMES or ACRONYM.fullmatch(last):
        return None
    either = "|".join(map(re.escape, names))
    run = regex(rf"\b(?:{either})\b(?:[. ]+(?:{either})\b)*")
    found = [match.span() for match in run.finditer(behind if is_behind else before)]
    if not found:
        # Only a pronoun stands here. It counts where the name that it means is surely a person's.
        is_sure = quotation.certain and len(names) > 1 and names[0].casefold() in FORENAMES
        return ProseSpeaker(quotation.speaker, before + behind) if is_sure else None
    if is_behind:
        start, end = found[0]
        near = re.split(r"[\s'’]+", behind[:start].strip())[-3:]
        # A capital behind an article starts an office: sagte der CDU-Politiker.
        is_office = len(names) == 1 and any(
            word in each.articles for each in reporting_patterns() for word in near
        )
        is_plain = _ends_name(behind[end:]) and not is_office
    else:
        start, end = found[-1]
        is_plain = _is_subject(quotation, before[:start], before[end:])
    return ProseSpeaker(quotation.speaker) if is_plain else None


def _names(speaker: str) -> list[str]:
    """List the words of a speaker's name, without titles and offices.

    A last word is kept behind a forename or Mr, since `Mr King` is no monarch.
    """
    words = [word.rstrip(".") for word in WORD.findall(speaker) if word[0].isupper()]
    is_named = bool(words) and words[0].casefold() in FORENAMES
    last = len(words) - 1 if is_named else -1
    return [
        word
        for at, word in enumerate(words)
        if at == last or TITLES.isdisjoint((word.casefold(), f"{word.casefold()}."))
    ]


def _ends_name(behind: str) -> bool:
    """Tell whether a name ends before `behind`: Holm, in `Holm ally Per Lund`, doesn't."""
    plain = re.match(r"(?: [\w'’-]+)*", behind[:60])
    words = plain[0].split()[:4] if plain else []
    small = [word for word in words[:3] if word[0].islower()]
    goes_on = any(a[0].islower() and b[0].isupper() for a, b in pairwise(words))
    # The shortest words lead to a place or a day, not to a name: sagte Falk am Montag.
    return not goes_on or any(word in AROUND or len(word) < SMALLEST for word in small)


def _is_subject(quotation: Quotation, lead: str, rest: str) -> bool:
    """Tell whether the name between `lead` and `rest` is the subject that says the words behind."""
    if "another verb" in quotation.how or not quotation.how.startswith(AHEAD):
        return False
    lead = lead.rstrip()
    if "colon, and no verb" in quotation.how:
        words = re.findall(r"[\w'’-]+", lead)
        ours = quotation.speaker.split()
        known = {*LINKING, *ours, *(verb.capitalize() for verb in VERBS)}
        # In a headline a name before a colon may be what the words are about. A name alone isn't.
        if quotation.speaker.isupper() or not known.issuperset(words):
            return False
    found = None if lead.endswith((".", ",")) else LAST.search(lead)
    rest = rest.rstrip(" ,:")
    rest = rest.rpartition(",")[2] if rest.startswith(",") else rest
    words = re.findall(r"[\w'’-]+", rest)
    others = (b for a, b in pairwise(words) if a[0].isupper() and a.casefold() not in NO_NAME)
    return (
        (found is None or found[0][0].isupper() or found[0] in LINKING or lead in ACCORDING)
        and not (words and words[0] in GERUNDS)
        and not any(word in VERBS for word in others)
    )


def are_two_speakers(text: str, one: ProseSpeaker, other: ProseSpeaker) -> bool:
    """Tell whether two speakers are surely two people: they share no name, and nothing joins them.

    A report gives nobody two different full names. But where both names are one word, these may be
    a forename and a surname of one person, so they must not stand side by side in the text.
    """
    if one.role or other.role:
        named, unnamed = sorted((one, other), key=lambda speaker: speaker.role)
        own = _names(named.name)
        if named.role or not own or named.around:
            return False
        # The unnamed speaker is somebody else if the name never stands near that office.
        found = re.finditer(rf"\b{re.escape(own[-1])}\b", text[:MOST])
        near = (text[max(0, each.start() - NEAR_ROLE) : each.end() + NEAR_ROLE] for each in found)
        return not any(re.search(rf"\b{unnamed.role}", words.casefold()) for words in near)
    names = _folded(one.name), _folded(other.name)
    if not all(names) or _share_a_word(*names):
        return False
    if _share_a_word(names[0], _folded(other.around)) or _share_a_word(
        names[1], _folded(one.around)
    ):
        return False
    if min(map(len, names)) > 1:
        return True
    beside = _neighbours(text[:MOST])
    return not any(beside.get(word, NONE) & names[1] for word in names[0])


def _share_a_word(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names share a word, whatever its grammatical case: Иван and Ивана do."""
    pairs = (sorted((a, b), key=len) for a in one for b in other)
    return any(long.startswith(short[: max(SMALLEST - 1, len(short) - 1)]) for short, long in pairs)


def _folded(text: str) -> frozenset[str]:
    """Collect the words of a name for comparison, without initials."""
    found = (_bare(word) for word in _names(text))
    return frozenset(word for word in found if len(word) > 1)


def _bare(word: str) -> str:
    """Fold a word, and remove a genitive's ending."""
    return re.sub(r"['’]s?$", "", word.rstrip(".")).casefold()


@lru_cache(maxsize=8)
def _neighbours(text: str) -> dict[str, frozenset[str]]:
    """List, for each word of each name in a text, the words in that name up to two words away."""
    found: dict[str, set[str]] = {}
    for run in _runs_of_capitals(text):
        for one, other in (*pairwise(run), *zip(run, run[2:], strict=False)):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


def _runs_of_capitals(text: str) -> Iterator[list[str]]:
    """Yield the words of each name in a text: words with capitals that stand side by side."""
    for is_capital, words in groupby(WORD.finditer(text), lambda word: word[0][0].isupper()):
        if not is_capital:
            continue
        first, *rest = words
        before, run = first, [_bare(first[0])]
        for word in rest:
            between = text[before.end() : word.start()]
            if between.strip(" \n") or NAME_END.search(before[0]):
                yield run
                run = []
            run.append(_bare(word[0]))
            before = word
        yield run
