"""What one packet costs, cold, against the engine alone on its HTML: whole processes, in turns.

The engine makes the same kind of PDF, PDF/A-2a, without what briefgen adds to be PDF/UA-1 as well.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from offices import write_office

ROOT = Path(__file__).parent.parent.parent
BRIEFS = {name: ROOT / "briefs" / f"{name}.yaml" for name in ("moscow-sochi-2019", "everything")}
ROUNDS = 5
IMPORT = "from briefgen.typeset import load_engine, weasyprint_import; "


def seconds(command, home):
    """The seconds that a command takes whose caches are in the folder `home`."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
    return time.perf_counter() - start


def tell(what, ours, peers, *, empty=True):
    """Print the median of the ratios of our command to the peers', one after the other."""
    with tempfile.TemporaryDirectory() as home:
        ratios = []
        for round_ in range(ROUNDS + 1):
            own = seconds(ours, Path(home) / (str(round_) if empty else "same"))
            others = sum(seconds(peer, home) for peer in peers)
            ratios += [own / others] if round_ else []  # the first isn't counted
    least, most = min(ratios), max(ratios)
    print(f"\n{what}: {statistics.median(ratios):.2f} (from {least:.2f} to {most:.2f})")


def briefgen(*arguments):
    return [sys.executable, "-m", "briefgen", "build", "-q", *map(str, arguments)]


def alone(page):
    variant = ["--pdf-variant", "pdf/a-2a"]
    return [sys.executable, "-m", "weasyprint", *variant, str(page), str(page.with_suffix(".bare"))]


@pytest.fixture(params=[*BRIEFS, "office"])
def brief(request, tmp_path):
    if request.param != "office":
        return BRIEFS[request.param]
    return write_office(tmp_path / "office", 1, 7)[0]


@pytest.mark.parametrize("empty", [True, False], ids=["empty cache", "same cache"])
def test_a_cold_packet(brief, empty, tmp_path):
    packet = (brief, "--template", "packet", "-o", tmp_path / "out")
    seconds(briefgen(*packet, "-t", "html"), tmp_path)
    page = tmp_path / "out" / f"{brief.stem}-packet.html"
    ours = briefgen(*packet, "-t", "pdf", "--force")
    which = "an empty cache" if empty else "what an earlier run has compiled"
    tell(f"packet of {brief.stem} as PDF, with {which}", ours, [alone(page)], empty=empty)


def test_packet_and_card_of_both_kinds(brief, tmp_path):
    both = (brief, "-o", tmp_path / "out")
    seconds(briefgen(*both, "-t", "html"), tmp_path)
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert len(pages) == 2
    ours = briefgen(*both, "--force")
    tell(f"packet and card of {brief.stem}, HTML and PDF", ours, [alone(page) for page in pages])


def test_the_import_of_the_engine():
    quick = [sys.executable, "-c", IMPORT + "load_engine(alone=True)"]
    plain = [sys.executable, "-c", f"{IMPORT}weasyprint_import.is_as_tried = bool; load_engine()"]
    tell("process that imports the engine, against the plain import", quick, [plain], empty=False)
