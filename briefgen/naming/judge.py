"""Whether the parts of a name that stand together mean the person, by what stands around them.

Nobody called May or Ha may stop every brief, and neither may go out unseen. Where the words can't
tell, the answer is: perhaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from briefgen.naming.fold import Folded
from briefgen.naming.index import Meant
from briefgen.naming.unnamed import DECLINING, SHORTEST, Unnamed, Written
from briefgen.naming.words import words

# True: it is the person. False: perhaps. None: it isn't, or nobody could say so.
Verdict = bool | None

# What stands before the first word of a sentence, behind the mark that ends the last one.
OPENING = " \t\"'“”„«»‹›‘‚([{_#>\u00a0\u202f-–—•|\\"
ENDS = ".!?:…]"
NEXT = re.compile(r"[ \u00a0\u202f]+|[ \t]*\r?\n[ \t]*")
NOUNS_HAVE_CAPITALS = ("de", "lb")
# As far is looked back for the start of an address.
FARTHEST = 300
# A longer title has no full stop: behind `the President.` a sentence starts.
LONGEST_SHORT_TITLE = 5


@dataclass(frozen=True)
class Run:
    """Parts of one name that stand together: where, and from which token to which."""

    parts: tuple[Meant, ...]
    start: int
    end: int
    first: int
    last: int

    def takes(self, part: Meant) -> bool:
        """Whether a part can go on with it: each stands in a name once."""
        words = {each.part.word for each in self.parts}
        roles = {part.part.role, *(each.part.role for each in self.parts)}
        return part.part.word not in words and "whole" not in roles

    def with_part(self, part: Meant, end: int, last: int) -> Run:
        """The run with one part more behind it."""
        return replace(self, parts=(*self.parts, part), end=end, last=last)


@dataclass(frozen=True)
class _Around:
    """A run with the text around it."""

    run: Run
    page: Folded
    tokens: list[tuple[int, int]]
    person: Unnamed
    written: Written

    @property
    def meant(self) -> Meant:
        return self.run.parts[0]

    @cached_property
    def before(self) -> str:
        """The word before it, as it was typed; empty where there is none."""
        return self._token(self.run.first - 1)

    @cached_property
    def behind(self) -> str:
        """The word behind it on which it may rest: with nothing but a space between."""
        word = self._token(self.run.last + 1)
        if not word:
            return ""
        gap = self.page.shown[self.run.end : self.tokens[self.run.last + 1][0]]
        return word if NEXT.fullmatch(gap) else ""

    def _token(self, at: int) -> str:
        if not 0 <= at < len(self.tokens):
            return ""
        start, end = self.tokens[at]
        return self.page.shown[start:end]

    @cached_property
    def gap(self) -> str:
        """What stands between it and the word before it."""
        if self.run.first == 0:
            return self.page.shown[: self.run.start][-FARTHEST:]
        return self.page.shown[self.tokens[self.run.first - 1][1] : self.run.start]

    @cached_property
    def has_capital(self) -> bool:
        return self.page.shown[self.run.start].isupper() or not self._has_case

    @cached_property
    def _has_case(self) -> bool:
        letter = self.page.shown[self.run.start]
        return letter.lower() != letter.upper()

    @cached_property
    def is_shouted(self) -> bool:
        """Whether all its letters are capitals, and it has more than one."""
        typed = self.page.shown[self.run.start : self.run.end]
        return len(typed) > 1 and typed.isupper()

    @cached_property
    def is_first(self) -> bool:
        """Whether it starts a sentence, a line of a list, or the text."""
        gap = self.gap.rstrip(OPENING + "\r\n")
        if "|" in self.gap:  # a cell of a table
            return True
        if "\n" in self.gap and re.search(r"\n\s*(?:\n|[-*•#>|]|\d+[.)])", self.gap):
            return True
        return self.run.first == 0 or gap.endswith(tuple(ENDS))

    @cached_property
    def is_possessive(self) -> bool:
        """Whether an apostrophe shows a genitive: Ha's, Jones'."""
        text, end = self.page.text, self.run.end
        if text[self.run.start : end].endswith("'s"):
            return True
        return re.match(r"'(?:s(?!\w)|(?!\w))", text[end : end + 3]) is not None

    @cached_property
    def is_in_heading(self) -> bool:
        """Whether all longer words around it have capitals, so that one tells nothing."""
        known = words()
        small = known.joining | known.articles | known.particles
        near = [self._token(at) for at in range(self.run.first - 6, self.run.last + 7)]
        longer = [word for word in near if word and word.lower() not in small]
        return len(longer) > 2 and all(word[0].isupper() for word in longer)

    @cached_property
    def is_in_address(self) -> bool:
        typed = self.page.text[max(0, self.run.start - FARTHEST) : self.run.start]
        last = re.split(r"[\s()<>\"]", typed)[-1]
        return "://" in last or last.startswith("www.")


def is_named(
    run: Run, page: Folded, tokens: list[tuple[int, int]], person: Unnamed, written: Written
) -> Verdict:
    """Whether a run of parts means the person."""
    around = _Around(run, page, tokens, person, written)
    if any(each.part.role == "whole" for each in run.parts):
        return True
    if len({each.part.word for each in run.parts}) > 1:
        return _several(around)
    return _has_initial(around) or _single(around)


def _single(around: _Around) -> Verdict:
    """One part without an initial."""
    part = around.meant.part
    if part.shared:
        return None
    if part.doubt == "foreign" and not around.has_capital:
        return around.written == "code" or (None if around.meant.ending else False)
    return _alone(around) if part.doubt in ("", "foreign") else _doubtful(around)


def _several(around: _Around) -> Verdict:
    """Two parts and more: the person, unless they are all of somebody who may be named."""
    parts = {each.part.word for each in around.run.parts}
    if any(parts <= named for named in around.person.named.people):
        return None
    if all(each.part.shared for each in around.run.parts if each.part.role == "family"):
        has_given = any(each.part.role != "family" for each in around.run.parts)
        if not has_given:
            return None
    if all(each.part.doubt for each in around.run.parts):
        return _several_words(around)
    return True


def _several_words(around: _Around) -> Verdict:
    """Two parts of which each is short or a word: Theresa May, but not `will may`."""
    if any(each.part.doubt == "short" for each in around.run.parts):
        return True
    typed = around.page.shown[around.run.start : around.run.end]
    if typed == typed.lower() and any(each.ending for each in around.run.parts):
        return None
    if around.written == "prose" and typed != typed.lower():
        return True
    if around.page.text.startswith("@", around.run.end):
        return True
    small = [each.part.word in words().function for each in around.run.parts]
    return None if all(small) or (around.written == "prose" and any(small)) else False


def _has_initial(around: _Around) -> bool:
    """Whether the initial of the person's given name stands with a surname, as in `U. Flett`."""
    if around.meant.part.role != "family" or around.meant.is_loose:
        return False
    if around.written == "prose" and not around.has_capital:
        return False
    before, gap = around.before, around.gap
    fits = len(before) == 1 and before.lower() in around.person.initials
    if fits and around.written == "code" and around.meant.part.doubt:
        return around.page.text.startswith("@", around.run.end)
    is_near = gap in (". ", ".", " ", ".\u00a0", "\u00a0", ".\u202f", "_", "-", ".-", "+")
    if not (fits and is_near and (around.written == "code" or before.isupper())):
        return False
    if around.written == "prose" and around.meant.part.doubt and before in "AIO" and gap == " ":
        return False
    return not _is_initial_of_named(around, before.lower())


