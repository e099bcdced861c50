"""Running heads and page numbers, between the last line of a page and the first of the next.

A PDF has pages, and a text from a program that prints may have form feeds: there the same line at
the same edge of several pages is a head. A text that was copied has neither, so that only what
counts, or says itself that it is a page's number, is taken for one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from briefgen.evidence.folding import Change
from briefgen.evidence.furniture.lines import Line
from briefgen.evidence.furniture.numbers import line_numbers
from briefgen.evidence.furniture.word_lists import words_in
from briefgen.ground.regexes import regex

PAGE = r"(?:page|pages|pg\.?|p\.|seite|s\.|página|pagina|pág\.|blz\.|sida|side|sivu|strona|str\.|strana|oldal|стр\.|страница|σελίδα|σελ\.|صفحة|頁|第)"  # noqa: E501
COUNT = r"\d{1,4}(?:\s?(?:/|of|von|de|sur|di|av|af|van|z|из|od)\s?\d{1,4})?(?:\s?[頁页])?"
COUNTING = regex(rf"(?=(\d{{1,4}})){COUNT}", re.IGNORECASE)
LONGEST_NUMBER = 14
PARTED = r"(?:\s+[-–—|•·/]\s*|\s*[|•·]\s*|\t\s*|\s{3,})"
# A number that says itself that it counts pages: `page 12`, `Seite 3 von 9`, `- 12 -`, `[12]`.
SAYS_PAGE = regex(
    rf"(?:[^\n]{{1,90}}?{PARTED})?{PAGE}\s?{COUNT}|{PAGE}\s?{COUNT}{PARTED}[^\n]{{1,90}}"
    rf"|[-–—]\s?\d{{1,4}}\s?[-–—]|\[\s?\d{{1,4}}\s?\]|[^\n]{{1,90}}?\s?[|•]\s?\d{{1,4}}"
    rf"|\d{{1,4}}\s?[|•]\s?[^\n]{{1,90}}",
    re.IGNORECASE,
)
# A title with the page behind it: `Report, page 12`, `Report (page 12)`, `Report – March – 12`, or
# the number far to the right.
TITLE_AND_PAGE = regex(
    rf"[^\n]{{3,90}}?(?:,\s?{PAGE}\s?{COUNT}|\s\(\s?{PAGE}\s?{COUNT}\)|(?:\s{{3,}}|\t)\d{{1,4}}"
    rf"|\s[-–—·]\s[^\n]{{3,60}}?\s[-–—·]\s\d{{1,4}})",
    re.IGNORECASE,
)
DIGIT = regex(r"\d")
NUMBER = regex(
    r"\d{1,4}(?:\s?(?:/|of|von|de|sur)\s?\d{1,4})?|(?=.)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
)
# The number of lines at each edge of a page that are looked at; and the most characters of a head.
EDGE, LONGEST = 4, 120
# The least share of pages that have a head. Under a half, as left and right pages may differ.
SHARE = 0.3
COUNTED = regex(r"\A\d{1,4}\s+\D|\D\s+\d{1,4}\Z")
ENDED = regex(r"[.?!…:;”\"»]['’”\"»)]*$")
# Signs at the end of a line behind which a number belongs to the sentence.
AWAITING = (":", "：", "$", "€", "£", "¥", "#", "№")
# The fewest lines from one page number to the next: a page is between them.
LINES_APART = 8


def heads_of_pages(lines: list[Line], starts: tuple[int, ...]) -> Iterator[Change]:
    """Find the lines at the top and at the bottom of pages that stand there on other pages too."""
    places = [line.start for line in lines]
    pages = [
        [line for line in lines[first:last] if line.words]
        for first, last in pairwise([bisect_left(places, at) for at in (*starts, float("inf"))])
    ]
    for edges in ([page[:EDGE] for page in pages], [page[: -EDGE - 1 : -1] for page in pages]):
        yield from _heads(edges)


def _heads(edges: list[list[Line]]) -> Iterator[Change]:
    """Find the furniture at one edge, top or bottom, of all pages; `edges` start at the outside."""
    # A line counts once a page. How far numbers are from those of their pages: a book starts to
    # count behind its preface, and an excerpt anywhere.
    shapes = Counter(shape for edge in edges for shape in {_shape(line.words) for line in edge})
    shifts = Counter(
        number - page
        for page, edge in enumerate(edges)
        for line in edge
        if (number := _number_of(line.words)) is not None
    )
    least = max(2, SHARE * len(edges))
    for page, edge in enumerate(edges):
        for line in edge:
            words = line.words
            number = _number_of(words)
            # Other pages agree with it, or it is that of its own page.
            is_number = number is not None and (shifts[number - page] > 1 or number - page == 1)
            is_head = shapes[_shape(words)] >= least and _may_be_head(words)
            if not (is_number or is_head or says_page(words)):
                break  # behind the first line of the text nothing is furniture
            yield line.start, line.end, "\n"


def _number_of(words: str) -> int | None:
    """Read the number in a line that is only a page number, `3` or `3 / 29`; else None."""
    if len(words) > LONGEST_NUMBER or not words[:1].isdecimal():
        return None
    found = COUNTING.fullmatch(words)
    return int(found[1]) if found else None


def _may_be_head(words: str) -> bool:
    """Whether a line may be a title: it has letters, and doesn't end as a sentence does."""
    if len(words) > LONGEST:
        return False
    return ENDED.search(words) is None and any(map(str.isalpha, words))


def _shape(words: str) -> str:
    """Put `#` for each number of a line, so that `page 12` and `page 13` are alike."""
    return re.sub(r"\d+", "#", " ".join(words.split())).casefold()


