"""Where a text names somebody who must not be named: the words that can, and which of them do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model import Attribution
from briefgen.naming.around import Run
from briefgen.naming.fold import Folded, folded
from briefgen.naming.index import Index, Meant, Unnamed
from briefgen.naming.judge import is_named
from briefgen.naming.unnamed import UnnamedPerson, Written
from briefgen.naming.within import within
from briefgen.naming.words import clitics, words

# A word, or a hump of one: Petra and Hajkovic in petraHajkovic. Letters have no accents here.
UPPER, LOWER = "A-Z\u0391-\u03a9\u0400-\u042f", "a-z\u03b1-\u03c9\u0430-\u045f"
TOKEN = re.compile(
    rf"[{UPPER}]?[{LOWER}]+|[{UPPER}]+(?![{LOWER}])|[^\W\d_{UPPER}{LOWER}]+|[{UPPER}]"
)
# What joins two pieces into one word: nothing, an apostrophe, a backslash that escapes nothing and
# is printed, a hyphen, one at a line's end too.
JOIN = re.compile(r"'?|\\(?:\r?\n)?|-[ \t]*(?:\r?\n[ \t]*)?|[\x02\ufffe](?:\r?\n)?")
# What stands between the parts of one name.
NEAR = re.compile(r"[\s_\-+'\\\x02\ufffe]{0,12}|[.·=]|[\s_]*,[\s_]*|\.[ \u00a0\u202f]")
# The most pieces of one word: an address such as pe-tra-haj-kovic is hardly cut into more.
MOST_PIECES = 4
# The most initials and particles between two parts: Una M. van der Flett.
MOST_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that names somebody: the words, by offsets into the text, whose name, on what terms.

    `sure` is false where the words could mean something else, as a name that is a word as well.
    """

    start: int
    end: int
    words: str
    key: str
    terms: Attribution
    sure: bool = True


def named_in(text: str, unnamed: Unnamed, written: Written) -> tuple[Hit, ...]:
    """Find where a text names somebody of `unnamed`, in the order of the text, each place once.

    `prose` is running text, plain or in Markdown. `code` is ids, addresses, names of files and
    metadata, where capitals mean nothing.
    """
    if not unnamed or not text:
        return ()
    people, index, page = unnamed.people, unnamed.index, folded(text)
    found = [*_by_words(page, people, index, written), *within(page, index, written)]
    hits = []
    for person, first, last, sure in found:
        start, end = page.typed(first, last)
        about = people[person]
        hits.append(Hit(start, end, text[start:end], about.key, about.terms, sure))
    reached, apart = -1, []
    # Of two that lie in each other a sure one comes first, then the longer.
    for hit in sorted(hits, key=lambda each: (each.start, not each.sure, -each.end, each.key)):
        if hit.start >= reached:
            reached = hit.end
            apart.append(hit)
    return tuple(apart)


def _by_words(
    page: Folded, people: tuple[UnnamedPerson, ...], index: Index, written: Written
) -> Iterator[tuple[int, int, int, bool]]:
    """The names that are made of whole words."""
    tokens = [found.span() for found in TOKEN.finditer(page.shown)]
    for person, run in _runs(page, tokens, index):
        sure = is_named(run, page, tokens, people[person], written)
        if sure is not None:
            yield person, run.start, run.end, sure


def _runs(page: Folded, tokens: list[tuple[int, int]], index: Index) -> Iterator[tuple[int, Run]]:
    """The parts of names, those of one person that stand together as one."""
    opened: dict[int, Run] = {}
    at = 0
    while at < len(tokens):
        last, meant = _longest(page, tokens, at, index)
        for each in _by_person(meant):
            run = opened.get(each.person)
            if run and run.takes(each) and _is_near(page, tokens, run.last, at):
                opened[each.person] = run.with_part(each, tokens[last][1], last)
                continue
            if run:
                yield each.person, run
            opened[each.person] = Run((each,), tokens[at][0], tokens[last][1], at, last)
        at = last + 1
    yield from opened.items()


def _by_person(meant: list[Meant]) -> Iterator[Meant]:
    """What a word can be of each person's name, once."""
    seen: set[int] = set()
    for each in sorted(meant, key=lambda one: (one.part.shared, bool(one.part.doubt))):
        if each.person not in seen:
            seen.add(each.person)
            yield each


def _longest(
    page: Folded, tokens: list[tuple[int, int]], at: int, index: Index
) -> tuple[int, list[Meant]]:
    """What the word at a token can be, with as many of the pieces behind it as fit a name."""
    start, end = tokens[at]
    text = page.text
    # Most words of a text start like no name: one look at two letters is all that they cost.
    head = text[start : start + 2] if end - start > 1 else text[start]
    if head not in index.heads:
        return at, _behind_clitic(text[start:end], index)
    best, meant, word = at, [], text[start:end]
    if end - start > 1:
        meant = index.meant(word)
    for last in range(at + 1, min(at + MOST_PIECES, len(tokens))):
        between = text[tokens[last - 1][1] : tokens[last][0]]
        if not JOIN.fullmatch(between):
            break
        word += text[tokens[last][0] : tokens[last][1]]
        found = index.meant(word)
        if found and not (meant and "\\" in between):
            best, meant = last, found
    # A part that is `spelt` is a name only where an umlaut was typed: Müller, but not the muller.
    has_accent = page.has_accent(start, tokens[best][1])
    return best, [each for each in meant if has_accent or not each.part.spelt]


def _behind_clitic(word: str, index: Index) -> list[Meant]:
    """What a word can be behind an article or a preposition that is written with it."""
    if not "\u0590" <= word[0] <= "\u06ff":
        return []
    starts = (each for each in clitics() if word.startswith(each) and len(word) > len(each) + 1)
    return next(filter(None, (index.meant(word[len(each) :]) for each in starts)), [])


def _is_near(page: Folded, tokens: list[tuple[int, int]], last: int, at: int) -> bool:
    """Whether two tokens stand together, with at most initials and particles between them."""
    if at - last > MOST_BETWEEN + 1:
        return False
    for number in range(last, at):
        if not NEAR.fullmatch(page.text[tokens[number][1] : tokens[number + 1][0]]):
            return False
        if number + 1 < at and not _may_stand_between(page, *tokens[number + 1]):
            return False
    return True


def _may_stand_between(page: Folded, start: int, end: int) -> bool:
    """Whether a word is an initial, or a particle: Una M. van der Flett."""
    if end - start > 1:
        word = page.text[start:end]
        return word in words().particles and word not in words().saints
    is_dotted = (
        page.text[max(0, start - 1) : start] in (".", "_", "-") or page.text[end : end + 1] == "."
    )
    return page.shown[start].isupper() or is_dotted
