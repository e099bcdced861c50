"""What holds where neither an option nor a setting says anything: each default, spelled once.

Help texts read them here, and a test compares the guide with them.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.bounds import Bounds
from briefgen.look import SHIPPED, Look

STYLE = Look().style
PAPER = Look().paper
TEMPLATES = SHIPPED
TO = ("html", "pdf")
OUTPUT = Path("build")
SECONDS = Bounds().seconds
MEGABYTES = Bounds().megabytes
