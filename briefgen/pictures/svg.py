"""An SVG is read event by event, and refused where it is more than a picture.

It is judged by what the parser reads and not by its bytes: an entity, a namespace or an encoding
can spell the same thing otherwise. In a page of briefgen a script runs in no case, because the
picture stands in an `img`; but the engine would follow its links.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections import Counter, defaultdict
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from briefgen.ground.folder import FileFault
from briefgen.pictures.kinds import rasters

# A large map has some thousands.
MOST_ELEMENTS = 50_000
DEEPEST = 100
# As many references lead from one to the next, such as a `use` of a group that holds a `use`.
LONGEST_CHAIN = 12
PLAIN = "Export it as a plain SVG, without scripts, styles or links to other files."
ACTIVE = {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "tref"}
INSIDE = re.compile(rf"#|data:(?:{'|'.join(each.media_type for each in rasters())})[;,]")
# In CSS a backslash spells any letter, so that `u\72l(` is `url(` (CSS Syntax, section 4.3.7).
OUTSIDE_CSS = re.compile(r"url\(\s*+[\"']?+(?!\s*[\"']?#)|@import|\\", re.IGNORECASE)
BRACKET = re.compile(r"[][(){}]")
CLOSING = {"(": ")", "[": "]", "{": "}"}
REFERENCE = re.compile(r"url\(\s*[\"']?#([^)\"']+)")
INKS = re.compile(r"device-cmyk", re.IGNORECASE)
# Words inside these are for a reader of the file: nothing draws them.
UNSEEN = {"title", "desc", "metadata"}
DRAWN = {"text", "tspan", "textPath", "a"}


@dataclass(frozen=True, slots=True)
class Held:
    """What an SVG holds besides shapes: the words that it draws, and the pictures inside it."""

    words: str
    pictures: tuple[bytes, ...]


def read_whole(parser: expat.XMLParserType, data: bytes) -> None:
    """Give all of an SVG to a parser.

    Raises FileFault where it isn't XML, in words that go on a sentence after the picture's name.
    """
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FileFault(f"is damaged: {error}.", "Export it again.") from None


def look_into(data: bytes) -> Held:
    """Find what an SVG holds besides shapes.

    Raises FileFault where it is no plain one, in words that go on a sentence after its name.
    """
    look = _Look()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.text
    parser.StartDoctypeDeclHandler = look.doctype
    parser.ProcessingInstructionHandler = look.instruction
    read_whole(parser, data)
    look.refuse_growth()
    return Held("".join(look.words), tuple(look.pictures))


class _Look:
    """What was read so far: the elements that are open, and what each id holds and refers to."""

    def __init__(self) -> None:
        self.count = 0
        self.open: list[tuple[str, str]] = []
        self.sizes: Counter[str] = Counter()
        self.leads: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.weights: dict[str, int] = {}
        # Of a style all words since its beginning: the parser can give them in many parts.
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
            _refuse_css(value)
        for target in REFERENCE.findall(value):
            self._count(target, 0)

    def _count(self, target: str, elements: int) -> None:
        """Add an element, or a reference, to the whole picture and to each id that holds it."""
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
        """Refuse what refers to itself, or unfolds into too much.

        Ten groups that each use the one before twice hold a thousand of the first.
        """
        if self._weight("", LONGEST_CHAIN) > MOST_ELEMENTS:
            raise FileFault(f"unfolds into more than {MOST_ELEMENTS:,} parts.", PLAIN)

    def _weight(self, name: str, left: int) -> int:
        if left < 0:
            raise FileFault("holds parts that refer to each other without end.", PLAIN)
        if name not in self.weights:
            leads = self.leads[name].items() if name in self.leads else ()
            inside = sum(times * self._weight(target, left - 1) for target, times in leads)
            self.weights[name] = self.sizes[name] + inside
        return self.weights[name]


def _refuse_css(words: str) -> None:
    if found := OUTSIDE_CSS.search(words):
        raise _holds(found[0])
    if INKS.search(words):
        message = "has colours for a printing press (`device-cmyk`), which a screen doesn't show."
        raise FileFault(message, "Export it with RGB colours.")
    if _depth(words) > DEEPEST:
        raise FileFault(f"has styles with more than {DEEPEST} brackets inside each other.", PLAIN)


def _depth(words: str) -> int:
    """How many brackets of a style are inside each other: its reader takes one call for each."""
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
    """Give the bytes that a data URL holds (RFC 2397)."""
    about, _, data = url.partition(",")
    plain = unquote_to_bytes(data)
    if not about.rstrip().lower().endswith(";base64"):
        return plain
    try:
        return b64decode(plain)
    except NotBase64:
        raise FileFault("holds a picture that is damaged.", "Export it again.") from None


def _holds(part: str) -> FileFault:
    return FileFault(f"holds `{part}`, which a picture doesn't need.", PLAIN)