def heads_in_text(lines: list[Line]) -> Iterator[Change]:
    """Find running heads and page numbers in a text that was copied or printed to a file."""
    yield from _at_form_feeds(lines)
    numbers = {at for at, line in enumerate(lines) if _is_number(line.words)}
    sure = {at for at, line in enumerate(lines) if says_page(line.words)}
    sure |= _counting(lines, numbers)
    sure |= {at for at in numbers if _is_apart(lines, at) and not _is_awaited(lines, at)}
    # Where all lines are numbered, those of titles are no pages' numbers.
    if next(line_numbers(lines), None) is None:
        sure |= _counted(lines)
    # At the end of a text, or beside an empty page, nothing is parted by it: it may stay.
    found = {at for at in sure if _near(lines, at, -1) and _near(lines, at, 1)}
    for at in (*found, *_beside(lines, found)):
        yield lines[at].start, lines[at].end, "\n"


def _counted(lines: list[Line]) -> set[int]:
    """Find titles that occur several times, with another number each time at an end."""
    titles = {
        at: _shape(line.words)
        for at, line in enumerate(lines)
        if COUNTED.search(line.words[:LONGEST]) and _may_be_head(line.words)
    }
    shapes = Counter(shape for shape, _ in {(titles[at], lines[at].words) for at in titles})
    return {at for at, shape in titles.items() if shapes[shape] > 1}


def says_page(words: str) -> bool:
    """Tell whether a line says itself that it is a running head or foot."""
    if len(words) > LONGEST or not DIGIT.search(words):
        return False
    if SAYS_PAGE.fullmatch(words):
        return True
    return TITLE_AND_PAGE.fullmatch(words) is not None and _is_title(words)


def _is_title(words: str) -> bool:
    """Whether a line has long words, and each of them starts with a capital, as in a title."""
    long = re.findall(r"[^\W\d_]{5,}", words)
    return bool(long) and all(word[0] != word[0].lower() for word in long)


def _at_form_feeds(lines: list[Line]) -> Iterator[Change]:
    """Find the heads and page numbers of a text in which form feeds part the pages."""
    starts = [at for at, line in enumerate(lines) if line.starts_page]
    if not starts:
        return
    pages = [lines[first:last] for first, last in pairwise([0, *starts, len(lines)])]
    pages = [[line for line in page if line.words] for page in pages]
    tops, bottoms = [page[:EDGE] for page in pages], [page[: -EDGE - 1 : -1] for page in pages]
    yield from _heads(tops)
    yield from _heads(bottoms)
    # A number is alone between a page's text and the form feed, whatever the other pages have; so
    # is a title that parts a sentence.
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        for edge, other in ((bottom, top), (top, bottom)):
            is_number = bool(edge) and _is_number(edge[0].words)
            if is_number or _parts_sentence(edge, other, is_top=edge is top):
                yield edge[0].start, edge[0].end, "\n"


def _parts_sentence(edge: list[Line], other: list[Line], *, is_top: bool) -> bool:
    """Whether the outermost line of a page is a title, and a sentence goes on across it."""
    if len(edge) < 2:
        return False
    inner = next((line.words for line in other if not _is_number(line.words)), "")
    before, after = (inner, edge[1].words) if is_top else (edge[1].words, inner)
    is_midst = before[-1:].isalpha() and after[:1].islower()
    return is_midst and _may_be_head(edge[0].words) and _is_title(edge[0].words)


def _is_number(words: str) -> bool:
    """Whether a line is a page's number and nothing else, in figures or small Roman numerals."""
    return len(words) <= LONGEST_NUMBER and NUMBER.fullmatch(words) is not None


def _counting(lines: list[Line], numbers: set[int]) -> set[int]:
    """Find numbers whose neighbour in `numbers` is one lower before them, or one higher after."""
    found: set[int] = set()
    decimal = [at for at in sorted(numbers) if lines[at].words.isdecimal()]
    for first, second in pairwise(decimal):
        if (
            second - first >= LINES_APART
            and int(lines[second].words) - int(lines[first].words) == 1
        ):
            found |= {first, second}
    return found


def _is_awaited(lines: list[Line], at: int) -> bool:
    """Whether the sentence before a number, or behind it, asks for one: `12` before `million`."""
    before, after = _near(lines, at, -1), _near(lines, at, 1)
    following = after.split(maxsplit=1)[0].casefold().rstrip(".,;") if after else ""
    return before.endswith(AWAITING) or following in words_in("magnitudes.txt")


def _near(lines: list[Line], at: int, step: int) -> str:
    """Give the words of the nearest line that isn't blank, nor surely a running head."""
    for distance in range(1, EDGE + 1):
        other = at + step * distance
        if not 0 <= other < len(lines):
            break
        words = lines[other].words
        if words and not says_page(words):
            return words
    return ""


def _is_apart(lines: list[Line], at: int) -> bool:
    """Whether empty lines stand before and behind a line; a number of a sentence has none."""
    around = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    return len(around) == 2 and not any(line.words for line in around)


def _beside(lines: list[Line], found: set[int]) -> Iterator[int]:
    """Find titles that stand beside more than one of the page numbers `found`."""
    near = [
        other
        for at in sorted(found)
        for step in (-1, 1)
        if (other := _next(lines, at, step)) not in found and _may_be_head(lines[other].words)
    ]
    shapes = Counter(_shape(lines[other].words) for other in near)
    yield from (other for other in near if shapes[_shape(lines[other].words)] > 1)


def _next(lines: list[Line], at: int, step: int) -> int:
    """The number of the next line that isn't empty; of the line itself where there is none."""
    for other in range(at + step, at + 3 * step, step):
        if 0 <= other < len(lines) and lines[other].words:
            return other
    return at
