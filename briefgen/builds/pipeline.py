"""The order of the stages of one brief, up to its pages, and nothing else.

`making` goes on from there, `turn` decides what stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from briefgen.checks import Case, check
from briefgen.checks.allow import AllowedName, allowed_names, settle
from briefgen.checks.comments import cut_texts
from briefgen.checks.early import dangling
from briefgen.checks.following import without_following
from briefgen.checks.zones import fixed_zones
from briefgen.evidence.gather import Evidence
from briefgen.evidence.tally import Tally
from briefgen.ground.bounds import Bounds, within
from briefgen.ground.diagnostics import Diagnostic, in_order
from briefgen.ground.errors import BriefError
from briefgen.ground.travel import FieldsAlone
from briefgen.load.document import Document
from briefgen.load.reader import load
from briefgen.look import Look
from briefgen.look.families import missing_families, unreadable
from briefgen.look.fonts import own_faces
from briefgen.model import Brief
from briefgen.model.validate import validate
from briefgen.model.validpart import valid_part
from briefgen.settings.resolver import Resolved

if TYPE_CHECKING:
    from briefgen.view import View


# The most seconds that loading, validating, checking or viewing may take. An honest brief needs
# less than one; a hostile one could keep a search or a parser busy for hours.
SECONDS = 60


@dataclass
class Timings:
    """The seconds that each stage took, in the order of the stages."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Add what happens inside to a stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start


@dataclass(frozen=True)
class Checked(FieldsAlone):
    """A document with all that was found in it. `brief` is None where it isn't a valid one.

    With `strict` warnings stop a build as well.
    """

    document: Document
    folder: Path
    brief: Brief | None
    diagnostics: list[Diagnostic]
    timings: Timings = field(default_factory=Timings)
    evidence: Evidence | None = None
    allowed: tuple[AllowedName, ...] = ()
    strict: bool = False
    off: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Diagnostic]:
        """The findings that stop a build."""
        return self.stopping(self.diagnostics)

    def stopping(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Pick the findings that stop a build: errors, and where it is strict warnings too."""
        return [each for each in found if each.is_error or self.strict]

    @property
    def states(self) -> list[str]:
        """What is known of each quote: verbatim, edited, original, unchecked or failed."""
        return [found.state for found in self.evidence.quotes] if self.evidence else []

    @cached_property
    def tally(self) -> Tally:
        """How much of the brief was compared with copies of its sources, and how much was not."""
        if self.brief is None or self.evidence is None:
            return Tally()
        from briefgen.evidence.counting import tally_of

        return tally_of(self.brief, self.evidence)

    @property
    def files(self) -> list[str]:
        """The files beside the brief that it rests on: captures and pictures."""
        if self.brief is None:
            return []
        captures = [source.capture for source in self.brief.sources.values() if source.capture]
        pictures = [figure.file for item in self.brief.agenda for figure in item.figures]
        return [*captures, *pictures]


def loaded(data: bytes, file: str, timings: Timings) -> Document:
    """Load the bytes of a file. What is malformed in them is in the document's `problems`."""
    with timings.of("load"), within(SECONDS, "Loading"):
        return replace(load(data, file), sha256=sha256(data).hexdigest())


def checked(
    document: Document,
    folder: Path,
    resolved: Resolved | None = None,
    timings: Timings | None = None,
) -> Checked:
    """Validate and check a document, whose captures and pictures are in that folder.

    `resolved` says which rules aren't asked, in which fonts it will be printed, and whether
    warnings stop a build; without it the defaults hold.
    """
    resolved, timings = resolved or Resolved(), timings or Timings()
    look = resolved.look
    with timings.of("validate"), within(SECONDS, "Validating"):
        brief, found = validate(document)
    evidence: Evidence | None = None
    allowed: tuple[AllowedName, ...] = ()
    with timings.of("check"), within(SECONDS, "Checking"):
        if brief is None:
            # Of one place the schema's word is enough: what rules say of it would only follow.
            told = {each.span for each in found}
            found += [
                each for each in _of_the_rest(document, folder, look) if each.span not in told
            ]
        else:
            case = Case(brief, document, folder, look)
            found += check(case)
            evidence = case.evidence
            allowed = allowed_names(document, case.namings)
        found = settle(document, [*document.problems, *found], resolved.off)
        found = in_order([*found, *_about_fonts(look)])
        if brief is None:  # not all rules were asked: a comment may yet have something to allow
            found = [each for each in found if each.rule != "unused-allow"]
    strict = resolved.strict
    return Checked(document, folder, brief, found, timings, evidence, allowed, strict, resolved.off)


def _of_the_rest(document: Document, folder: Path, look: Look) -> list[Diagnostic]:
    """Find what is wrong with the valid parts of a document that isn't a brief.

    A writer who forgot a field learns at once of all else that is wrong, not after mending that.
    """
    part = valid_part(document)
    found = list(dangling(document))
    if part:
        rest = check(Case(part.brief, part.document, folder, look))
        told = {(each.rule, each.span) for each in rest}
        rest += [each for each in found if (each.rule, each.span) not in told]
        found = list(without_following(document, part.taken, rest))
    return [*found, *fixed_zones(document), *cut_texts(document)]


def _about_fonts(look: Look) -> Iterator[Diagnostic]:
    """Find what is wrong with the fonts that the user's styles name or hold."""
    if look.styles:
        own = own_faces(look.folders)
        yield from unreadable(own)
        yield from missing_families(look, own)


def viewed(case: Checked) -> View:
    """Work a brief out to the view that templates read. BriefError where findings stop it."""
    from briefgen.pictures import PictureFault
    from briefgen.view import view_of

    if case.errors or case.brief is None:
        raise BriefError(f"{case.document.file} has errors.", case.diagnostics)
    try:
        with case.timings.of("view"), within(SECONDS, "Viewing"):
            return view_of(case.brief, case.folder, Path(case.document.file).name, case.evidence)
    except PictureFault as fault:
        raise BriefError(str(fault)) from fault


def rendered(
    case: Checked, view: View, template: str, look: Look, bounds: Bounds | None = None
) -> str:
    """Fill a template with a view. TemplateError where it has a fault, or passes its bounds."""
    from briefgen.render.page import render

    with case.timings.of("render"):
        return render(view, template, look, bounds)
