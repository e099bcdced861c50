"""Makes the view's titled texts and its background, in the order of the kind of paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from briefgen.kinds.parts import PARTS, SECTIONS, ordered
from briefgen.markdown import markup
from briefgen.model import Section
from briefgen.view import data
from briefgen.view.casing import with_capital
from briefgen.view.label import Label
from briefgen.view.writer import Writer


class Texts:
    """Makes `sections` and `background` of the view, one after the other.

    In a kind whose paragraphs are numbered, the numbers run through all of them.
    """

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._to_html = _numbering() if writer.kind.is_numbered else markup.html
        self.sections: list[data.SectionView] = []
        self.background: data.Said | None = None

    def make(self, part: str) -> None:
        """Make the background, or the section of that name; nothing for another part."""
        writer, brief = self._writer, self._writer.brief
        if part == "background" and brief.background:
            fields = writer.said_fields(("background",), brief.background, self._to_html)
            self.background = data.Said(**fields)
        elif part.startswith(SECTIONS) and (name := part.removeprefix(SECTIONS)) in brief.sections:
            section = brief.sections[name]
            fields = writer.said_fields(("sections", name), section, self._to_html)
            title = title_of(writer, name, section)
            self.sections.append(data.SectionView(**fields, title=title, key=name))


def order_of(writer: Writer) -> list[str]:
    """List the parts of the page in order, with each section in its place: `sections.argument`.

    Those that the kind doesn't list by name stand where it has `sections`, in the order typed. A
    lone item stands where a kind has the table of items, so that page one says what to say.
    """
    kind = writer.kind
    order: list[str] = []
    for part in ordered(kind.parts):
        if part == "sections":
            rest = (name for name in writer.brief.sections if name not in kind.sections)
            order += (f"{SECTIONS}{name}" for name in rest)
        else:
            # A section may be called as a part is, and is another thing.
            order.append(part if part in PARTS else f"{SECTIONS}{part.removeprefix(SECTIONS)}")
    is_lone = len(writer.brief.agenda) == 1 and "glance" in kind.parts
    return _with_item_early(order) if is_lone else order


def _with_item_early(order: list[str]) -> list[str]:
    """Put the agenda in the place of the table of items, or behind the contents if they follow it.

    Paper leaves the table of contents out where it is so short; a phone has it first.
    """
    rest = [part for part in order if part != "agenda"]
    at = rest.index("glance")
    behind = at + 2 if rest[at + 1 : at + 2] == ["contents"] else at + 1
    return [*rest[:at], *rest[at + 1 : behind], "agenda", *rest[behind:]]


def title_of(writer: Writer, name: str, section: Section) -> Label:
    """Find the heading of a section: its own, what the kind calls it, or its key in words."""
    if section.title:
        return Label(writer.printed(section.title))
    if writer.labels.knows(key := f"{SECTIONS}{name}"):
        return writer.labels.say(key)
    words = name.replace("_", "-").replace("-", " ")
    return Label(writer.printed(with_capital(words, writer.language)))


def _numbering() -> Callable[..., str]:
    """Make a function that makes the HTML of texts, and numbers their paragraphs from 1 on."""
    numbers = count(1)

    def numbered(
        text: str, cite: markup.Cite | None = None, *, anchors: bool = True, language: str = ""
    ) -> str:
        # Without anchors it is made for a second place, where a paragraph has no number of its own.
        counter = numbers if anchors else None
        return markup.html(text, cite, anchors=anchors, language=language, numbers=counter)

    return numbered
