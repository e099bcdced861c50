"""What starting and a first check cost, against importing what they need: `make bench`."""

from __future__ import annotations

import pytest
from measuring import FLAGSHIP, briefgen, paired, process, python, rounds
from offices import write_office

PART = "Starting and checking"
ROUNDS = rounds(7, 5)
IMPORTS = process(python("import click, pydantic, yaml"))
IMPORTED = "importing click, pydantic and yaml"


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """Three briefs of an office, other than those that briefgen comes with."""
    folder = tmp_path_factory.mktemp("office")
    write_office(folder, briefs=3, items=7)
    return folder


@pytest.mark.quick
@pytest.mark.parametrize("name", ["minimal", FLAGSHIP.stem, "everything", "brief-0001"])
def test_a_first_check(name, others, figures):
    own = FLAGSHIP.with_stem(name)
    brief = own if own.exists() else others / f"{name}.yaml"
    pairs = paired(process(briefgen("check", brief), home="/dev/null"), IMPORTS, ROUNDS)
    figures.compare(f"first check of {name}", IMPORTED, pairs, target=2)


def test_a_check_of_a_clean_brief(figures):
    pairs = paired(process(briefgen("check", FLAGSHIP)), IMPORTS, ROUNDS)
    figures.compare("check of a brief that is clean and unchanged", IMPORTED, pairs)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("code", "peer"), [("import click", "importing click"), ("pass", "python -c pass")]
)
def test_version(code, peer, figures):
    pairs = paired(process(briefgen("--version")), process(python(code)), ROUNDS)
    figures.compare("briefgen --version", peer, pairs)
