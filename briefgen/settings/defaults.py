"""What holds where neither an option nor a setting says anything: each default, spelled once.

Help texts read them here, and a test compares the guide with them.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.ground.bounds import Bounds
from briefgen.look import SHIPPED, Look

# The look and the bounds have theirs themselves: whoever makes one in Python gets the same.
STYLE = Look().style
PAPER = Look().paper
TEMPLATES = SHIPPED
TO = ("html", "pdf")
OUTPUT = Path("build")
SECONDS = Bounds().seconds
MEGABYTES = Bounds().megabytes
