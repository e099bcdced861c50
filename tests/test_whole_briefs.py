"""Whole briefs that nobody wrote: good ones are built, spoilt ones are told where they are wrong.

OTHERS=1 EXAMPLES=2000 tries a fifth of as many, each time others; without it a few, always the same.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from strategies import briefs, spoilt

from briefgen.builds import making, pipeline
from briefgen.builds.job import Job
from briefgen.builds.pipeline import Timings
from briefgen.look import Look
from briefgen.settings.resolver import Resolved

# A build takes as long as hundreds of other examples.
TRIED = settings(
    max_examples=settings.default.max_examples // 5, suppress_health_check=list(HealthCheck)
)
NOWHERE = Path(__file__).parent / "nowhere"


def checked(text: str) -> pipeline.Checked:
    document = pipeline.loaded(text.encode("utf-8", "surrogatepass"), "brief.yaml", Timings())
    return pipeline.checked(document, NOWHERE)


def is_inside(case: pipeline.Checked) -> bool:
    """Whether each finding has a place in the file, or right behind its end."""
    lines = case.document.lines
    spans = [found.span for found in case.diagnostics]
    return all(
        span
        and 1 <= span.line <= len(lines) + 1
        and span.column >= 1
        and span.end_line >= span.line
        for span in spans
    )


@given(briefs())
@TRIED
def test_a_good_brief_is_built(text):
    case = checked(text)
    assert [found for found in case.diagnostics if found.is_error] == []
    resolved = Resolved(Look(), ("packet", "card"), ("html",))
    made = making.built(
        case, Job(Path("brief.yaml"), "brief.yaml", Path(), "brief", resolved=resolved)
    )
    assert all(b"</html>" in artefact.data for artefact in made.artefacts)


@given(spoilt())
@TRIED
def test_a_spoilt_brief_gives_diagnostics_inside_its_file(text):
    case = checked(text)
    assert is_inside(case)
    if not case.errors:
        assert pipeline.viewed(case)
