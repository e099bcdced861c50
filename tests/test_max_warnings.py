"""A run may find so many warnings and no more: they are those of all its briefs together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from written import BAD, VAGUE, put

HTML = ("-t", "html", "--template", "card")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder in which one stands, with two briefs that have a warning each."""
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        put(tmp_path / f"{name}.yaml", VAGUE)
    return tmp_path


@pytest.mark.parametrize("command", [("check",), ("build", *HTML)])
@pytest.mark.parametrize(("most", "code"), [(0, 1), (1, 1), (2, 0), (3, 0)])
def test_more_warnings_than_allowed_change_the_exit_code(most, code, command, office, run):
    ended, _, err = run(*command, ".", "--max-warnings", most)
    assert ended == code
    last = err.splitlines()[-1]
    assert (last == f"2 warnings, {most} allowed by --max-warnings") == bool(code)


def test_outputs_are_written_all_the_same(office, run):
    assert run("build", ".", *HTML, "--max-warnings", "0")[0] == 1
    assert len([*(office / "build").glob("*.html")]) == 2


def test_strict_stops_the_build_and_the_warnings_are_counted(office, run):
    code, _, err = run("build", ".", *HTML, "--strict", "--max-warnings", "1")
    assert code == 1
    assert err.endswith("2 warnings, 1 allowed by --max-warnings\n")
    assert not (office / "build").exists()


def test_errors_are_no_warnings_and_keep_their_exit_code(office, run):
    put(office / "a.yaml", BAD)
    code, _, err = run("check", ".", "--max-warnings", "1")
    assert code == 1
    assert "allowed" not in err
    assert run("check", ".", "none.yaml", "--max-warnings", "0")[0] == 5


def test_it_is_said_beside_a_report_and_when_quiet(office, run):
    code, out, err = run("check", ".", "--max-warnings", "1", "--output-format", "json")
    assert (code, err) == (1, "2 warnings, 1 allowed by --max-warnings\n")
    assert json.loads(out)["counts"]["warnings"] == 2
    assert run("check", ".", "--max-warnings", "1", "-q")[2] == err


def test_what_a_baseline_knows_is_not_counted(office, run):
    run("check", "a.yaml", "--baseline", "known.json", "--write-baseline")
    call = ("check", ".", "--baseline", "known.json", "--max-warnings")
    assert run(*call, "1")[0] == 0
    code, _, err = run(*call, "0")
    assert code == 1
    assert err.endswith("1 warning, 0 allowed by --max-warnings\n")


def test_a_variable_sets_it(office, run, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_MAX_WARNINGS", "1")
    assert run("check", ".")[0] == 1
    assert run("check", ".", "--max-warnings", "2")[0] == 0


def test_it_takes_a_number(office, run):
    assert run("check", ".", "--max-warnings", "-1")[0] == 2
    assert run("check", ".", "--max-warnings", "few")[0] == 2


def test_a_call_that_found_too_many_is_not_told_again_without_saying_so(
    office, run, monkeypatch, tmp_path, capfdbinary
):
    from briefgen.builds.store import calls, marks

    monkeypatch.setattr(marks, "SETTLED", 0)
    monkeypatch.setattr("briefgen.cli.take_zones_of_package", lambda: None)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    kept = Path(tmp_path / "own" / "briefgen" / "calls")
    for most, code in (("1", 1), ("2", 0)):
        call = ("check", ".", "--max-warnings", most)
        for _ in range(3):
            again = calls.told_again(call)
            told = capfdbinary.readouterr().err.decode()
            if again is None:
                again, _, told = run(*call)
            assert again == code
            assert ("2 warnings, 1 allowed" in told) == bool(code)
        assert kept.exists() == (not code)
