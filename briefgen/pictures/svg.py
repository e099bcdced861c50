"""Read an SVG event by event, and refuse one that is more than a picture.

It is judged by what the XML parser reports, and not by its bytes: an entity, a namespace or an
encoding can spell the same element in other bytes. Scripts wouldn't run in briefgen's pages, where
the picture stands in an `img`; but the engine would follow links to files.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter, defaultdict
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from briefgen.ground.folder import FileFault
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.pictures.kinds import rasters

# The most elements, with those that a `use` repeats counted each time. A large map has some
# thousands; with far more, the engine would take very long to draw it.
MOST_ELEMENTS = 50_000
# The most elements, or brackets in CSS, inside each other. Their readers call themselves for each.
DEEPEST = 100
# The most references that lead from one to the next, such as a `use` of a group that holds a `use`.
# A longer chain counts as a circle.
LONGEST_CHAIN = 12
PLAIN = "Export it as a plain SVG, without scripts, styles or links to other files."
# Elements that run, play or embed something.
ACTIVE = {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "tref"}
# A link within the SVG, or a picture in a data URL.
INSIDE = regex(rf"#|data:(?:{'|'.join(each.media_type for each in rasters())})[;,]")
# CSS that asks for a file. A backslash is refused too, because it can spell any letter: `u\72l(` is
# `url(` (CSS Syntax, section 4.3.7).
OUTSIDE_CSS = regex(r"url\(\s*+[\"']?+(?!\s*[\"']?#)|@import|\\", re.IGNORECASE)
BRACKET = regex(r"[][(){}]")
CLOSING = {"(": ")", "[": "]", "{": "}"}
REFERENCE = regex(r"url\(\s*[\"']?#([^)\"']+)")
INKS = regex(r"device-cmyk", re.IGNORECASE)
# Elements whose words describe the file, and aren't drawn.
UNSEEN = {"title", "desc", "metadata"}
# Elements whose words are drawn.
DRAWN = {"text", "tspan", "textPath", "a"}


@record
class Held:
    """What an SVG holds beside shapes: the words that it draws, and the bytes of its pictures."""

    words: str
    pictures: tuple[bytes, ...]


def read_whole(parser: expat.XMLParserType, data: bytes) -> None:
    """Have a parser read all of an SVG.

    Raises FileFault where it isn't XML. The message goes on a sentence that begins with the
    picture's name.
    """
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileFault(f"is damaged: {error}.", "Export it again.") from None


def look_into(data: bytes) -> Held:
    """Check that an SVG is nothing but a picture, and find what it holds beside shapes.

    Raises FileFault where it has a script, a link to a file, too many elements or the like. The
    message goes on a sentence that begins with the picture's name.
    """
    handlers = _Handlers()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = handlers.doctype
    parser.ProcessingInstructionHandler = handlers.instruction
    read_whole(parser, data)
    handlers.refuse_growth()
    return Held("".join(handlers.words), tuple(handlers.pictures))


class _Handlers:
    """The handlers of a parser, which refuse what isn't a picture, and count what it unfolds to.

    `open` are the names and ids of the elements around the place that the parser has come to.
    `sizes` has the number of elements in the element with each id, and `leads` how often these
    refer to each other id; the id "" stands for the whole picture. `weights` has the number of
    elements in each id with all references followed, once it was computed.
    """

    def __init__(self) -> None:
        self.count = 0
        self.open: list[tuple[str, str]] = []
        self.sizes: Counter[str] = Counter()
        self.leads: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.weights: dict[str, int] = {}
        # The text of the open `style`: the parser may report it in many parts.
        self.style: list[str] = []
        self.words: list[str] = []
        self.pictures: list[bytes] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if local in ACTIVE:
            raise _holds(f"<{local}")
        self.open.append((local, attributes.get("id", "")))
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise FileFault(
                f"has more than {MOST_ELEMENTS:,} parts, or {DEEPEST} inside each other."
            )
        self._count("", 1)
        for key, value in attributes.items():
            self._attribute(key.rsplit(":", 1)[-1].lower(), value.strip())

    def _attribute(self, key: str, value: str) -> None:
        """Refuse an attribute that runs something or leads out; count its references.

        `key` is in small letters, and without its namespace.
        """
        if key.startswith("on"):
            raise _holds(f"{key}=")
        if key in ("href", "src"):
            if not INSIDE.match(value):
                raise _holds(f'{key}="{value[:40]}')
            if value.startswith("#"):
                self._count(value[1:], 0)
            else:
                self.pictures.append(payload(value))
        else:
            # Any other attribute may hold CSS: most properties are attributes too (SVG 2, 6.6).
            _refuse_css(value)
        for target in REFERENCE.findall(value):
            self._count(target, 0)

    def _count(self, target: str, elements: int) -> None:
        """Count elements, or a reference to the id `target`, for each open id and the picture."""
        for holder in {"", *(name for _, name in self.open)}:
            self.sizes[holder] += elements
            if target:
                self.leads[holder][target] += 1

    def end(self, _name: str) -> None:
        if self.open.pop()[0] == "style":
            _refuse_css("".join(self.style))
            self.style.clear()

    def text(self, words: str) -> None:
        names = {name for name, _ in self.open}
        if "style" in names:
            self.style.append(words)
        elif names & DRAWN and self.open[-1][0] not in UNSEEN:
            self.words.append(words)

    def doctype(self, *_: object) -> None:
        raise _holds("<!DOCTYPE")

    def instruction(self, target: str, _data: str) -> None:
        raise _holds(f"<?{target}")

    def refuse_growth(self) -> None:
        """Raise FileFault where elements refer to each other in a circle, or unfold to too many.

        Ten groups that each use the group before twice have a thousand times the first one.
        """
        if self._weight("", LONGEST_CHAIN) > MOST_ELEMENTS:
            raise FileFault(f"unfolds into more than {MOST_ELEMENTS:,} parts.", PLAIN)

    def _weight(self, name: str, left: int) -> int:
        """Count the elements in an id with all references followed; `left` more may follow."""
        if left < 0:
            raise FileFault("holds parts that refer to each other without end.", PLAIN)
        if name not in self.weights:
            leads = self.leads[name].items() if name in self.leads else ()
            inside = sum(times * self._weight(target, left - 1) for target, times in leads)
            self.weights[name] = self.sizes[name] + inside
        return self.weights[name]


def _refuse_css(words: str) -> None:
    """Raise FileFault where CSS asks for files, has inks, or is nested too deep."""
    if found := OUTSIDE_CSS.search(words):
        raise _holds(found[0])
    if INKS.search(words):
        message = "has colours for a printing press (`device-cmyk`), which a screen doesn't show."
        raise FileFault(message, "Export it with RGB colours.")
    if _depth(words) > DEEPEST:
        raise FileFault(f"has styles with more than {DEEPEST} brackets inside each other.", PLAIN)


def _depth(words: str) -> int:
    """Count how deep the brackets of a style are nested."""
    deepest = 0
    waiting: list[str] = []
    for found in BRACKET.finditer(words):
        if found[0] in CLOSING:
            waiting.append(CLOSING[found[0]])
            deepest = max(deepest, len(waiting))
        elif waiting and waiting[-1] == found[0]:
            waiting.pop()
    return deepest


def payload(url: str) -> bytes:
    """Decode a data URL (RFC 2397) to its bytes. Raises FileFault where its base64 is damaged."""
    about, _, data = url.partition(",")
    plain = unquote_to_bytes(data)
    if not about.rstrip().lower().endswith(";base64"):
        return plain
    try:
        return b64decode(plain)
    except NotBase64:
        raise FileFault("holds a picture that is damaged.", "Export it again.") from None


def _holds(part: str) -> FileFault:
    """Make the error of an SVG that holds something that isn't part of a picture."""
    return FileFault(f"holds `{part}`, which a picture doesn't need.", PLAIN)
