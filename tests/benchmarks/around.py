"""On what machine and with what versions something was measured."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from peers import chromium_version, typst_version

from briefgen import __version__
from briefgen.typeset import load_engine
from briefgen.typeset.weasyprint_private import pango_version

NOT_HERE = "isn't installed, and was left out"


def around() -> dict[str, str]:
    """Name the machine and the versions, each by what it is."""
    load_engine()
    return {
        "processor": processor(),
        "cores": str(
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        ),
        "memory": f"{memory()} GB",
        "system": system(),
        "Python": platform.python_version(),
        "briefgen": __version__,
        "WeasyPrint": version("weasyprint"),
        "Pango": ".".join(map(str, pango_version())),
        "Typst": typst_version() or NOT_HERE,
        "Chromium": chromium_version() or NOT_HERE,
    }


def processor() -> str:
    """Name the model."""
    with_models = Path("/proc/cpuinfo")
    said = with_models.read_text() if with_models.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", said, re.MULTILINE)
    return found[1] if found else platform.processor() or platform.machine()


def memory() -> int:
    """Give what is built in, in whole gigabytes."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def system() -> str:
    """Name the system as it calls itself."""
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        name = platform.platform(terse=True)
    return f"{name}, {platform.system()} {platform.release().split('-')[0]}"
