"""An SVG is written anew, with what draws and nothing else.

An editor puts into it the paths of its files, the names of its user and of layers, comments, and
words for readers of the file. What draws is listed in `drawing.toml`; ids and classes are numbered.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from briefgen.ground.folder import FileFault
from briefgen.pictures.sheet import sheet_written, style_written
from briefgen.pictures.svg import read_whole

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "http://www.w3.org/1999/xlink"
# Between a namespace and a name: no XML can hold it.
BETWEEN = "\f"
REFERENCE = re.compile(r"(url\(\s*[\"']?#)([^)\"']+)")
CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# What no number, unit or path has: another sign, or four letters in a row that are no keyword.
NO_NUMBER = re.compile(r"[^-+.,%\s\da-zA-Z()]|(?!auto|left|right|center|calc)[a-zA-Z]{4}")
# A tag of a language (BCP 47), or `preserve` and `default` of white space.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}|preserve|default")
TEXT = ("text", "tspan", "textPath")
# A part of a text with one of these stands apart from what is before it (SVG 2, chapter 11).
PLACED = {"x", "y", "dx", "dy"}


@dataclass(slots=True)
class Part:
    """An element that draws, with its attributes, and what is inside it."""

    name: str
    attributes: dict[str, str]
    kids: list[Part | str] = field(default_factory=list)

    def everything(self) -> Iterator[Part]:
        """List the part and all parts below it, in the order of the file."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Part):
                yield from kid.everything()


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG that holds what draws.

    `texts` are the words in it as they are read: with its lines apart, and the parts of each line
    together.
    """

    data: bytes
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What draws, by the kinds of `drawing.toml`."""

    elements: frozenset[str]
    attributes: frozenset[str]
    numbers: frozenset[str]
    properties: frozenset[str]
    values: frozenset[str]


@cache
def known() -> Known:
    """Read the lists of what draws."""
    lists = tomllib.loads(Path(__file__).with_name("drawing.toml").read_text("utf-8"))
    return Known(**{name: frozenset(words.split()) for name, words in lists.items()})


def drawing_of(data: bytes, picture_written: Callable[[str], str]) -> Drawing:
    """Write an SVG anew that was looked into. Raises FileFault where no browser would draw it.

    `picture_written` gives the data URL of a picture inside as it is to stand in the page.
    """
    root = _read(data)
    used = set(_references(root))
    for part in root.everything():
        part.kids = [kid for kid in part.kids if not _is_unseen(kid, part, used)]
    _number(root)
    for part in root.everything():
        if part.name in ("image", "feImage") and part.attributes.get("href", "#")[0] != "#":
            part.attributes["href"] = picture_written(part.attributes["href"])
    written = "".join(_written(root))
    return Drawing(written.encode(), tuple(_texts(root)))


def _read(data: bytes) -> Part:
    """Read the parts that draw, as a tree."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    read_whole(parser, data)
    if reader.root is None:
        raise FileFault("is no SVG.", "Export it again.")
    return reader.root


class _Reader:
    """What was read so far: the parts that are open, and how deep it is inside of one left out."""

    def __init__(self) -> None:
        self.root: Part | None = None
        self.open: list[Part] = []
        self.passed_over = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(BETWEEN)
        is_drawn = space in ("", SVG) and local in known().elements
        if self.passed_over or not is_drawn or (self.root is None and local != "svg"):
            self.passed_over += 1
            return
        part = Part(local, _attributes(attributes))
        if self.open:
            self.open[-1].kids.append(part)
        else:
            self.root = part
        self.open.append(part)

    def end(self, _name: str) -> None:
        if self.passed_over:
            self.passed_over -= 1
        else:
            self.open.pop()

    def words(self, words: str) -> None:
        is_kept = {"style", *TEXT} & {part.name for part in self.open}
        if not self.passed_over and is_kept:
            self.open[-1].kids.append(words)


def _attributes(typed: Mapping[str, str]) -> dict[str, str]:
    """The attributes that draw, and `id` and `class`, which others refer to."""
    kept: dict[str, str] = {}
    for key, value in typed.items():
        space, _, name = key.rpartition(BETWEEN)
        # Without a namespace it comes before `xlink:href`, wherever it stands (SVG 2, Linking).
        if name == "href" and space in ("", XLINK):
            if space == "" or "href" not in kept:
                kept["href"] = value.strip()
        elif space == XML and name in ("space", "lang") and LANGUAGE.fullmatch(value):
            kept[f"xml:{name}"] = value
        elif space == "" and (written := _value(name, value)) is not None:
            kept[name] = written
    return kept


def _value(name: str, value: str) -> str | None:
    """The value of an attribute as it is kept; None where it isn't."""
    if name in ("id", "class"):
        return value
    if name == "style":
        return style_written(value, known().properties) or None
    if name in known().numbers and NO_NUMBER.search(value):
        return None
    if name in known().attributes | known().properties:
        return CSS_COMMENT.sub(" ", value)
    return None


