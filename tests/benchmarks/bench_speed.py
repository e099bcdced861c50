"""What briefgen costs, as ratios against a stated peer in the same run: `make bench`.

The machines are noisy, so the two commands take turns, and the median of the ratios is printed.
Nothing here fails for being slow.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from offices import write_office

ROOT = Path(__file__).parent.parent.parent
FLAGSHIP = ROOT / "briefs" / "moscow-sochi-2019.yaml"
ROUNDS = 7


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def ratio(ours, peer, rounds=ROUNDS):
    """The median of ours to the peer's, after one round that isn't counted."""
    seconds(ours), seconds(peer)
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    ratios = sorted(own / other for own, other in pairs)
    return statistics.median(ratios), ratios[0], ratios[-1]


def tell(what, found):
    median, least, most = found
    print(f"\n{what}: {median:.2f} (from {least:.2f} to {most:.2f})")


def briefgen(*arguments):
    return [sys.executable, "-m", "briefgen", *map(str, arguments)]


IMPORTS = [sys.executable, "-c", "import click, pydantic, yaml"]


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """Three briefs of an office, other than those that briefgen comes with."""
    folder = tmp_path_factory.mktemp("office")
    write_office(folder, briefs=3, items=7)
    return folder


@pytest.mark.parametrize("name", ["minimal", FLAGSHIP.stem, "everything", "brief-0001"])
def test_a_first_check_against_importing_click_pydantic_and_yaml(name, others, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    own = FLAGSHIP.with_stem(name)
    brief = own if own.exists() else others / f"{name}.yaml"
    found = ratio(briefgen("check", brief), IMPORTS)
    tell(f"a first check of {name}, against importing click, pydantic and yaml", found)


def test_a_check_of_a_clean_brief_against_the_same(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = ratio(briefgen("check", FLAGSHIP), IMPORTS)
    tell("a check of a brief that was clean and is unchanged, against the same", found)


def test_version_against_importing_click():
    click = [sys.executable, "-c", "import click"]
    tell("--version, against importing click", ratio(briefgen("--version"), click))


def test_version_against_the_start_of_python():
    tell(
        "--version, against python -c pass",
        ratio(briefgen("--version"), [sys.executable, "-c", "pass"]),
    )


def test_a_cold_pdf_against_the_bare_engine_on_the_same_page(tmp_path):
    only_packet = ("build", "-q", FLAGSHIP, "--template", "packet", "-o", tmp_path)
    seconds(briefgen(*only_packet, "-t", "html"))
    page, pdf = tmp_path / "moscow-sochi-2019-packet.html", tmp_path / "bare.pdf"
    bare = [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", str(page), str(pdf)]
    found = ratio(briefgen(*only_packet, "-t", "pdf"), bare)
    tell("a cold packet as PDF, against the engine alone on its HTML", found)


def test_all_four_outputs_against_the_packet_alone(tmp_path):
    packet = briefgen("build", "-q", FLAGSHIP, "--template", "packet", "-t", "pdf", "-o", tmp_path)
    found = ratio(briefgen("build", "-q", FLAGSHIP, "-o", tmp_path), packet)
    tell("packet and card, HTML and PDF, against the packet's PDF alone", found)
