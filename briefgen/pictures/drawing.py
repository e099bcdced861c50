"""Write an SVG again with only what draws something.

Editors put more into an SVG: paths of files, the user's name, names of layers, comments. The
elements, attributes and properties that draw are listed in `drawing.toml`; all others are left out.
Ids and classes are replaced by numbers, as editors name them after layers and files.
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
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.pictures.sheet import sheet_written, style_written
from briefgen.pictures.svg import read_whole

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "http://www.w3.org/1999/xlink"
# The separator of expat between a namespace and a name: a form feed, which XML can't contain.
BETWEEN = "\f"
# A reference in CSS to an element of the drawing: `url(#id)`.
REFERENCE = regex(r"(url\(\s*[\"']?#)([^)\"']+)")
CSS_COMMENT = regex(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# What can't be in a number, a unit or a path: certain signs, or four letters in a row that are no
# keyword. An attribute of numbers could otherwise hold words.
NO_NUMBER = regex(r"[^-+.,%\s\da-zA-Z()]|(?!auto|left|right|center|calc)[a-zA-Z]{4}")
# The value of `xml:lang`, a language tag (BCP 47), or of `xml:space`, `preserve` or `default`.
LANGUAGE = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}|preserve|default")
TEXT = ("text", "tspan", "textPath")
# The attributes that move a part of a text away from the part before it (SVG 2, chapter 11).
PLACED = {"x", "y", "dx", "dy"}


@dataclass(slots=True)
class Part:
    """An element that draws, its attributes, and the elements and texts inside it, in order."""

    name: str
    attributes: dict[str, str]
    kids: list[Part | str] = field(default_factory=list)

    def everything(self) -> Iterator[Part]:
        """List the part and all parts below it, in the order of the file."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Part):
                yield from kid.everything()


@record
class Drawing:
    """An SVG that was written again, and the words in it.

    `texts` are the same words several times, in each way in which they can be put together: a name
    may be spread over several elements.
    """

    data: bytes
    texts: tuple[str, ...]


@record
class Known:
    """The lists of `drawing.toml`.

    `numbers` are those attributes whose values hold no words, and `values` the keywords that values
    may hold.
    """

    elements: frozenset[str]
    attributes: frozenset[str]
    numbers: frozenset[str]
    properties: frozenset[str]
    values: frozenset[str]


@cache
def known() -> Known:
    """Read the lists in `drawing.toml`, once."""
    lists = tomllib.loads(Path(__file__).with_name("drawing.toml").read_text("utf-8"))
    return Known(**{name: frozenset(words.split()) for name, words in lists.items()})


def drawing_of(data: bytes, picture_written: Callable[[str], str]) -> Drawing:
    """Write an SVG again that `svg.look_into` found safe.

    `picture_written` turns the data URL of a picture inside of it into that of the picture without
    metadata. Raises FileFault where the file isn't XML with an `svg` at its root, in words that go
    on a sentence after its name.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    read_whole(parser, data)
    if reader.root is None:
        raise FileFault("is no SVG.", "Export it again.")
    root = reader.root
    used = set(_references(root))
    for part in root.everything():
        # While `everything` goes on: it then goes through the kids that are left.
        part.kids = [kid for kid in part.kids if not _is_unseen(kid, part, used)]
    _renumber(root)
    for part in root.everything():
        if part.name in ("image", "feImage") and part.attributes.get("href", "#")[0] != "#":
            part.attributes["href"] = picture_written(part.attributes["href"])
    written = "".join(_written(root))
    return Drawing(written.encode(), tuple(_texts(root)))


class _Reader:
    """The handlers of a parser, which build the tree of the parts that draw.

    `root` is the tree. `open` are the parts whose end hasn't come. `passed_over` is the number of
    open elements that are left out, with all that is in them.
    """

    def __init__(self) -> None:
        self.root: Part | None = None
        self.open: list[Part] = []
        self.passed_over = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(BETWEEN)
        is_drawn = space in ("", SVG) and local in known().elements
        # What is in an element that is left out is left out, too. Without an `svg` at the root, all
        # is.
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
    """Pick the attributes that draw, and `id` and `class`, to which other elements may refer."""
    kept: dict[str, str] = {}
    for key, value in typed.items():
        space, _, name = key.rpartition(BETWEEN)
        # `href` counts before `xlink:href`, in whatever order they stand (SVG 2, Linking).
        if name == "href" and space in ("", XLINK):
            if space == "" or "href" not in kept:
                kept["href"] = value.strip()
        elif space == XML and name in ("space", "lang") and LANGUAGE.fullmatch(value):
            kept[f"xml:{name}"] = value
        elif space == "" and (written := _value(name, value)) is not None:
            kept[name] = written
    return kept


def _value(name: str, value: str) -> str | None:
    """Give the value of an attribute as it is written again; None if the attribute is left out."""
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
    """Tell whether a kid of `above` is never drawn, and no part refers to it by an id in `used`.

    Such a kid is a hidden layer, in which an editor keeps what was taken out of the drawing.
    """
    # A `stop` belongs to its gradient, and a `style` may hold rules for the rest.
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
    """List the ids to which attributes or styles of the drawing refer, some perhaps twice."""
    for part in root.everything():
        for key, value in part.attributes.items():
            if key == "href" and value.startswith("#"):
                yield value[1:]
            yield from (found[1].strip() for found in REFERENCE.findall(value))
        if part.name == "style":
            words = "".join(kid for kid in part.kids if isinstance(kid, str))
            # In a style sheet `#abc` may be an id or a colour. Taken for an id, a colour can only
            # keep a hidden part too many.
            yield from re.findall(r"#([\w-]+)", words)


def _renumber(root: Part) -> None:
    """Replace ids by `i1`, `i2`, … and classes by `c1`, `c2`, … in the order of the drawing.

    References get the new names. A reference to an id that isn't there becomes one to `i0`, which
    isn't there either. Ids and classes that nothing can refer to are left out.
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
    """Replace the ids in the references `url(#id)` of an attribute or a style by the new ones."""
    return REFERENCE.sub(lambda found: found[1] + ids.get(found[2].strip(), "i0"), value)


def _written(part: Part, above: str = "") -> Iterator[str]:
    """Write a part and all in it as XML; `above` is the name of the part around it."""
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
    """List the words of a drawing in each way in which a reader may put them together.

    First with moved parts on lines of their own, then (if that differs) with the parts of each text
    together, and last with all texts together.
    """
    texts = [part for part in root.everything() if part.name == "text"]
    lines = ["".join(_words(part, apart=True)) for part in texts]
    joined = ["".join(_words(part, apart=False)) for part in texts]
    yield "\n".join(lines)
    if joined != lines:
        yield "\n".join(joined)
    # Some programs write each letter, or a few letters of a word, as a text of its own.
    if len(joined) > 1:
        yield "".join(words.strip() for words in joined)


def _words(part: Part, *, apart: bool) -> Iterator[str]:
    """List the words in a text; with `apart`, a part that is moved begins a new line."""
    for kid in part.kids:
        if isinstance(kid, str):
            yield kid
        else:
            if apart and PLACED & set(kid.attributes):
                yield "\n"
            yield from _words(kid, apart=apart)
