"""A file in `outputs/kinds/` is an output, for whoever asks which there are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import ConfigError, api
from briefgen.builds.job import Job
from briefgen.outputs import attachments, registry
from briefgen.settings.resolver import Resolved

ROOT = Path(__file__).parent.parent
MINIMAL = ROOT / "briefs" / "minimal.yaml"
UNNAMED = """\
briefgen: 1
title: Talks on tonnage
as_of: 2026-03-02
principal: chair
people:
  chair: {name: Ada Fielding, role: Chair}
  adviser: {name: Ilka Lindqvist, described_as: an adviser, attribution: on background}
bottom_line: The plan is ready. You are asked to agree.
agenda:
  - title: Depth of the basin
    objective: The plan is agreed by 1 May.
    points: [The table is printed with every depth.]
"""


@pytest.fixture(scope="module")
def with_text(tmp_path_factory):
    """A copy of briefgen with one file more: the output `text`."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        ROOT / "briefgen", root / "briefgen", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("templates", "styles", "docs"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "tests" / "outputs" / "text.py", root / "briefgen" / "outputs" / "kinds")
    return root


@pytest.fixture
def run(with_text, tmp_path):
    """Runs that copy in a folder with a brief: the exit code, and what was said."""
    shutil.copy(MINIMAL, tmp_path / "brief.yaml")

    def run(*arguments, module=("-m", "briefgen")):
        done = subprocess.run(
            [sys.executable, *module, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(with_text)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_an_output_is_added_by_a_file_alone(run, tmp_path):
    assert "html, text, pdf, evidence, columns." in run("build", "--help")[1]
    code, said = run("build", "brief.yaml", "--to", "text,html", "--template", "card")
    assert code == 0, said
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        "brief-card.html",
        "brief-card.txt",
        "manifest.json",
    ]
    assert "Budget" in (tmp_path / "build" / "brief-card.txt").read_text("utf-8")


def test_an_added_output_is_a_setting_and_in_the_manifest_and_is_verified(run, tmp_path):
    (tmp_path / "briefgen.toml").write_text('to = ["Text"]\ntemplate = ["card"]\n')
    code, said = run("build", "brief.yaml")
    assert code == 0, said
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text("utf-8"))
    (output,) = manifest["briefs"]["brief.yaml"]["outputs"].values()
    assert (output["kind"], output["template"]) == ("text", "card")
    assert "built anew, it is the same, byte for byte." in run("verify", "--rebuild")[1]
    (tmp_path / "build" / "stranger.txt").write_text("not listed")
    code, said = run("verify")
    assert code == 6
    assert "stranger.txt: the manifest doesn't list it." in said


def test_an_added_output_is_built_from_python_and_offered_by_the_shell(run, tmp_path):
    script = "import briefgen; print(briefgen.build('brief.yaml', to=['text'], templates=['card']))"
    assert "brief-card.txt" in run(script, module=("-c",))[1]
    asked = (
        "from click.shell_completion import ShellComplete as S; from briefgen.cli import cli; "
        "print([i.value for i in S(cli, {}, 'b', '_B').get_completions(['build', '--to'], 't')])"
    )
    assert "['text']" in run(asked, module=("-c",))[1]


def test_an_added_output_is_searched_for_names_before_it_leaves(run, tmp_path):
    (tmp_path / "brief.yaml").write_text(UNNAMED, "utf-8")
    assert run("build", "brief.yaml", "--to", "html", "-o", "page")[0] == 0
    code, said = run("build", "brief.yaml", "--to", "text")
    assert code == 1
    assert (
        "“Ilka Lindqvist” is on background, and would leave with the text of the packet and" in said
    )
    assert not (tmp_path / "build").exists()


def test_the_outputs_have_an_order():
    assert registry.names() == ("html", "pdf", "evidence", "columns")
    assert registry.extensions() == (".html", ".pdf", ".jsonld", ".csv")
    assert [each.name for each in registry.outputs(["evidence", "pdf", "html", "pdf"])] == [
        "html",
        "pdf",
        "evidence",
    ]


def test_a_job_names_its_files_by_template_and_those_of_the_brief_last():
    resolved = Resolved(templates=("packet", "card"), to=("evidence", "pdf", "html"))
    job = Job(Path("talks.yaml"), "talks.yaml", Path(), "talks", resolved=resolved)
    assert job.names == [
        "talks-packet.html",
        "talks-packet.pdf",
        "talks-card.html",
        "talks-card.pdf",
        "talks-evidence.jsonld",
    ]


def test_an_output_that_is_not_there_is_refused_from_python(tmp_path):
    with pytest.raises(ConfigError, match=r"There is no output `pfd`\. Did you mean `pdf`\?"):
        api.build(MINIMAL, output=tmp_path / "out", to=["html", "pfd"])
    with pytest.raises(ConfigError, match=r"There is no attachment `sources`\. Did you mean"):
        api.build(MINIMAL, output=tmp_path / "out", to=["pdf"], attach=["sources"])
    assert not (tmp_path / "out").exists()


def test_what_can_be_attached_is_told():
    assert attachments.names() == ("source",)
    assert attachments.help_text() == "source: each PDF carries the brief's YAML"
