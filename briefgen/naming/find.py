"""Find where a text names somebody who must not be named.

First all words are found that can be part of such a name (`index`, `within`). Then `judge` decides
which of them mean the person.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.model import Attribution
from briefgen.naming.around import Run
from briefgen.naming.fold import Folded, folded
from briefgen.naming.index import Index, Meant, Unnamed
from briefgen.naming.judge import is_named
from briefgen.naming.unnamed import Written
from briefgen.naming.within import within
from briefgen.naming.words import clitics, words

# A word, or a part of one in camel case: Petra and Hajkovic in petraHajkovic. The text is folded,
# so no letter has an accent.
UPPER, LOWER = "A-Z\u0391-\u03a9\u0400-\u042f", "a-z\u03b1-\u03c9\u0430-\u045f"
TOKEN = regex(rf"[{UPPER}]?[{LOWER}]+|[{UPPER}]+(?![{LOWER}])|[^\W\d_{UPPER}{LOWER}]+|[{UPPER}]")
# What joins two pieces into one word: nothing, an apostrophe, a backslash that escapes nothing (it
# is printed), or a hyphen, also at a line's end. The text of a PDF may have U+0002 or U+FFFE for
# that hyphen (pdfium).
JOIN = regex(r"'?|\\(?:\r?\n)?|-[ \t]*(?:\r?\n[ \t]*)?|[\x02\ufffe](?:\r?\n)?")
# What may stand between two parts of one name.
NEAR = regex(r"[\s_\-+'\\\x02\ufffe]{0,12}|[.·=]|[\s_]*,[\s_]*|\.[ \u00a0\u202f]")
# The most pieces that are joined into one word. An address such as pe-tra-haj-kovic has four.
MOST_PIECES = 4
# The most initials and particles between two parts of a name: Una M. van der Flett has three.
MOST_BETWEEN = 3


@record
class Hit:
    """Hold a place that names somebody: the words, their offsets, the person's id and terms.

    `sure` is false where the words could mean something else, as with a name that is also a word.
    """

    start: int
    end: int
    words: str
    key: str
    terms: Attribution
    sure: bool = True


def named_in(text: str, unnamed: Unnamed, written: Written) -> tuple[Hit, ...]:
    """Find where a text names somebody of `unnamed`, in the order of the text, each place once.

    `written` is `prose` for running text, plain or in Markdown; it is `code` for ids, addresses,
    names of files and metadata, where capitals mean nothing.
    """
    if not unnamed or not text:
        return ()
    people, index, page = unnamed.people, unnamed.index, folded(text)
    tokens = [found.span() for found in TOKEN.finditer(page.shown)]
    # First the names that are made of whole words, then those inside of words.
    found = [
        (person, run.start, run.end, sure)
        for person, run in _runs(page, tokens, index)
        if (sure := is_named(run, page, tokens, people[person], written)) is not None
    ]
    found += within(page, index, written)
    hits = []
    for person, first, last, sure in found:
        start, end = page.typed(first, last)
        about = people[person]
        hits.append(Hit(start, end, text[start:end], about.key, about.terms, sure))
    reached, apart = -1, []
    # Where hits overlap, a sure one is kept before an unsure one, then a longer one.
    for hit in sorted(hits, key=lambda each: (each.start, not each.sure, -each.end, each.key)):
        if hit.start >= reached:
            reached = hit.end
            apart.append(hit)
    return tuple(apart)


def _runs(page: Folded, tokens: list[tuple[int, int]], index: Index) -> Iterator[tuple[int, Run]]:
    """Yield each run of parts of a name, with the person's number.

    Parts of one person's name that stand together make one run.
    """
    opened: dict[int, Run] = {}
    at = 0
    while at < len(tokens):
        last, meant = _longest(page, tokens, at, index)
        # Of several parts of one person's name that a word can be, the most telling one counts.
        most_telling: dict[int, Meant] = {}
        for each in sorted(meant, key=lambda one: (one.part.shared, bool(one.part.doubt))):
            most_telling.setdefault(each.person, each)
        for each in most_telling.values():
            run = opened.get(each.person)
            if run and run.takes(each) and _is_near(page, tokens, run.last, at):
                opened[each.person] = run.with_part(each, tokens[last][1], last)
                continue
            if run:
                yield each.person, run
            opened[each.person] = Run((each,), tokens[at][0], tokens[last][1], at, last)
        at = last + 1
    yield from opened.items()


def _longest(
    page: Folded, tokens: list[tuple[int, int]], at: int, index: Index
) -> tuple[int, list[Meant]]:
    """Find the parts of names that the word at a token can be.

    The pieces behind it are joined to it as far as that gives a name: pe-tra is Petra. Gives the
    number of the last token that was joined, and the parts.
    """
    start, end = tokens[at]
    text = page.text
    # Most words of a text start like no name, so comparing two letters is enough for them.
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
    # A part that is `spelt` is a name only if an accent was typed: Müller, but not `the muller`.
    has_accent = page.has_accent(start, tokens[best][1])
    return best, [each for each in meant if has_accent or not each.part.spelt]


def _behind_clitic(word: str, index: Index) -> list[Meant]:
    """List the parts of names that a word can be, without an article or preposition before it.

    Hebrew and Arabic join these to the name.
    """
    if not "\u0590" <= word[0] <= "\u06ff":
        return []
    starts = (each for each in clitics() if word.startswith(each) and len(word) > len(each) + 1)
    return next(filter(None, (index.meant(word[len(each) :]) for each in starts)), [])


def _is_near(page: Folded, tokens: list[tuple[int, int]], last: int, at: int) -> bool:
    """Tell whether two tokens stand together, with at most initials and particles between them."""
    if at - last > MOST_BETWEEN + 1:
        return False
    for number in range(last, at):
        if not NEAR.fullmatch(page.text[tokens[number][1] : tokens[number + 1][0]]):
            return False
        if number + 1 < at and not _may_stand_between(page, *tokens[number + 1]):
            return False
    return True


def _may_stand_between(page: Folded, start: int, end: int) -> bool:
    """Tell whether a word is an initial or a particle: Una M. van der Flett."""
    if end - start > 1:
        word = page.text[start:end]
        return word in words().particles and word not in words().saints
    is_dotted = (
        page.text[max(0, start - 1) : start] in (".", "_", "-") or page.text[end : end + 1] == "."
    )
    return page.shown[start].isupper() or is_dotted
