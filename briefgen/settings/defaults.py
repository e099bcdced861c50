"""Define the defaults, which hold where neither an option nor a setting says anything.

Each is spelled once: the help texts read them here, and a test compares the reference with them.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.bounds import Bounds
from briefgen.look import SHIPPED, Look

# These come from the classes `Look` and `Bounds`, so that one made in Python has the same values.
STYLE = Look().style
PAPER = Look().paper
SIZE = Look().size
TEMPLATES = SHIPPED
TO = ("html", "pdf")
OUTPUT = Path("build")
SECONDS = Bounds().seconds
MEGABYTES = Bounds().megabytes
