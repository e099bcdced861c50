"""Write requirements/: the exact versions of each set of packages, with their hashes.

What is there stays as it is, as far as pyproject.toml lets it; `--upgrade` renews all, and
`--upgrade-package NAME` one. All sets are resolved together, for each Python from 3.11 on and each
system, so that a package has one version. A hash is listed for every file of it. This needs the
network.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"

# Each set with the one that it adds to, whose packages it doesn't repeat. Those after the first two
# are extras or groups in pyproject.toml.
SETS = {
    "build": "",
    "run": "",
    "cjk": "run",
    "docs": "run",
    "dev": "docs",
    "conformance": "dev",
    "release": "dev",
    "bench": "dev",
    "fuzz": "dev",
}
HEAD = "# Made by `make requirements` from pyproject.toml.\n"


def main(options: list[str]) -> None:
    """Resolve all sets with the options of `uv pip compile`, and write their files."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        tools = at / "build.in"
        tools.write_text("\n".join(["pip", *project["build-system"]["requires"]]), "utf-8")

        def asked(name: str) -> list[str]:
            if name == "build":
                return [str(tools)]
            kind = "--extra" if name in project["project"]["optional-dependencies"] else "--group"
            return ["pyproject.toml", *(() if name == "run" else (kind, name))]

        pins = at / "all.txt"
        files = (path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt")))
        pins.write_text("".join(map("".join, map(_packages, files))), "utf-8")
        _compile(pins, [word for name in SETS for word in asked(name)], *options)
        sets: dict[str, set[str]] = {"": set()}
        texts = {}
        for name, below in SETS.items():
            one = at / "one.txt"
            one.unlink(missing_ok=True)
            _compile(one, asked(name), "--constraints", str(pins))
            packages = set(_packages(one.read_text("utf-8")))
            include = f"-r {below}.txt\n" if below else ""
            texts[name] = HEAD + include + "".join(sorted(packages - sets[below]))
            sets[name] = packages | sets[below]
    for name, text in texts.items():
        (FOLDER / f"{name}.txt").write_text(text, "utf-8", newline="\n")


def _packages(text: str) -> list[str]:
    """The entries of a requirements file: a package, its version and its hashes."""
    return re.findall(r"^[a-z0-9].*(?:\n .*)*\n", text, re.MULTILINE)


def _compile(output: Path, asked: list[str], *options: str) -> None:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet"]
    shape = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
    shape += ["--no-annotate", "--output-file", str(output)]
    done = subprocess.run([*command, *shape, *options, *asked], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("requirements: Nothing is written, for the reason above. This needs the network.")


if __name__ == "__main__":
    main(sys.argv[1:])
