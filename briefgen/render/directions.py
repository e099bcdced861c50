"""Mark what is written in another direction or script than the text around it.

A browser puts the words of a line in order across all elements in it (Unicode's bidirectional
algorithm, UAX 9). The typesetter orders each element by itself: of a name with a part that is
emphasised, it would print the words in the wrong order. So each run of words in the other direction
gets an element `bdi`, which both of them order by itself; and `lang` says what it is, as far as its
letters tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from briefgen.ground.regexes import regex
from briefgen.model.languages import direction_of
from briefgen.model.letters import RANGES, own_scripts
from briefgen.render.runs import APART, ENTITY, SIGN, TAG, runs_of
from briefgen.render.wrapping import wrapped

# What isn't printed, or not as text; a comment; a tag with its name and attributes; a text.
PIECE = regex(
    r"(?P<unread><(script|style|textarea|template|svg|select)\b.*?</\2\s*>)|(?P<comment><!--.*?-->)"
    r"""|<(?P<closes>/?)(?P<name>[a-zA-Z][\w-]*)(?P<has>(?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|<""",
    re.DOTALL | re.IGNORECASE,
)
ENTITIES = regex(r"&(?:[a-zA-Z]\w*|\#\w+);")
DIR = regex(r"""\sdir=["']?(ltr|rtl)\b""", re.IGNORECASE)
LANG = regex(r"""\slang=["']?([\w-]+)""", re.IGNORECASE)
# Elements inside of which the words of a line go on.
THROUGH = set(
    "a abbr b big del dfn em font i ins mark q s small strong sub u var".split()  # noqa: SIM905 - it reads as a list
)
# Elements of a line whose words stand by themselves: a number, a label, a name, a date.
BESIDE = set(
    "bdi bdo cite code data kbd label output samp span sup time tt".split()  # noqa: SIM905 - it reads as a list
)
# Elements without an end.
EMPTY = set(
    "area br col hr img input link meta source track wbr".split()  # noqa: SIM905 - it reads as a list
)


@dataclass(slots=True)
class _Line:
    """A line, or an element in one: its HTML so far, and its words, each in the same place.

    `name` and `tag` are those of the element; the tag is empty once it has been written. `inside`
    is the tag of an element to be put around all that is in it; empty for none. `same` counts the
    elements of its name that are open within it.
    """

    direction: str
    language: str
    name: str = ""
    tag: str = ""
    inside: str = ""
    same: int = 0
    html: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, html: str, stands_for: str = "") -> None:
        """Add a piece of HTML: a text, or what a sign stands for in the words of the line."""
        self.html.append(html)
        if stands_for:
            self.words.append(stands_for * len(html))
        else:
            self.words.append(ENTITIES.sub(lambda each: ENTITY * len(each[0]), html))


def with_directions(page: str, direction: str, language: str) -> str:
    """Mark what is in another direction or script, in a page of a direction and a language."""
    head, start, body = page.partition("<body")
    if not start or (direction == "ltr" and not _far_letters(own_scripts(language)).search(body)):
        return page
    return head + _Body(direction, language).read(start + body)


@cache
def _far_letters(own: tuple[str, ...]) -> re.Pattern[str]:
    """Make the pattern of letters that are marked in a page from left to right."""
    letters = "".join(RANGES[script] for script in RANGES if script not in own)
    return re.compile(f"[{letters}]")


class _Body:
    """Reads the body of a page piece by piece, and writes it with its runs marked."""

    def __init__(self, direction: str, language: str) -> None:
        self.out: list[str] = []
        # The blocks around a piece, each with its name, direction and language.
        self.blocks = [("", direction, language)]
        self.lines = [_Line(direction, language)]

    def read(self, body: str) -> str:
        """Write the body with its runs marked."""
        for found in PIECE.finditer(body):
            piece, name = found[0], (found["name"] or "").lower()
            if found["unread"]:
                self._write_line()
                self.out.append(piece)
            elif found["comment"] or name == "wbr":
                self.lines[-1].add(piece, TAG)
            elif not name:
                self.lines[-1].add(piece)
            elif found["closes"]:
                self._close(piece, name)
            else:
                self._open(piece, name, found["has"])
        self._write_line()
        return "".join(self.out)

    def _open(self, tag: str, name: str, attributes: str) -> None:
        line = self.lines[-1]
        turned, spoken = DIR.search(attributes), LANG.search(attributes)
        direction = turned[1].lower() if turned else line.direction
        language = spoken[1] if spoken else line.language
        if name in THROUGH and not turned and not spoken:
            line.same += name == line.name
            line.add(tag, TAG)
        elif name in THROUGH or name in BESIDE:
            inside = ""
            if spoken and not turned:
                outside, direction = direction, direction_of(language)
                if direction == outside:
                    tag = f'{tag[:-1]} dir="{direction}">'
                else:
                    # A style may set it as a block, which then would begin at the other side.
                    inside = _bdi(language, direction)
            self.lines.append(_Line(direction, language, name, tag, inside))
        else:
            self._write_line()
            self.out.append(tag)
            if name not in EMPTY:
                self.blocks.append((name, direction, language))
                self.lines = [_Line(direction, language)]

    def _close(self, tag: str, name: str) -> None:
        line = self.lines[-1]
        if name == line.name and not (name in THROUGH and line.same):
            self.lines.pop()
            if line.tag:
                html = line.tag + _within(line.inside, _marked(line)) + tag
                self.lines[-1].add(html, SIGN if name == "sup" else APART)
            else:
                self.out += [_marked(line), tag]
        elif name in THROUGH or name in BESIDE:
            line.same -= name == line.name
            line.add(tag, TAG)
        else:
            self._write_line()
            self.out.append(tag)
            while len(self.blocks) > 1 and self.blocks.pop()[0] != name:
                pass
            _, direction, language = self.blocks[-1]
            self.lines = [_Line(direction, language)]

    def _write_line(self) -> None:
        """Write the line: a block begins or ends. Elements that are open go on behind it."""
        for line in self.lines:
            self.out += [line.tag, _marked(line)]
            line.tag = ""
            line.html.clear()
            line.words.clear()


def _marked(line: _Line) -> str:
    """Write the HTML of a line with its runs marked."""
    html, words = "".join(line.html), "".join(line.words)
    runs = runs_of(words, line.direction, line.language)
    parts = ((run.start, run.end, _bdi(run.language, run.direction)) for run in runs)
    return wrapped(html, words, parts)


def _within(tag: str, html: str) -> str:
    return f"{tag}{html}</bdi>" if tag else html


def _bdi(language: str, direction: str) -> str:
    """Write the tag that opens a run; `language` is empty for one of numbers."""
    spoken = f' lang="{language}"' if language else ""
    return f'<bdi{spoken} dir="{direction}">'