def _is_initial_of_named(around: _Around, initial: str) -> bool:
    """Whether somebody who may be named has the same surname and the same initial."""
    word = around.meant.part.word
    return any(
        word in named and any(part != word and part[0] == initial for part in named)
        for named in around.person.named.people
    )


def _has_title(around: _Around) -> bool:
    before = around.before.lower()
    stop = r"\.?" if len(before) <= LONGEST_SHORT_TITLE else ""
    fits = re.fullmatch(rf"{stop}[ \u00a0\u202f_-]*", around.gap) is not None
    return fits and before in words().titles


def _alone(around: _Around) -> Verdict:  # noqa: PLR0911 - a question a line
    """One part that is no word: a surname for certain, a given name where no other one follows."""
    meant = around.meant
    if around.written == "code":
        if meant.is_loose:
            return False if meant.part.is_rare else None
        return meant.part.role == "family" or not around.is_in_address
    if meant.is_loose:
        return _loose(around)
    if meant.part.role == "family":
        return True
    if around.is_in_address:
        return False
    if _is_of_somebody_else(around):
        return False if around.is_in_heading else None
    return True


def _is_of_somebody_else(around: _Around) -> bool:
    """Whether another surname follows a given name: Angela Merkel is not our Angela."""
    behind, before = around.behind, around.before
    if behind and behind[0].isupper():
        return not (around.is_in_heading and behind.lower() in words().saying)
    end = around.run.end
    if around.gap == "-" or re.match(r"-[^\W\d_]", around.page.text[end : end + 2]):
        return True  # Jean-Luc is not our Jean
    if NEXT.fullmatch(around.gap) is None and around.gap != "-":
        return False
    if before.lower() in words().saints:
        return True
    is_joined = bool(before) and before[0].isupper()
    return is_joined and not _starts_sentence(around) and not _has_title(around)


