"""Decide whether the parts of a name that stand together mean the person.

The text around them decides. Somebody called May or Ha must not stop every brief with that word,
and must not go out unseen. Where the words around can't tell, the answer is: perhaps.
"""

from __future__ import annotations

import re

from briefgen.naming.around import ENDS, FARTHEST, NEXT, OPENING, Around, Run
from briefgen.naming.dates import like_may
from briefgen.naming.fold import Folded
from briefgen.naming.unnamed import DECLINING, SHORTEST, UnnamedPerson, Written
from briefgen.naming.words import words

# True: it is the person. False: perhaps. None: it isn't, or the words are too common for even a
# warning.
Verdict = bool | None

# German and Luxembourgish write every noun with a capital.
NOUNS_HAVE_CAPITALS = ("de", "lb")
# Titles of more letters aren't abbreviated, so that a full stop behind them ends a sentence: `the
# President.`
LONGEST_SHORT_TITLE = 5


def is_named(
    run: Run, page: Folded, tokens: list[tuple[int, int]], person: UnnamedPerson, written: Written
) -> Verdict:
    """Judge whether a run of parts means the person; see `Verdict` for the three answers."""
    around = Around(run, page, tokens, person, written)
    if any(each.part.role == "whole" for each in run.parts):
        return True
    if len({each.part.word for each in run.parts}) > 1:
        return _several(around)
    if _has_initial(around):
        return True
    part = around.meant.part
    if part.shared:
        return None
    if part.doubt == "foreign" and not around.has_capital:
        return around.written == "code" or (None if around.meant.ending else False)
    return _alone(around) if part.doubt in ("", "foreign") else _doubtful(around)


def _several(around: Around) -> Verdict:
    """Judge two parts or more: they mean the person, unless one who may be named has them all."""
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


def _several_words(around: Around) -> Verdict:
    """Judge parts that are all short or everyday words: Theresa May, but not `will may`."""
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


def _has_initial(around: Around) -> bool:
    """Tell whether a surname has the initial of the person's given name before it: `U. Flett`."""
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
    # Somebody who may be named can have the same surname and the same initial.
    word, initial = around.meant.part.word, before.lower()
    return not any(
        word in named and any(part != word and part[0] == initial for part in named)
        for named in around.person.named.people
    )


def _has_title(around: Around) -> bool:
    """Tell whether a title stands directly before the run: Dr. Flett, dr_flett."""
    before = around.before.lower()
    stop = r"\.?" if len(before) <= LONGEST_SHORT_TITLE else ""
    fits = re.fullmatch(rf"{stop}[ \u00a0\u202f_-]*", around.gap) is not None
    return fits and before in words().titles


def _alone(around: Around) -> Verdict:  # noqa: PLR0911 - a question a line
    """Judge one part that isn't also an everyday word.

    A surname surely means the person; a given name does where no other surname follows.
    """
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


def _is_of_somebody_else(around: Around) -> bool:
    """Tell whether a given name is part of another name: Angela Merkel is not our Angela."""
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


def _loose(around: Around) -> Verdict:
    """Judge a name with an ending that may also make another name: Martina of Martin."""
    meant = around.meant
    word = meant.part.word[: len(meant.part.word) - len(meant.taken)] + meant.ending
    known = words()
    if word in known.lookalikes or known.are_common(word) or not around.has_capital:
        return None
    if meant.part.role != "family" and _is_of_somebody_else(around):
        return None
    return meant.part.is_rare or around.person.language in DECLINING


def _doubtful(around: Around) -> Verdict:  # noqa: PLR0911 - a question a line
    """Judge one part that is short, or is also an everyday word."""
    meant = around.meant
    is_short = len(meant.part.word) < SHORTEST
    if around.written == "code":
        if _has_title(around):
            return True
        tells = meant.part.doubt == "short" or meant.part.word in words().exclaiming
        has_initial = len(around.before) == 1 and around.before.lower() in around.person.initials
        tells = (is_short and tells) or _is_whole_name(around) or has_initial
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


def _is_whole_name(around: Around) -> bool:
    """Tell whether an id or a file's name is this name alone, and not a small word or a month."""
    before = around.page.text[: around.run.start]
    is_first = not before or before.endswith(("/", "\\"))
    behind = around.page.text[around.run.end : around.run.end + 1]
    word = around.meant.part.word
    is_small = word in words().function or around.meant.part.doubt == "capital"
    return is_first and behind in ("", ".", "/", "@") and not is_small


def _doubtful_with_ending(around: Around) -> Verdict:
    """Judge a name that is also an everyday word, and has an ending as declined names have."""
    meant = around.meant
    word = meant.part.word[: len(meant.part.word) - len(meant.taken)] + meant.ending
    is_long = len(meant.part.word) >= SHORTEST
    if around.is_first or not is_long or words().are_common(word):
        return None
    declines = around.person.language in DECLINING and meant.part.doubt == "word"
    return True if declines and not _is_in_phrase(around) else None


def _by_neighbours(around: Around) -> Verdict:  # noqa: PLR0911 - a question a line
    """Judge a name that is also an everyday word, by the words beside it."""
    known, word, doubt = words(), around.meant.part.word, around.meant.part.doubt
    behind = around.behind.lower()
    is_common = word in known.function or doubt == "capital"
    if around.is_possessive:
        return doubt != "capital"
    # An article makes it a noun: the May talks, but not `said that May`.
    has_article = around.before.lower() in known.articles - known.clauses
    if has_article and doubt != "short" and not around.is_first:
        return None
    if _goes_on(around):
        is_told = behind in known.saying - known.being
        tells = is_told or around.is_in_heading or _starts_sentence(around)
        return False if tells else None
    if behind in known.saying:
        starts = word in known.qualifying and around.is_first
        return not (starts or (is_common and behind in known.being))
    if doubt == "short":
        return not _is_in_phrase(around)
    if _is_in_phrase(around):
        return False if around.is_in_heading and not is_common else None
    if doubt == "capital" or around.person.language in NOUNS_HAVE_CAPITALS:
        return like_may(around)
    if not around.is_first:
        return True
    if word in known.exclaiming:
        mark = around.page.text[around.run.end : around.run.end + 1]
        return None if mark in ("!", ",", "?", "") else False
    return None if is_common else False


def _goes_on(around: Around) -> bool:
    """Tell whether a name continues a phrase in capitals: `Carnegie Hall`, but not `Ask Hall`."""
    before = around.before
    if before == "s" and around.token(around.run.first - 2)[:1].isupper():
        return True  # Shepherd's Bush
    is_joined = bool(before) and before[0].isupper() and NEXT.fullmatch(around.gap) is not None
    return is_joined and before.lower() not in words().opening | words().saying | words().articles


def _is_in_phrase(around: Around) -> bool:
    """Tell whether a word with a capital follows a name: Green is no name in `Green Deal`."""
    return bool(around.behind) and around.behind[0].isupper()


def _starts_sentence(around: Around) -> bool:
    """Tell whether the word before a name starts a sentence, and has its capital from that."""
    at = around.run.first - 1
    start = around.tokens[at][0]
    lead = around.page.shown[max(0, start - FARTHEST) : start].rstrip(OPENING)
    return at == 0 or not lead or lead.endswith((*ENDS, "\n"))
