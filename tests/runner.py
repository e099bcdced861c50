"""A small runner for composite actions and for GitLab's jobs, for tests that run their scripts.

It does what the scripts rely on: inputs, outputs of steps, conditions, variables, a real shell. What
would need a network (pip, apt-get, other actions) is noted, and stands ready or isn't done.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from written import ROOT

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
TERM = re.compile(r"'([^']*)'|([\w.-]+)")


@dataclass
class Ran:
    """What came of an action: exit code, outputs, log, summary, and the actions that it used."""

    code: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)


class Machine:
    """A machine with what a runner of GitHub or GitLab has, in a folder."""

    def __init__(self, home: Path, repository: Path) -> None:
        self.home, self.repository = home, repository
        self.temp = home / "temp"
        self.notes = home / "notes"
        (home / "bin").mkdir(parents=True)
        self.temp.mkdir()
        self.notes.touch()
        for name in ("apt-get", "sudo", "brew"):
            self._put(name, f'echo "{name} $*" >> {self.notes}')
        self._put("ldconfig", ":")
        self._put("pip", f'echo "pip $*" >> {self.notes}')
        # The program under test, where its installation would be.
        briefgen = f'PYTHONPATH={ROOT} exec {sys.executable} -P -m briefgen "$@"'
        self._put("briefgen", briefgen)
        # An environment has a pip that notes what is asked of it, and the program.
        self._put(
            "python",
            f'case "$*" in "-I -m venv "*) mkdir -p "$4/bin" && cp {home}/bin/pip '
            f'{home}/bin/briefgen "$4/bin" ;; *) exec {sys.executable} "$@" ;; esac',
        )

    def _put(self, name: str, script: str) -> None:
        path = self.home / "bin" / name
        path.write_text(f"#!/bin/bash\n{script}\n")
        path.chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a process, without those of the one that runs the tests."""
        passing = ("LANG", "TZ", "LD_LIBRARY_PATH")
        return {
            **{name: os.environ[name] for name in passing if name in os.environ},
            "PATH": f"{self.home}/bin:/usr/bin:/bin",
            "HOME": str(self.home),
            "CI": "true",
        }

    def noted(self) -> list[str]:
        """List the calls of what isn't done, in their order."""
        return self.notes.read_text().splitlines()


class Action:
    """A composite action with its inputs, run step by step."""

    def __init__(self, machine: Machine, inputs: dict[str, str]) -> None:
        self.machine = machine
        self.text = yaml.load((ROOT / "action.yml").read_text("utf-8"), yaml.BaseLoader)
        unknown = inputs.keys() - self.text["inputs"].keys()
        assert not unknown, f"The action has no input {unknown}."
        given = {name: each.get("default", "") for name, each in self.text["inputs"].items()}
        self.known = {f"inputs.{name}": value for name, value in {**given, **inputs}.items()}
        self.known |= {"github.job": "briefs", "github.run_id": "7", "github.run_attempt": "1"}
        self.ran = Ran()

    def run(self) -> Ran:
        """Run all steps in order, as far as the first that fails."""
        for number, step in enumerate(self.text["runs"]["steps"]):
            if not self._holds(step.get("if", "'yes' != ''")):
                continue
            if "uses" in step:
                given = {key: self._filled(value) for key, value in step.get("with", {}).items()}
                self.ran.used[step["uses"].split("@")[0]] = given
                continue
            self.ran.code = self._step(step, self.machine.home / f"step-{number}")
            if self.ran.code:
                break
        self.ran.outputs = {
            name: self._filled(each["value"]) for name, each in self.text["outputs"].items()
        }
        self.ran.noted = self.machine.noted()
        return self.ran

    def _step(self, step: dict[str, Any], home: Path) -> int:
        assert "${{" not in step["run"], "An input in a script would be run by the shell."
        home.mkdir()
        (home / "script").write_text(step["run"])
        summary, output = home / "summary", home / "output"
        environment = {
            **self.machine.environment,
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.machine.repository),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(self.machine.temp),
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": "X64",
            **{name: self._filled(value) for name, value in step.get("env", {}).items()},
        }
        folder = self.machine.repository / self._filled(step.get("working-directory", "."))
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(home / "script")]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        self.ran.log += done.stdout + done.stderr
        self.ran.summary += summary.read_text("utf-8") if summary.exists() else ""
        for line in output.read_text("utf-8").splitlines() if output.exists() else ():
            name, _, value = line.partition("=")
            self.known[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode

    def _filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, term: str) -> str:
        quoted, name = TERM.fullmatch(term.strip()).groups()
        return quoted if name is None else self.known.get(name, "")

    def _holds(self, condition: str) -> bool:
        """Tell whether a condition holds: comparisons, with `&&` between them."""
        for part in condition.split("&&"):
            left, sign, right = re.split(r"\s(==|!=)\s", part)
            if (self._value(left) == self._value(right)) != (sign == "=="):
                return False
        return True


def gitlab_job(machine: Machine, file: Path, **variables: str) -> Ran:
    """Run the job of a GitLab file as its runner does: one shell, in which each line has to pass."""
    text = yaml.safe_load(file.read_text("utf-8"))
    job = text["briefs"]
    given = {"CI_PROJECT_DIR": str(machine.repository), "CI_DEFAULT_BRANCH": "main", **variables}
    environment = {**machine.environment, **given}
    for name, value in {**text["variables"], **job["variables"], **variables}.items():
        environment[name] = re.sub(r"\$(\w+)", lambda found: environment[found[1]], str(value))
    script = "\n".join([*job["before_script"], *job["script"]])
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=machine.repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout + done.stderr, noted=machine.noted())


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody whose own settings have no part in it."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **{f"GIT_{who}_NAME": "Ida" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "ida@example.org" for who in ("AUTHOR", "COMMITTER")},
    }
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stderr}"
    return done.stdout.strip()
