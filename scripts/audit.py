"""Ask which packages in requirements/ have known vulnerabilities, with the options of pip-audit.

Ends with 0 if all were looked up and none has any, with 1 if one has, and else with 2 if some could
not be looked up: pip-audit alone takes what it could not find for harmless.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
AUDIT = [
    "pip_audit",
    "--disable-pip",
    "--require-hashes",
    "--progress-spinner=off",
    "--format=json",
]
NOTHING = "audit: NOTHING WAS LOOKED UP, so no package is known to be safe."


def main(options: list[str]) -> int:
    """Audit all sets, say what was found, and give the exit code."""
    files = [word for path in sorted(FOLDER.glob("*.txt")) for word in ("--requirement", str(path))]
    done = subprocess.run(
        [sys.executable, "-m", *AUDIT, *files, *options],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        *_, last = ["nothing", *done.stderr.strip().splitlines()]
        print(
            f"{NOTHING} The index of vulnerabilities can't be asked: try again with a network. "
            f"pip-audit said: {last}"
        )
        return 2
    lines, code = findings(packages)
    print("\n".join(lines))
    return code


def findings(packages: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What is to be said of packages as pip-audit reports them, and the exit code."""
    lines = [
        f"{package['name']} {package['version']} has {each['id']}, "
        f"{_mended(each['fix_versions'])}: {each['description'].strip().partition(chr(10))[0]}"
        for package in packages
        for each in package.get("vulns", ())
    ]
    code = 1 if lines else 0
    skipped = sorted({package["name"] for package in packages if "skip_reason" in package})
    asked = {package["name"] for package in packages} - set(skipped)
    if not asked:
        return [f"{NOTHING} The index answers, but tells nothing of vulnerabilities."], 2
    if skipped:
        lines.append(
            f"audit: NOT LOOKED UP, so not known to be safe: {', '.join(skipped)}. The index of "
            f"vulnerabilities told of {len(asked)} of {len(asked) + len(skipped)} packages."
        )
        code = code or 2
    if not lines:
        lines.append(f"audit: packages looked up: {len(asked)}, with known faults: none.")
    return lines, code


def _mended(versions: list[str]) -> str:
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