def _is_unseen(kid: Part | str, above: Part, used: set[str]) -> bool:
    """Whether something is never shown, and nothing that is shown refers to it.

    A hidden layer is where an editor keeps what was taken out of a drawing.
    """
    if isinstance(kid, str) or kid.name in ("style", "stop"):
        return False
    style = kid.attributes.get("style", "")
    shows_none = kid.attributes.get("display") == "none" or "display:none" in style.split(";")
    is_stock = above.name == "defs" or kid.name in ("symbol", "clipPath", "mask", "marker")
    if not (shows_none or is_stock):
        return False
    ids = {part.attributes.get("id") for part in kid.everything()}
    return used.isdisjoint(ids) and not _has_style(kid)


def _has_style(part: Part) -> bool:
    return any(each.name == "style" for each in part.everything())


def _references(root: Part) -> Iterator[str]:
    """The ids that parts of the drawing, or their styles, refer to."""
    for part in root.everything():
        for key, value in part.attributes.items():
            if key == "href" and value.startswith("#"):
                yield value[1:]
            yield from (found[1].strip() for found in REFERENCE.findall(value))
        if part.name == "style":
            words = "".join(kid for kid in part.kids if isinstance(kid, str))
            # In a sheet every hash may be a selector; a colour among them keeps too much at worst.
            yield from re.findall(r"#([\w-]+)", words)


def _number(root: Part) -> None:
    """Number the ids and classes in the order in which they come, and have references follow.

    Editors name them after layers and files. What refers to nothing gets `i0`, which isn't there.
    """
    used = set(_references(root))
    ids: dict[str, str] = {}
    classes: dict[str, str] = {}
    has_sheet = _has_style(root)
    for part in root.everything():
        name = part.attributes.pop("id", "")
        if name in used:
            part.attributes["id"] = ids.setdefault(name, f"i{len(ids) + 1}")
        names = part.attributes.pop("class", "").split()
        if names and has_sheet:
            numbered = (classes.setdefault(each, f"c{len(classes) + 1}") for each in names)
            part.attributes["class"] = " ".join(numbered)
    for part in root.everything():
        for key, value in part.attributes.items():
            if key != "href":
                part.attributes[key] = _followed(value, ids)
            elif value.startswith("#"):
                part.attributes[key] = f"#{ids.get(value[1:], 'i0')}"
        if part.name == "style":
            words = "".join(kid for kid in part.kids if isinstance(kid, str))
            sheet = sheet_written(
                words,
                known().properties,
                lambda name: ids.get(name, "i0"),
                lambda name: classes.get(name, "c0"),
            )
            part.kids = [_followed(sheet, ids)]


def _followed(value: str, ids: Mapping[str, str]) -> str:
    return REFERENCE.sub(lambda found: found[1] + ids.get(found[2].strip(), "i0"), value)


def _written(part: Part, above: str = "") -> Iterator[str]:
    space = "" if above else f' xmlns="{SVG}"'
    pairs = "".join(f" {key}={quoteattr(value)}" for key, value in part.attributes.items())
    yield f"<{part.name}{space}{pairs}"
    if not part.kids:
        yield "/>"
        return
    yield ">"
    for kid in part.kids:
        if isinstance(kid, str):
            yield escape(kid)
        else:
            yield from _written(kid, part.name)
    yield f"</{part.name}>"


def _texts(root: Part) -> Iterator[str]:
    """The words of a drawing, in each of the ways in which somebody may read them together."""
    texts = [part for part in root.everything() if part.name == "text"]
    lines = ["".join(_words(part, apart=True)) for part in texts]
    joined = ["".join(_words(part, apart=False)) for part in texts]
    yield "\n".join(lines)
    if joined != lines:
        yield "\n".join(joined)
    # Some programs write each letter, or some of a word, as a text of its own.
    if len(joined) > 1:
        yield "".join(words.strip() for words in joined)


def _words(part: Part, *, apart: bool) -> Iterator[str]:
    for kid in part.kids:
        if isinstance(kid, str):
            yield kid
        else:
            if apart and PLACED & set(kid.attributes):
                yield "\n"
            yield from _words(kid, apart=apart)
