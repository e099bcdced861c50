"""A long run shows how far it has come: on a terminal below its report, in a log now and then."""

from __future__ import annotations

import io
import sys

import pytest

from briefgen.cli import progress
from briefgen.cli.progress import Progress


class Terminal(io.StringIO):
    """Standard error, which is a terminal or not."""

    is_terminal = True

    def isatty(self):
        return self.is_terminal


@pytest.fixture
def shown(monkeypatch):
    """Says what stands in standard error after a run over three briefs, of which one failed."""

    def of(moment=0, a_while=60, *, is_terminal=True, recalled=False, **asked):
        screen = Terminal()
        screen.is_terminal = is_terminal
        monkeypatch.setattr(progress, "A_MOMENT", moment)
        monkeypatch.setattr(progress, "A_WHILE", a_while)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", screen)
            line = Progress(3, **asked)
            for at in range(3):
                line.count(failed=at == 1, recalled=recalled)
                with line.aside(screen):
                    screen.write(f"report {at}\n")
            line.end()
        return screen.getvalue()

    return of


def test_what_is_done_and_failed_stands_below_the_report(shown):
    said = shown(is_wanted=True)
    assert "1 of 3 briefs |" in said
    assert "2 of 3 briefs, 1 failed |" in said
    assert "left" in said
    # Each line of the report begins where the line of progress was taken away.
    assert said.count("\rreport") == 3
    assert said.endswith("3 briefs done in 0 s\n")


@pytest.mark.parametrize(
    "asked",
    [
        {"is_wanted": False},
        {"is_wanted": False, "is_terminal": False, "a_while": 0},
        {"is_wanted": True, "moment": 60},
        {"is_wanted": True, "moment": 60, "is_terminal": False},
    ],
    ids=["unwanted", "unwanted in a log", "of a short run", "of a short run in a log"],
)
def test_else_there_is_the_report_alone(asked, shown):
    assert shown(**asked) == "report 0\nreport 1\nreport 2\n"


def test_a_log_has_a_line_now_and_then_and_one_at_the_end(shown):
    assert shown(is_wanted=True, is_terminal=False, a_while=0).splitlines() == [
        "1 of 3 briefs, about 0 s left",
        "report 0",
        "2 of 3 briefs, 1 failed, about 0 s left",
        "report 1",
        "report 2",
        "3 briefs done in 0 s",
    ]


def test_what_is_recalled_does_not_count_for_the_time_left(shown):
    said = shown(is_wanted=True, is_terminal=False, a_while=0, recalled=True)
    assert said.startswith("1 of 3 briefs\n")
