"""Compare every quote of a brief with the captures of its sources."""

from __future__ import annotations

import pathlib
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from briefgen.evidence.claim import Claim
from briefgen.ground.records import record
from briefgen.ground.span import Path
from briefgen.ground.travel import FieldsAlone
from briefgen.model import Brief, Quote, Source, walk

if TYPE_CHECKING:
    from briefgen.evidence.annexes import AnnexFile
    from briefgen.evidence.capture import Capture
    from briefgen.evidence.nearest import Nearest
    from briefgen.evidence.verify import Searchable, Verdict

State = Literal["verbatim", "edited", "original", "unchecked", "failed"]
# To whom the source gives the words: to the speaker of the quote, to somebody else, or it can't be
# told from what was read.
Voice = Literal["speaker", "another", "open"]
# The most characters that are read of all captures together: a hundred books.
MOST_CHARACTERS = 50_000_000
TRUE = ("verbatim", "edited", "original")


@record
class Read:
    """A capture that was read, made ready for searching."""

    capture: Capture
    text: Searchable


@record
class Given:
    """To whom a source attributes the part of a quote with the number `part`.

    `who` is how the source names the speaker. `place` is where: the label of a transcript
    (`is_label`), or the words in prose. `is_name` is false for somebody who asks, such as
    `Question`, and for several people. `person` is the id of the person in
    the brief who has that name, if that isn't the quote's own speaker.
    """

    part: int
    who: str
    place: tuple[int, int]
    voice: Voice
    is_label: bool
    is_name: bool
    person: str = ""


@record
class ComparedQuote:
    """What is known of one quote.

    `state` is what a reader is told: true word for word, true with marked edits, a translation
    whose original is true, not checked (there is no capture), or not in its source. `voice` is
    about the speaker: words that are true may be somebody else's. `given` holds whom the source
    names for each part, where it surely does. `crossing` is the index in `given` of the
    first one with another speaker than the one before, or 0. `also` has the same quote in the
    further sources that hold it.
    """

    path: Path
    quote: Quote
    source_id: str
    state: State
    verdict: Verdict | None = None
    nearest: Nearest | None = None
    read: Read | None = None
    voice: Voice = "open"
    given: tuple[Given, ...] = ()
    crossing: int = 0
    also: tuple[ComparedQuote, ...] = ()

    @property
    def given_to(self) -> str:
        """The name that the source gives the speaker; empty where that can't be told."""
        return self.given[0].who if self.given else ""


@record
class NotRead:
    """Why a capture or an annex can't be read, in a sentence, with a way out.

    No exception, because an exception holds frames, and two of them are never equal.
    """

    why: str
    hint: str = ""
    # The name of the file that was surely meant, if one was.
    meant: str = ""


@record
class Evidence(FieldsAlone):
    """The captures of a brief's sources, with its quotes and sentences checked against them.

    `quotes` and `claims` are in the brief's order. `claims` has the sentences that cite something,
    or that hold a figure. `annexes` has the file of each annex, by the name that the brief types.
    """

    captures: dict[str, Read] = field(default_factory=dict)
    faults: dict[str, NotRead] = field(default_factory=dict)
    quotes: tuple[ComparedQuote, ...] = ()
    claims: tuple[Claim, ...] = ()
    annexes: dict[str, AnnexFile | NotRead] = field(default_factory=dict)

    @cached_property
    def _by_path(self) -> dict[Path, ComparedQuote]:
        return {found.path: found for found in self.quotes}

    def of(self, path: Path) -> ComparedQuote | None:
        """Find the comparison of the quote at a path; None where there is none."""
        return self._by_path.get(path)


def gather(brief: Brief, folder: pathlib.Path) -> Evidence:
    """Read the captures of a brief from its folder, and compare its quotes with them.

    Without any capture no text is read and nothing is searched.
    """
    captures: dict[str, Read] = {}
    faults: dict[str, NotRead] = {}
    left = MOST_CHARACTERS
    for name, source in brief.sources.items():
        if source.capture:
            found = _read(folder, source, left)
            if isinstance(found, Read):
                left -= len(found.capture.text)
                captures[name] = found
            else:
                faults[name] = found
    quotes = [
        _compared(path, entry, captures) for path, entry in walk(brief) if isinstance(entry, Quote)
    ]
    return Evidence(captures, faults, tuple(quotes), annexes=_annexes(brief, folder))


def _annexes(brief: Brief, folder: pathlib.Path) -> dict[str, AnnexFile | NotRead]:
    """Look into the files of the annexes of a brief."""
    names = dict.fromkeys(annex.file for annex in brief.annexes if annex.file)
    found: dict[str, AnnexFile | NotRead] = {}
    for name in names:
        # Inside the loop: most briefs have no annex, and need none of this.
        from briefgen.evidence.annexes import AnnexFault, annex_file

        try:
            found[name] = annex_file(folder, name)
        except AnnexFault as fault:
            found[name] = NotRead(str(fault), fault.hint, fault.meant)
    return found


def _read(folder: pathlib.Path, source: Source, most: int) -> Read | NotRead:
    # Inside the function: most briefs that are checked have no capture, and need none of this.
    from briefgen.evidence.capture import CaptureFault, read_capture
    from briefgen.evidence.verify import searchable

    try:
        capture = read_capture(folder, source.capture or "")
    except CaptureFault as fault:
        return NotRead(str(fault), fault.hint, fault.meant)
    if len(capture.text) > most:
        return NotRead(f"The captures hold more than {MOST_CHARACTERS:,} characters in all.")
    return Read(capture, searchable(capture.text, capture))


def _compared(path: Path, quote: Quote, captures: dict[str, Read]) -> ComparedQuote:
    """Compare a quote with its sources; give the first that has it, else the first without it."""
    names = [cited for cited in quote.cited if cited in captures]
    found = [_against(path, quote, name, captures[name]) for name in names]
    true = [each for each in found if each.state in TRUE]
    missing = ComparedQuote(path, quote, next(iter(quote.cited), ""), "unchecked")
    first = next(iter((*true, *found)), missing)
    return replace(first, also=tuple(true[1:]))


def _against(path: Path, quote: Quote, name: str, read: Read) -> ComparedQuote:
    from briefgen.evidence.verify import verify

    verdict = verify(quote.text, read.text, quote.prefix or "", quote.suffix or "")
    if verdict.fault is None:
        return ComparedQuote(
            path, quote, name, "edited" if verdict.is_edited else "verbatim", verdict, None, read
        )
    # Nobody finds an English sentence in a Russian speech: its original is looked for instead. That
    # it stands in several places says nothing against a translation.
    if quote.translated_from:
        original = verify(quote.translated_from.text, read.text)
        state: State = "original" if original.fault in (None, "ambiguous") else "unchecked"
        return ComparedQuote(path, quote, name, state, original, None, read)
    # What differs is told without the furniture between: nobody is to put a page number back.
    read = Read(read.capture, read.text.bare)
    close = None
    if verdict.fault in ("missing", "sic"):
        from briefgen.evidence.nearest import nearest

        close = nearest(quote.text, read.text)
    return ComparedQuote(path, quote, name, "failed", verdict, close, read)
