"""Git repositories for tests: real ones, of which no setting of the developer holds."""

import os
import subprocess
from pathlib import Path

ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "Desk" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "desk@example.org" for who in ("AUTHOR", "COMMITTER")},
}


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; a submodule may come from a folder, too."""
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **ALONE}, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def committed(folder: Path, *, kind: str = "sha1") -> Path:
    """Commit all files in a folder; make it a repository with a branch `main` if it is none."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main", f"--object-format={kind}")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "As it is")
    return folder
