"""List the licences of all that an environment holds, with their texts, and refuse the unknown.

    python scripts/licences.py ENVIRONMENT/bin/python

What a package says of its licence is compared word by word: another wording is looked at by
somebody before it is let in.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

ALLOWED = {
    "Apache Software License",
    "Apache-2.0",
    # Of briefgen itself, the latter for its fonts.
    "Apache-2.0 AND OFL-1.1",
    "Apache-2.0 OR BSD-2-Clause",
    "BSD License",
    "BSD-3-Clause",
    # Of pypdfium2: PDFium's, and those of the libraries in it, whose texts are listed.
    "BSD-3-Clause, Apache-2.0, dependency licenses",
    # Of pyphen, which gives a choice; it is used under the last.
    (
        "GNU General Public License v2 or later (GPLv2+); GNU Lesser General Public License v2 or "
        "later (LGPLv2+); Mozilla Public License 1.1 (MPL 1.1)"
    ),
    "MIT",
    "MIT License",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "MPL-2.0 AND MIT",
    "PSF-2.0",
}
# Beside what a package lists as its licence, as older ones don't.
NAMED = re.compile(r"(^|/)(licen[cs]es?/.+|(licen[cs]e|copying|notice)[^/]*)$", re.IGNORECASE)
RULE = "=" * 100
HEAD = """\
What is installed with briefgen on Linux, and under which licence, as each package says itself. The
texts are below. Pango, and what that needs, comes with the system.
"""


class RefusedError(Exception):
    """A package has a licence that nobody has allowed."""


def licences(python: Path) -> str:
    """The list, and below it the texts, of the packages that an interpreter finds; sorted by name.

    Raises RefusedError if one has a licence that isn't in ALLOWED.
    """
    told = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--python", python, "--format=json"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    found = sorted(json.loads(told.stdout), key=lambda each: each["Name"].lower())
    refused = [each for each in found if each["License"] not in ALLOWED]
    if refused:
        raise RefusedError("\n".join(map(_refusal, refused)))
    lines = [f"{each['Name']} {each['Version']}: {each['License']}" for each in found]
    texts = [_texts(distribution) for distribution in _distributions(python)]
    return "\n".join([HEAD, *lines, "", *texts])


def _refusal(package: dict[str, str]) -> str:
    return (
        f'{package["Name"]} {package["Version"]} is under "{package["License"]}", which is not '
        "among the licences that scripts/licences.py allows: read it, and then allow it there, "
        "or do without the package."
    )


def _distributions(python: Path) -> list[Distribution]:
    code = "import json, sys; print(json.dumps(sys.path))"
    path = subprocess.run([python, "-c", code], check=True, capture_output=True, cwd="/").stdout
    found = distributions(path=json.loads(path))
    return sorted(found, key=lambda each: each.metadata["Name"].lower())


def _texts(distribution: Distribution) -> str:
    """The texts that a package ships; those of fonts and libraries inside of it are among them."""
    name = distribution.metadata["Name"]
    files = {
        str(path).partition(".dist-info/")[2]: Path(str(path.locate()))
        for path in distribution.files or ()
    }
    texts = [
        f"{RULE}\n{name}: {path}\n{RULE}\n\n{files[path].read_text('utf-8', 'replace')}"
        for path in sorted(filter(NAMED.search, files))
    ]
    return "\n".join(texts or [f"{RULE}\n{name} ships no text of its licence.\n"])


if __name__ == "__main__":
    try:
        print(licences(Path(sys.argv[1])))
    except RefusedError as refused:
        sys.exit(str(refused))
