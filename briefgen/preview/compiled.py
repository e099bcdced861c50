"""A build in memory, that can be overtaken by the next.

What comes out is what `briefgen build` would write: the same settings, the same stages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from briefgen.builds import making, pipeline
from briefgen.builds.pipeline import Checked, Job, Timings
from briefgen.ground.bounds import Bounds
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.files import read
from briefgen.outputs import registry
from briefgen.preview.origins import Origins
from briefgen.preview.watch import Watched, watched_of
from briefgen.report.console import lines_of
from briefgen.report.settled import passed_over, turned_off
from briefgen.settings.files import Settings, look_of, settings_for
from briefgen.view.data import View


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; None where it leaves that to the settings."""

    style: str | None = None
    paper: str | None = None
    templates: tuple[str, ...] | None = None
    strict: bool | None = None
    seconds: int | None = None
    megabytes: int | None = None

    def job(self, brief: Path, settings: Settings) -> Job:
        """What `briefgen build` would make of a brief."""
        usual = settings.bounds
        templates = self.templates or settings.template or ("packet", "card")
        return Job(
            brief.stem,
            tuple(dict.fromkeys(templates)),
            ("html", "pdf"),
            look_of(settings, brief.parent, self.style, self.paper),
            attach=settings.attach,
            bounds=Bounds(self.seconds or usual.seconds, self.megabytes or usual.megabytes),
        )


@dataclass(frozen=True)
class Compiled:
    """What a build came to. `pages` is empty where it failed, and `found` then says why.

    `lines` holds the lines of the files that findings are about, `settled` what the settings turn
    off, and what in them is passed over.
    """

    inputs: Watched
    job: Job | None = None
    pages: dict[str, str] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()
    lines: dict[str, Sequence[str]] = field(default_factory=dict)
    failed: bool = False
    title: str = ""
    case: Checked | None = None
    view: View | None = None
    settled: tuple[str, ...] = ()

    @property
    def seconds(self) -> dict[str, float]:
        """The seconds of each stage."""
        return self.case.timings.seconds if self.case else {}

    @cached_property
    def origins(self) -> Origins | None:
        """Where what is read on its pages was typed; None where the brief couldn't be read."""
        if self.case is None or self.case.brief is None:
            return None
        return Origins(self.case.document, self.case.brief, self.view)


class Overtaken(Exception):  # noqa: N818 - no error: a newer save is waiting
    """A build was given up, because what it builds from has changed again."""


def compiled(brief: Path, name: str, asked: Asked, is_overtaken: Callable[[], bool]) -> Compiled:
    """What a build comes to. `name` is what messages call the brief.

    Raises Overtaken between stages when `is_overtaken`, and nothing else.
    """
    run = _Run(brief, name, asked, is_overtaken)
    try:
        return run.stages()
    except BriefgenError as error:
        return run.failed(error.diagnostics or (Diagnostic("briefgen", str(error)),))
    except Overtaken:
        raise
    except Exception as error:
        # The preview goes on, whatever it was; the next save may be another case.
        return run.failed([fault_of_ours(error)])


def fault_of_ours(error: Exception) -> Diagnostic:
    """What is said of what should not have happened."""
    what = f"{type(error).__name__}: {error}"
    return Diagnostic("briefgen", f"This is a fault of briefgen, not of your brief ({what}).")


class _Run:
    """One build: what it knows so far is what a failure can tell."""

    def __init__(
        self, brief: Path, name: str, asked: Asked, is_overtaken: Callable[[], bool]
    ) -> None:
        self.brief = brief
        self.name = name
        self.asked = asked
        self.is_overtaken = is_overtaken
        self.settings: Settings | None = None
        self.case: Checked | None = None

    def stages(self) -> Compiled:
        settings = self.settings = settings_for(self.brief.parent)
        timings = Timings()
        document = pipeline.loaded(read(self.brief), self.name, timings)
        self._go_on()
        job = self.asked.job(self.brief, settings)
        strict = bool(settings.strict) if self.asked.strict is None else self.asked.strict
        case = self.case = pipeline.checked(
            document, self.brief.parent, settings.off, timings, job.look, strict=strict
        )
        if case.brief is None or case.errors:
            return self.failed(case.diagnostics)
        making.attached_by(case, job)  # for what may forbid it
        self._go_on()
        view = pipeline.viewed(case)
        pages: dict[str, str] = {}
        for template in job.templates:
            self._go_on()
            pages[template] = pipeline.rendered(case, view, template, job.look, job.bounds)
        html = registry.output("html")
        leaving = (html.leaving(page.encode(), template) for template, page in pages.items())
        making.refuse_named(case, job.look, [making.leaving_names(job), *leaving])
        return Compiled(
            watched_of(self.brief, settings, case),
            job,
            pages,
            case.diagnostics,
            self._lines(case.diagnostics),
            title=case.brief.title,
            case=case,
            view=view,
            settled=self._settled(),
        )

    def failed(self, found: Sequence[Diagnostic]) -> Compiled:
        """The findings that stopped it, and what it had read until then."""
        inputs = watched_of(self.brief, self.settings, self.case)
        return Compiled(
            inputs,
            found=found,
            lines=self._lines(found),
            failed=True,
            case=self.case,
            settled=self._settled(),
        )

    def _settled(self) -> tuple[str, ...]:
        settings = self.settings or Settings()
        return tuple(filter(None, (turned_off(settings), passed_over(settings))))

    def _go_on(self) -> None:
        if self.is_overtaken():
            raise Overtaken

    def _lines(self, found: Sequence[Diagnostic]) -> dict[str, Sequence[str]]:
        own = {self.name: self.case.document.lines} if self.case else {}
        return {**lines_of(found), **own}