def _loose(around: _Around) -> Verdict:
    """A name with an ending that makes other words as well."""
    meant = around.meant
    word = meant.part.word[: len(meant.part.word) - len(meant.taken)] + meant.ending
    known = words()
    if word in known.lookalikes or known.are_common(word) or not around.has_capital:
        return None
    if meant.part.role != "family" and _is_of_somebody_else(around):
        return None
    return meant.part.is_rare or around.person.language in DECLINING


def _doubtful(around: _Around) -> Verdict:  # noqa: PLR0911 - a question a line
    """One part that is short, or a word as well."""
    meant = around.meant
    is_short = len(meant.part.word) < SHORTEST
    if around.written == "code":
        if _has_title(around):
            return True
        tells = meant.part.doubt == "short" or meant.part.word in words().exclaiming
        tells = (is_short and tells) or _is_whole_name(around) or _initial_fits(around)
        return False if tells and not meant.ending else None
    if not around.has_capital:
        return None
    if meant.part.role in ("given", "middle") and _is_of_somebody_else(around):
        return False if around.is_in_heading else None
    if _has_title(around) or around.before.lower() in around.person.particles:
        return True
    if meant.ending and not around.is_possessive:
        return _doubtful_with_ending(around)
    if around.is_shouted and is_short:
        return False if around.is_in_heading else None
    return _by_neighbours(around)


def _initial_fits(around: _Around) -> bool:
    """Whether the letter before it is the initial of the person's given name."""
    return len(around.before) == 1 and around.before.lower() in around.person.initials


def _is_whole_name(around: _Around) -> bool:
    """Whether an id or the name of a file is this word alone, and no small one."""
    before = around.page.text[: around.run.start]
    is_first = not before or before.endswith(("/", "\\"))
    behind = around.page.text[around.run.end : around.run.end + 1]
    word = around.meant.part.word
    is_small = word in words().function or around.meant.part.doubt == "capital"
    return is_first and behind in ("", ".", "/", "@") and not is_small


def _doubtful_with_ending(around: _Around) -> Verdict:
    meant = around.meant
    word = meant.part.word[: len(meant.part.word) - len(meant.taken)] + meant.ending
    is_long = len(meant.part.word) >= SHORTEST
    if around.is_first or not is_long or words().are_common(word):
        return None
    declines = around.person.language in DECLINING and meant.part.doubt == "word"
    return True if declines and not _is_in_phrase(around) else None


def _by_neighbours(around: _Around) -> Verdict:  # noqa: PLR0911 - a question a line
    """What the words beside it tell of a name that is a word."""
    known, word, doubt = words(), around.meant.part.word, around.meant.part.doubt
    behind = around.behind.lower()
    is_common = word in known.function or doubt == "capital"
    if around.is_possessive:
        return doubt != "capital"
    if around.before.lower() in known.articles and doubt != "short" and not around.is_first:
        return None
    if _goes_on(around):
        return False if around.is_in_heading or _starts_sentence(around) else None
    if behind in known.saying:
        return not (is_common and behind in known.being)
    if doubt == "short":
        return not _is_in_phrase(around)
    if _is_in_phrase(around):
        return False if around.is_in_heading and not is_common else None
    if doubt == "capital" or around.person.language in NOUNS_HAVE_CAPITALS:
        return _like_may(around)
    if not around.is_first:
        return True
    if word in known.exclaiming:
        mark = around.page.text[around.run.end : around.run.end + 1]
        return None if mark in ("!", ",", "?", "") else False
    return None if is_common else False


def _goes_on(around: _Around) -> bool:
    """Whether it goes on with a word that has a capital: `Carnegie Hall`, but not `Ask Hall`."""
    before = around.before
    is_joined = bool(before) and before[0].isupper() and NEXT.fullmatch(around.gap) is not None
    return is_joined and before.lower() not in words().opening | words().saying | words().articles


def _like_may(around: _Around) -> Verdict:
    """A name that has a capital anyway, as a month has, and every noun in German."""
    text, before = around.page.text, around.before.lower()
    digits = text[max(0, around.run.start - 3) : around.run.start] + text[around.run.end :][:3]
    if (
        around.is_first
        or before in words().timing | words().articles
        or any(map(str.isdigit, digits))
    ):
        return None
    return False


def _is_in_phrase(around: _Around) -> bool:
    """Whether a word with a capital goes on with it: Green Deal."""
    return bool(around.behind) and around.behind[0].isupper()


def _starts_sentence(around: _Around) -> bool:
    """Whether the word before it starts a sentence, so that its capital tells nothing."""
    at = around.run.first - 1
    start = around.tokens[at][0]
    lead = around.page.shown[max(0, start - FARTHEST) : start].rstrip(OPENING)
    return at == 0 or not lead or lead.endswith((*ENDS, "\n"))
