"""Carry out the steps of the Dockerfile where there is no Docker: in fresh roots of Debian.

    python scripts/try_dockerfile.py FOLDER
    python scripts/try_dockerfile.py FOLDER build briefs/minimal.yaml

The first makes the root of the image, FOLDER/image, with `mmdebstrap`. The second runs the image's
command there with these arguments in the current folder, as Docker does with `--user`,
`--network none`, `--read-only` and `--tmpfs /tmp`. Both need root, and the first the network. What
the machine needs to reach its mirrors (certificates, settings of pip) is lent to each step.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NETWORK = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt")


def steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile in their order, each with what follows it."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [
        (word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines) if word
    ]


def build(folder: Path) -> None:
    """Make a root for each stage; the last is called `image`, and its settings lie beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    root, place = folder, "/"
    settings: dict[str, str] = {}
    variables: dict[str, str] = {}
    for word, rest in steps():
        print(f"{word} {' '.join(rest.split())}", file=sys.stderr, flush=True)
        if word == "FROM":
            _, _, name = rest.partition(" AS ")
            root, place, settings = folder / (name or "image"), "/", {}
            variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
            suite = rest.removeprefix("debian:").partition("-")[0]
            base(suite, folder / "base.tar", root)
        elif word == "RUN":
            run(root, place, rest, variables)
        elif word == "COPY":
            copy(rest, root, place, folder)
        elif word == "WORKDIR":
            place = rest
            (root / place.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif word == "ENV":
            for setting in shlex.split(rest):
                name, _, value = setting.partition("=")
                variables[name] = value.replace("$PATH", variables["PATH"])
        elif word in {"USER", "ENTRYPOINT", "CMD", "LABEL"}:
            settings[word] = rest
        else:
            sys.exit(f"{word} is not known here")
    settings |= {"ENV": json.dumps(variables), "WORKDIR": place}
    (folder / "image.json").write_text(json.dumps(settings), "utf-8")


def base(suite: str, archive: Path, root: Path) -> None:
    """Unpack a Debian with no more than Docker's: its packages, but no lists of them."""
    if not archive.exists():
        mirror = re.search(r"^URIs: (.+)$", _sources(), re.MULTILINE)
        place = [mirror[1]] if mirror else []
        subprocess.run(["mmdebstrap", "--variant=minbase", suite, archive, *place], check=True)
    root.mkdir()
    subprocess.run(["tar", "-xpf", archive, "-C", root], check=True)


def _sources() -> str:
    found = Path("/etc/apt/sources.list.d/debian.sources")
    return found.read_text("utf-8") if found.exists() else ""


def run(root: Path, place: str, command: str, variables: dict[str, str]) -> None:
    """Run a step in a root, with the network of this machine."""
    lent = [path for path in NETWORK if Path(path).exists()]
    kept = {name: (root / name[1:]).read_bytes() for name in lent if (root / name[1:]).exists()}
    for name in lent:
        (root / name[1:]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(name, root / name[1:])
    own = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    inside = (
        f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && exec chroot {root} "
    )
    inside += shlex.join(["/bin/sh", "-c", f"cd {place} && {command}"])
    subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "/bin/sh", "-c", inside],
        env={**own, **variables, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"},
        check=True,
    )
    for name in lent:
        (root / name[1:]).unlink(missing_ok=True)
        if name in kept:
            (root / name[1:]).write_bytes(kept[name])


def copy(what: str, root: Path, place: str, folder: Path) -> None:
    """Copy from this folder, less what .dockerignore leaves out, or from another stage."""
    *options, source, target = shlex.split(what)
    there = root / target.lstrip("/") if target.startswith("/") else root / place[1:] / target
    if options:
        origin = folder / options[0].removeprefix("--from=") / source.lstrip("/")
        shutil.copytree(origin, there, symlinks=True, dirs_exist_ok=True)
        return
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = [line[1:] for line in lines if line.startswith("!")]
    for name in allowed if source == "." else [source]:
        origin, at = ROOT / name, there / name if source == "." else there
        if origin.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(origin, at, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copyfile(origin, at)


def call(folder: Path, arguments: list[str]) -> int:
    """Run the command of the image as Docker does, and give its exit code."""
    image = json.loads((folder / "image.json").read_text("utf-8"))
    root, here = folder / "image", Path.cwd()
    owner = here.stat()
    command = [*json.loads(image["ENTRYPOINT"]), *(arguments or json.loads(image["CMD"]))]
    inside = f"""set -e
        mount --bind {root} {root}
        mount --bind {shlex.quote(str(here))} {root}{image["WORKDIR"]}
        mount -o remount,ro,bind {root}
        mount -t tmpfs -o mode=1777 tmpfs {root}/tmp
        mount -t proc proc {root}/proc
        mount --rbind /dev {root}/dev
        """
    inside += f"exec chroot --userspec={owner.st_uid or 1000}:{owner.st_gid or 1000} {root} "
    inside += shlex.join(["/bin/sh", "-c", f'cd {image["WORKDIR"]} && exec "$@"', "sh", *command])
    away = ["unshare", "--mount", "--net", "--pid", "--fork", "/bin/sh", "-c", inside]
    return subprocess.run(away, env=json.loads(image["ENV"]), check=False).returncode


if __name__ == "__main__":
    if os.geteuid():
        sys.exit("Only root can do this.")
    target = Path(sys.argv[1]).resolve()
    if sys.argv[2:] or (target / "image.json").exists():
        sys.exit(call(target, sys.argv[2:]))
    build(target)
