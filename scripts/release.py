"""Make what is released of the last commit, in dist/.

    briefgen-VERSION.tar.gz and briefgen-VERSION-py3-none-any.whl
    briefgen-VERSION.cdx.json    all that a user gets with it: a CycloneDX bill of materials
    briefgen-VERSION-licences.txt    the licences of that, with their texts
    briefgen-VERSION-requirements.txt    for `pip install --require-hashes --requirement`
    SHA256SUMS

The first two are built twice, in surroundings that differ, and nothing is written unless both have
the same bytes. All files are the same for one commit and one version of Python.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from licences import RefusedError, licences

ROOT = Path(__file__).resolve().parent.parent


class StopError(Exception):
    """What keeps a release from being made, in a sentence."""


def main() -> None:
    """Make the release, and say what was made."""
    if _git("status", "--porcelain"):
        raise StopError(
            "Some files differ from the last commit, of which a release is made. Commit them, or "
            "take a clean clone."
        )
    with tempfile.TemporaryDirectory() as folder:
        found = made(Path(folder))
        target = ROOT / "dist"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(found, target)
    for path in sorted(target.iterdir()):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")


def _git(*arguments: str) -> str:
    found = subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    return found.stdout.strip()


def made(at: Path) -> Path:
    """The folder of the files that are released, below an empty folder."""
    source = _source(at / "source", mask=0o022)
    (wheel,) = _built_twice(source, at).glob("*.whl")
    folder, name = wheel.parent, "-".join(wheel.name.split("-")[:2])
    python = environment(at / "environment", source, wheel)
    _write(folder / f"{name}-licences.txt", licences(python))
    _list_materials(python, source, folder / f"{name}.cdx.json")
    _write(folder / f"{name}-requirements.txt", _with_itself(source, folder))
    sums = [f"{_sum(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    _write(folder / "SHA256SUMS", "".join(sums))
    return folder


def _surroundings(**others: str) -> dict[str, str]:
    fixed = {
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct"),
    }
    return {**os.environ, **fixed, **others}


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _with_itself(source: Path, folder: Path) -> str:
    """The packages that are installed with briefgen, and briefgen, with their hashes."""
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    name, version = wheel.name.split("-")[:2]
    hashes = "".join(f" \\\n    --hash=sha256:{_sum(path)}" for path in (wheel, archive))
    needed = (source / "requirements" / "run.txt").read_text("utf-8")
    return f"{needed}{name}=={version}{hashes}\n"


def _built_twice(source: Path, at: Path) -> Path:
    """What was built of a source, and of the same in other surroundings with the same bytes."""
    elsewhere = _source(at / "another" / "place", mask=0o077)
    for path in elsewhere.rglob("*"):
        os.utime(path)
    built = _built(source, at / "made", _surroundings(PYTHONHASHSEED="1"), mask=0o022)
    others = _surroundings(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="2")
    again = _built(elsewhere, at / "again", others, mask=0o077)
    for one, other in zip(sorted(built.iterdir()), sorted(again.iterdir()), strict=True):
        if one.name != other.name or one.read_bytes() != other.read_bytes():
            raise StopError(f"Built twice, {one.name} has other bytes the second time.")
    return built


def _source(at: Path, mask: int) -> Path:
    """The files of the last commit, and no others, in a folder of their own."""
    at.mkdir(parents=True)
    archive = at.with_suffix(".tar")
    _git("-c", f"tar.umask=0{mask:o}", "archive", f"--output={archive}", "HEAD")
    subprocess.run(["tar", "-xpf", archive, "-C", at], check=True)
    return at


def _built(source: Path, at: Path, variables: dict[str, str], mask: int) -> Path:
    """The folder with the source distribution, and with the wheel that was built from it."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(at), str(source)]
    done = subprocess.run(
        command,
        env=variables,
        umask=mask,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        raise StopError(f"{done.stdout}\nIt can't be built, as said above.")
    for path in at.iterdir():
        path.chmod(0o644)
    return at


def environment(at: Path, source: Path, wheel: Path) -> Path:
    """The Python of an environment with the wheel, and with what is installed for it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", at], check=True)
    python = at / "bin" / "python"
    pip = ["pip", "-qq", "--disable-pip-version-check", "--python", str(python), "install"]
    needed = ["--require-hashes", "-r", str(source / "requirements" / "run.txt")]
    for what in (needed, ["--no-deps", str(wheel)]):
        subprocess.run([sys.executable, "-m", *pip, "--no-compile", *what], check=True)
    return python


def _list_materials(python: Path, source: Path, output: Path) -> None:
    """Write the bill of materials. It has the time of the commit, and no number of its own."""
    about = source / "pyproject.toml"
    version = output.name.removesuffix(".cdx.json").split("-")[1]
    text = about.read_text("utf-8").replace('dynamic = ["version"]', f'version = "{version}"')
    about.write_text(text, "utf-8")
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    command += [
        "--sv",
        "1.6",
        "--validate",
        "--pyproject",
        str(about),
        "--output-file",
        str(output),
    ]
    subprocess.run([*command, python], env=_surroundings(), check=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        said = error.stderr or "It has said why above.\n"
        sys.exit(f"release: Nothing is released, because this failed: {error.cmd}\n{said}")
    except (StopError, RefusedError) as error:
        sys.exit(f"release: {error}")
