"""Have Python read the time zones of the package tzdata, not those of the system (PEP 615)."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path


def take_zones_of_package() -> None:
    """Set the variable that `zoneinfo` reads when it is loaded, and that child processes take over.

    Otherwise the same brief could have other times on a machine with older zones.
    """
    found = find_spec("tzdata")
    if found and found.origin:
        os.environ["PYTHONTZPATH"] = str(Path(found.origin).parent / "zoneinfo")
