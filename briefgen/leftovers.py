"""What a run that was killed leaves behind, and how the next one knows it.

Names of temporary files carry the number of the process that made them; once it is gone, they are
litter. A run that ends by itself, or is interrupted, takes its own away.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

NAME = re.compile(r"\.briefgen-(\d+)-\w+\.part\Z")
SUFFIX = ".part"


def prefix() -> str:
    """How the name of a temporary file of this process starts; `SUFFIX` is how it ends."""
    return f".briefgen-{os.getpid()}-"


def sweep(folder: Path) -> None:
    """Take away what processes that are gone have left in a folder. Never fails."""
    with suppress(OSError):
        for path in folder.iterdir():
            found = NAME.match(path.name)
            if found and not _lives(int(found[1])):
                _remove(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _lives(process: int) -> bool:
    """Whether there is a process of that number; where that can't be asked, there is."""
    if os.name != "posix":  # elsewhere os.kill ends the process that it asks for
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True
