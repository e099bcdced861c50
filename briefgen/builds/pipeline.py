"""Run the stages of one brief in order: load, validate, check, view, render.

`making` goes on from the rendered page. `turn` decides which findings end the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.builds.kind_typed import kind_of
from briefgen.builds.named import files_named, state_of
from briefgen.builds.second_name import second_file, second_text_alone
from briefgen.builds.severities import as_severe, silent_of
from briefgen.builds.timings import Timings
from briefgen.checks import Case, check
from briefgen.checks.allow import AllowedName, allowed_names, settle, with_allowed
from briefgen.checks.comments import cut_texts
from briefgen.checks.early import dangling
from briefgen.checks.following import without_following
from briefgen.checks.zones import fixed_zones
from briefgen.evidence.gather import Evidence
from briefgen.evidence.tally import Tally
from briefgen.ground.bounds import Bounds, within
from briefgen.ground.diagnostics import Diagnostic, in_order
from briefgen.ground.errors import BriefError
from briefgen.ground.records import record
from briefgen.ground.travel import FieldsAlone
from briefgen.kinds import PaperKind
from briefgen.load.document import Document
from briefgen.load.reader import load
from briefgen.look import Look
from briefgen.look.families import missing_families, unreadable
from briefgen.look.fonts import own_faces
from briefgen.model import Brief
from briefgen.model.validate import validate
from briefgen.model.validpart import ValidPart, valid_part
from briefgen.settings.resolver import Resolved

if TYPE_CHECKING:
    from briefgen.load.laid_over import LaidOver
    from briefgen.view import View


# The most seconds that loading, validating, checking or viewing may take, each. An honest brief
# needs less than one; a hostile brief could keep a regular expression or a parser busy for hours.
SECONDS = 60


@record
class Checked(FieldsAlone):
    """A document with its brief, its evidence and all findings.

    `brief` is None where the document isn't a valid one. `evidence` is what came of comparing
    quotes with captures. `allowed` are the names that a comment in the brief lets through. With
    `strict`, warnings stop a build like errors, but for those in `known`, which a baseline has.
    `off` names the rules of which no finding is told. `read` has the state of each file that the
    brief names, or the valid part of it, from before any rule read it.
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
    read: dict[str, str] = field(default_factory=dict)
    kind: PaperKind = field(default_factory=PaperKind)
    known: frozenset[Diagnostic] = frozenset()
    second: Checked | None = None

    @property
    def errors(self) -> list[Diagnostic]:
        """List the findings that stop a build."""
        return self.stopping(self.diagnostics)

    def stopping(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Pick the findings that stop a build: the errors, and with `strict` the warnings too."""
        strict = self.strict
        return [each for each in found if each.is_error or (strict and each not in self.known)]

    @property
    def documents(self) -> tuple[Document, ...]:
        """List the documents that were checked: the brief, and its text in a second language."""
        return (self.document, self.second.document) if self.second else (self.document,)

    @property
    def states(self) -> list[str]:
        """List the state of each quote, in order: verbatim, edited, original, unchecked, failed."""
        return [found.state for found in self.evidence.quotes] if self.evidence else []

    @cached_property
    def tally(self) -> Tally:
        """Count how much of the brief was compared with copies of its sources, and how much not."""
        if self.brief is None or self.evidence is None:
            return Tally()
        from briefgen.evidence.counting import tally_of

        tally = tally_of(self.brief, self.evidence)
        return tally.with_those_of(self.second.tally) if self.second else tally

    @property
    def files(self) -> list[str]:
        """List the files that the brief names, as it names them: captures, then pictures.

        Behind them stand its second text, and the files that only this names.
        """
        if self.brief is None:
            return []
        second = second_file(self.document.file, self.brief)
        of_second = self.second.files if self.second else ()
        found = (*files_named(self.brief), *((second,) if second else ()), *of_second)
        return list(dict.fromkeys(found))


def loaded(data: bytes, file: str, timings: Timings) -> Document:
    """Parse the bytes of a brief to a document. Syntax errors are in its `problems`, not raised."""
    with timings.of("load"), within(SECONDS, "Loading"):
        return replace(load(data, file), sha256=sha256(data).hexdigest())


def checked(
    document: Document,
    folder: Path,
    resolved: Resolved | None = None,
    timings: Timings | None = None,
    second: bytes | None = None,
) -> Checked:
    """Validate and check a document, whose captures and pictures are in `folder`.

    `resolved` says which rules are turned off, which fonts the page will have, and whether
    warnings stop a build; without it the defaults hold. The findings are sorted by their place in
    the file, those of a second text behind them. `second` has the bytes of that, if they aren't
    those of its file. Raises ConfigError where the file of the paper's kind has faults.
    """
    resolved, timings = resolved or Resolved(), timings or Timings()
    with timings.of("validate"), within(SECONDS, "Validating"):
        brief, found = validate(document)
    if brief is None and (is_second := second_text_alone(document, folder)):
        return Checked(document, folder, None, [is_second], timings, strict=resolved.strict)
    with timings.of("validate"), within(SECONDS, "Validating"):
        part = valid_part(document) if brief is None else None
    valid = part.brief if part else brief
    if valid is None or len(valid.languages) == 1:
        return _checked(document, folder, resolved, timings, (brief, part, found))
    from briefgen.builds.second import second_text

    with timings.of("validate"), within(SECONDS, "Validating"):
        laid, about = second_text(document, valid, folder, second)
    if brief is None:
        # A second text is compared with a brief that is whole; that there is none can be told now.
        missing = [] if laid else about
        return _checked(document, folder, resolved, timings, (brief, part, [*found, *missing]))
    return _checked_in_two(document, folder, resolved, timings, (brief, laid, about))


def _checked_in_two(
    document: Document,
    folder: Path,
    resolved: Resolved,
    timings: Timings,
    read: tuple[Brief, LaidOver | None, list[Diagnostic]],
) -> Checked:
    """Check a brief in two languages: each text by itself, with what only one of them has."""
    from briefgen.builds import second

    brief, laid, about = read
    with timings.of("validate"), within(SECONDS, "Validating"):
        other, of_text = validate(laid) if laid else (None, [])
    if other:
        brief, other = second.with_names_of(brief, other), second.with_names_of(other, brief)
    own = [each for each in about if not (laid and each.span and each.span.file == laid.file)]
    figures: list[Diagnostic] = []
    if laid and other:
        with timings.of("check"), within(SECONDS, "Checking"):
            own += second.figures_of_one(document, brief, laid, other)
            figures += second.figures_of_one(laid, other, document, brief)
    case = _checked(document, folder, resolved, timings, (brief, None, own))
    name = second_file(document.file, brief)
    states = {**case.read, **({name: state_of(folder, name)} if name else {})}
    if laid is None:
        return replace(case, read=states)
    of_text += [*(each for each in about if each not in own), *figures]
    with timings.of("validate"), within(SECONDS, "Validating"):
        part = valid_part(laid) if other is None else None
    over = _checked(laid, folder, resolved, timings, (other, part, of_text))
    new = second.of_second_alone(over.diagnostics, case.diagnostics, laid)
    over = replace(over, diagnostics=new)
    found = [*case.diagnostics, *new]
    return replace(case, diagnostics=found, second=over, read={**over.read, **states})


def _checked(
    document: Document,
    folder: Path,
    resolved: Resolved,
    timings: Timings,
    validated: tuple[Brief | None, ValidPart | None, list[Diagnostic]],
) -> Checked:
    """Check a document in one language.

    `validated` has its brief, or else the part of it that is valid, and what is wrong already.
    """
    brief, part, found = validated
    look = resolved.look
    kind, about_kind = kind_of(document, folder, resolved)
    silent = silent_of(resolved, kind)
    valid = part.brief if part else brief
    evidence: Evidence | None = None
    allowed: tuple[AllowedName, ...] = ()
    with timings.of("check"), within(SECONDS, "Checking"):
        read = {name: state_of(folder, name) for name in (files_named(valid) if valid else ())}
        if brief is None:
            # Where validation has a finding, a rule's finding at the same place is dropped: it
            # would be a consequence of the first.
            told = {each.span for each in found}
            rest = _findings_of_valid_parts(document, part, folder, look, kind)
            found += [each for each in rest if each.span not in told]
            if about_kind:  # which also isn't an id, perhaps
                found = [each for each in found if each.span != about_kind[0].span]
        else:
            uncited = resolved.figures_uncited
            case = Case(brief, document, folder, look, uncited, kind, resolved.to)
            found += check(case)
            evidence = with_allowed(document, case.evidence)
            allowed = allowed_names(document, case.namings)
        found = settle(document, [*document.problems, *about_kind, *found], silent)
        found = as_severe(found, kind)
        found = in_order([*found, *_findings_about_fonts(look)])
        if brief is None:
            # Not all rules were run, so a comment that allows nothing now may still be needed.
            found = [each for each in found if each.rule != "unused-allow"]
    strict = resolved.strict
    return Checked(
        document, folder, brief, found, timings, evidence, allowed, strict, silent, read, kind
    )


def _findings_of_valid_parts(
    document: Document, part: ValidPart | None, folder: Path, look: Look, kind: PaperKind
) -> list[Diagnostic]:
    """Check the valid part of a document that isn't valid as a whole.

    So a writer who forgot one field sees all other findings at once, and not only after adding it.
    """
    found = list(dangling(document))
    if part:
        rest = check(Case(part.brief, part.document, folder, look, kind=kind))
        told = {(each.rule, each.span) for each in rest}
        # A reference to something that isn't there is found by both; it is reported once.
        rest += [each for each in found if (each.rule, each.span) not in told]
        # What validation took out may be what a rule now misses: such findings are dropped.
        found = list(without_following(document, part.taken, rest))
    return [*found, *fixed_zones(document), *cut_texts(document)]


def _findings_about_fonts(look: Look) -> Iterator[Diagnostic]:
    """Find fonts in the user's styles that can't be read, and families named but not there."""
    if look.styles:
        own = own_faces(look.folders)
        yield from unreadable(own)
        yield from missing_families(look, own)


def viewed(case: Checked) -> View:
    """Make the view of a brief, which templates read.

    Raises BriefError where findings stop a build, or where a picture can't be used.
    """
    from briefgen.pictures import PictureFault
    from briefgen.view import view_of

    if case.errors or case.brief is None:
        raise BriefError(f"{case.document.file} has errors.", case.diagnostics)
    try:
        with case.timings.of("view"), within(SECONDS, "Viewing"):
            file = Path(case.document.file).name
            other = case.second
            second = (other.brief, other.evidence) if other and other.brief else None
            return view_of(case.brief, case.folder, file, case.evidence, case.kind, second)
    except PictureFault as fault:
        raise BriefError(str(fault)) from fault


def rendered(
    case: Checked, view: View, template: str, look: Look, bounds: Bounds | None = None
) -> str:
    """Render a view by a template to HTML.

    Raises TemplateError where the template has a fault, or takes more time or memory than allowed.
    """
    from briefgen.render.page import render

    with case.timings.of("render"):
        return render(view, template, look, bounds, case.kind)
