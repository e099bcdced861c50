"""Writes a run as JUnit's XML, for the test page of a CI: each brief is a suite with one test.

There is no standard. The report is valid for the schemas that are in use: Jenkins's (junit-4 and
junit-10 of its xUnit plugin) and Windy Road's for Ant. The latter asks for the time of the run. It
is always the first second of 1970, and what a test took is 0, so that the same briefs give the same
bytes.

A suite says at its start how many of its tests failed. With a suite for each brief, it is written
as soon as the brief is done. Jenkins takes what is before the last full stop of `classname` for a
package; with the name of the file there, it would show a package for each ending.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape, quoteattr

from briefgen import __version__
from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import UnforeseenError
from briefgen.ground.files import from_here
from briefgen.ground.records import mutable
from briefgen.ground.regexes import regex
from briefgen.report.checked import allowed
from briefgen.report.formats import ReportOptions
from briefgen.report.plain import said
from briefgen.report.terminal import fault_of_ours, report, stopped, visible

if TYPE_CHECKING:
    from briefgen.builds.outcome import Outcome

NAME = "junit"
# All characters but those of XML 1.0 (section 2.2).
UNWRITABLE = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What Jenkins and GitLab take for the path of a file to show, where a test has printed it.
ATTACHMENT = "[[ATTACHMENT|"
# What GitHub may obey in a log (`workflow`). With a sign as a number, XML says the same.
COMMANDS = {"::": ":&#58;", "##[": "#&#35;["}
# The name of a suite for a folder in which there is no brief.
NONE = "no brief"
VERBS = {"checked": "check", "built": "build", "compared": "build"}


def begin(out: TextIO, options: ReportOptions) -> JunitReport:
    """Begin the suites. `quiet` and `verbose` change nothing."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
    return JunitReport(out, VERBS[options.done])


@mutable
class JunitReport:
    """The suites as far as they are written, and how many these are."""

    out: TextIO
    verb: str
    count: int = 0

    def add(self, outcome: Outcome) -> None:
        """Write the suite of one brief."""
        for line in self._suite(outcome):
            # Only ASCII, because the encoding of standard output depends on the system.
            self.out.write(f"{line.encode('ascii', 'xmlcharrefreplace').decode()}\n")
        self.out.flush()
        self.count += 1

    def end(self) -> None:
        """End the suites."""
        self.out.write("</testsuites>\n")
        self.out.flush()

    def _suite(self, outcome: Outcome) -> Iterator[str]:
        name, failure = _attribute(outcome.file or NONE), _failure(outcome)
        yield (
            f'<testsuite name={name} package="briefgen" id="{self.count}" hostname="localhost"'
            f' timestamp="1970-01-01T00:00:00" tests="1" failures="{bool(failure):d}"'
            f' errors="0" time="0">'
        )
        yield f'<properties><property name="version" value="{__version__}"/></properties>'
        yield f'<testcase name={name} classname="briefgen.{self.verb}" time="0">'
        yield f"{failure}</testcase>"
        yield f"<system-out>{_text(_printed(outcome))}</system-out>"
        yield "<system-err/>"
        yield "</testsuite>"


def _failure(outcome: Outcome) -> str:
    """Write what stops a brief, or what differs; empty where nothing does.

    It is always a `failure`, also of a brief that could not be checked or built to the end: the
    schema of the xUnit plugin knows no `error` of a test.
    """
    if outcome.fault:
        found: Sequence[Diagnostic] = outcome.fault.findings
        text = stopped(outcome.fault, outcome.lines)
        if isinstance(outcome.fault, UnforeseenError):
            text = fault_of_ours(str(outcome.fault), "Nothing was written.")
    elif outcome.exit_code:
        found, _ = _divided(outcome)
        text = report(found, outcome.lines)
    else:
        return ""
    message = f"{said(found[0])}{_more(len(found) - 1)}" if found else ""
    kind = found[0].rule if found else "stopped"
    head = f"<failure type={_attribute(kind)} message={_attribute(message)}>"
    return f"{head}{_text([text])}</failure>"


def _more(count: int) -> str:
    return f" (and {count:,} more)" if count else ""


def _divided(outcome: Outcome) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Divide findings into those that stop a brief and the others.

    They are the errors; without any, what stops a brief are warnings that are taken for such.
    """
    errors = [found for found in outcome.diagnostics if found.is_error]
    others = [found for found in outcome.diagnostics if not found.is_error]
    return (others, errors) if outcome.exit_code and not errors else (errors, others)


def _printed(outcome: Outcome) -> Iterator[str]:
    """Yield what a brief's run said besides: other findings, the files, and the notes."""
    told = outcome.exit_code and not outcome.fault
    other = _divided(outcome)[1] if told else outcome.diagnostics
    if other:
        yield report(other, outcome.lines)
    for path, made in zip(outcome.written, outcome.artefacts, strict=False):
        pages = f"  {made.pages} page{'s' * (made.pages > 1)}" if made.pages else ""
        yield f"{visible(str(from_here(path)))}{pages}"
    yield from (visible(note) for note in (*outcome.notes, outcome.passed_over) if note)
    if outcome.allowed:
        yield visible(allowed(outcome.allowed))


def _text(texts: Iterable[str]) -> str:
    text = "\n".join(texts).replace(ATTACHMENT, f"[ {ATTACHMENT[1:]}")
    return escape(UNWRITABLE.sub("�", text), COMMANDS)


def _attribute(value: str) -> str:
    """Write the value of an attribute in quotation marks, as one line."""
    return quoteattr(UNWRITABLE.sub("�", visible(value)), COMMANDS)
