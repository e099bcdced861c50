"""A report goes to a file beside what is told to people, and never in the place of something else."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from written import BAD, MINIMAL, ROOT, put

from briefgen.cli import main
from briefgen.ground import pack


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """Runs the command on a brief with a slip; gives the exit code and both streams."""
    put(tmp_path / "briefgen.toml", "off = []\n")
    put(tmp_path / "talks.yaml", BAD)
    put(tmp_path / "clean.yaml", MINIMAL)
    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        streams = capsys.readouterr()
        return ended.value.code, streams.out, streams.err

    return command


def test_a_report_in_a_file_never_replaces_the_log(told, tmp_path):
    code, out, err = told(
        "check", "talks.yaml", "--output-format", "sarif", "--output-file", "new/a.sarif"
    )
    assert (code, out) == (1, "")
    assert "error[unknown-person]" in err
    assert json.loads((tmp_path / "new" / "a.sarif").read_text())["version"] == "2.1.0"


def test_a_report_replaces_the_last_one(told, tmp_path):
    for _ in range(2):
        code, *_ = told("check", "clean.yaml", "--output-format", "json", "--output-file", "a.json")
        assert code == 0
    assert json.loads((tmp_path / "a.json").read_text())["counts"]["errors"] == 0


REFUSED = {
    "clean.yaml": (2, "clean.yaml is a brief. Give it another name."),
    "talks.yaml": (2, "talks.yaml is a brief. Give it another name."),
    "briefgen.toml": (2, "briefgen.toml is a file of settings. Give it another name."),
    "folder": (5, "folder is a folder."),
    "briefgen.toml/a.json": (5, "briefgen.toml is not a folder."),
    os.devnull: (5, "/dev/null is not a file."),
}


@pytest.mark.parametrize("file", REFUSED)
@pytest.mark.parametrize("plan", [False, True])
def test_a_report_is_not_written_in_the_place_of_something_else(file, plan, told, tmp_path):
    (tmp_path / "folder").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    command = ("build", "--plan", "talks.yaml") if plan else ("check", "talks.yaml")
    code, out, err = told(*command, "--output-format", "json", "--output-file", file)
    expected, said = REFUSED[file]
    assert code == expected
    assert err.splitlines()[-1] == f"briefgen: The report is not written: {said}"
    assert "to be built" in out if plan else "error[unknown-person]" in err
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert Path(os.devnull).is_char_device()


def test_a_report_is_not_written_over_what_the_run_reads(told, tmp_path):
    capture = put(tmp_path / "captures" / "a.txt", "The piers are safe.\n")
    source = "sources:\n  a: {title: Piers, capture: captures/a.txt}\n"
    put(tmp_path / "cited.yaml", MINIMAL + source)
    code, _, err = told(
        "check", "cited.yaml", "--output-format", "junit", "--output-file", "captures/a.txt"
    )
    assert code == 2
    assert "captures/a.txt is a file that this run reads or writes" in err
    assert capture.read_text() == "The piers are safe.\n"


def test_a_report_is_not_written_over_an_output(told, tmp_path):
    told("build", "clean.yaml", "--to", "html")
    page = tmp_path / "build" / "clean-packet.html"
    before = page.read_bytes()
    code, *_ = told("build", "clean.yaml", "--to", "html", "--output-file", str(page))
    assert code == 2
    assert page.read_bytes() == before


def test_on_a_full_disk_the_log_is_there_all_the_same(told, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put(tmp_path / "a.json", "the last report")
    monkeypatch.setattr(pack.os, "fsync", full)
    code, _, err = told("check", "talks.yaml", "--output-format", "json", "--output-file", "a.json")
    assert code == 5
    assert "error[unknown-person]" in err
    assert err.splitlines()[-1].startswith(
        "briefgen: The report is not written. Can't write to .: "
    )
    assert (tmp_path / "a.json").read_text() == "the last report"


def test_the_plan_goes_to_a_file_as_well(told, tmp_path):
    for name in ("json", "jsonl"):
        code, out, _ = told(
            "build", "--plan", "clean.yaml", "--output-format", name, "--output-file", "plan"
        )
        assert code == 0
        assert out.startswith("clean.yaml: to be built")
        first = (tmp_path / "plan").read_text().splitlines()[0]
        assert '"done": "planned"' in first


def test_a_plan_has_no_findings_to_report(told):
    code, _, err = told("build", "--plan", "clean.yaml", "--output-format", "sarif")
    assert code == 2
    assert "A plan is reported as full, concise, json, jsonl: it has no findings." in err


def test_a_format_that_is_misspelt_is_known_again(told, monkeypatch):
    code, _, err = told("check", "--output-format", "sraif")
    assert code == 2
    assert "Did you mean 'sarif'?" in err
    monkeypatch.setenv("BRIEFGEN_OUTPUT_FORMAT", "jnuit")
    assert "Did you mean 'junit'?" in told("check")[2]


def test_a_variable_chooses_the_format(told, monkeypatch):
    monkeypatch.setenv("BRIEFGEN_OUTPUT_FORMAT", "concise")
    code, out, err = told("check", "talks.yaml")
    assert (code, err) == (1, "")
    assert out.startswith("talks.yaml:5:12: error[unknown-person] Nobody")


def test_a_sign_that_the_encoding_of_a_stream_lacks_is_written_as_its_number(tmp_path):
    put(tmp_path / "Öl.yaml", BAD)
    command = [sys.executable, "-m", "briefgen", "check", "Öl.yaml", "--output-format", "concise"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.startswith("\\xd6l.yaml:5:12: error[unknown-person]")


def test_a_line_for_standard_output_stands_there(told):
    _, out, err = told("check", "talks.yaml", "--output-format", "jsonl", "--output-file", "-")
    assert out.startswith('{"kind": "start"')
    assert err == ""


def test_a_report_that_is_not_written_leaves_out_nothing_that_is_said(told, tmp_path):
    trace = tmp_path / "trace.json"
    code, _, err = told(
        *("check", "talks.yaml", "--max-warnings", "0", "--strict"),
        *("--output-file", ".", "--timings", str(trace)),
    )
    assert code == 5
    assert trace.exists()
    assert err.splitlines()[-1] == "briefgen: The report is not written: . is a folder."


def test_a_report_is_not_written_over_the_baseline(told, tmp_path):
    told("check", "talks.yaml", "--baseline", "known.json", "--write-baseline")
    before = (tmp_path / "known.json").read_bytes()
    code, *_ = told(
        "check", "talks.yaml", "--baseline", "known.json", "--output-file", "known.json"
    )
    assert code == 2
    assert (tmp_path / "known.json").read_bytes() == before
