"""Figures are read out of what is typed, and found in what a source says."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from briefgen.claims.figures import agreement, figures_in
from briefgen.claims.mention import Figure

CASES = Path(__file__).parent / "claims" / "figures"


def cases_of(pattern):
    return [yaml.safe_load(path.read_text("utf-8")) for path in sorted(CASES.glob(pattern))]


READINGS = [
    pytest.param(file["language"], text, figures, id=f"{file['language']}-{text}")
    for file in cases_of("reading-*.yaml")
    for text, figures in file["texts"].items()
]
PAIRS = [
    pytest.param(language, *map(str, pair), id=f"{language}-{pair[0]}-{pair[1]}")
    for file in cases_of("agreement*.yaml")
    for language, pairs in file.items()
    for pair in pairs
]


def written(figure: Figure) -> str:
    """A figure as the case files write it."""
    places = Decimal("0.01") if figure.unit == "share" else None
    value = figure.value.quantize(places).normalize() if places else figure.value
    high = "" if figure.high is None else f"..{figure.high:f}"
    words = [f"{value:f}{high}", figure.unit, figure.hedge]
    words += [f"±{figure.step:f}"] if figure.step != 1 else []
    words += ["down"] if figure.down else []
    return " ".join(word for word in words if word)


def test_there_are_cases():
    assert len(READINGS) + len(PAIRS) > 250


@pytest.mark.parametrize(("language", "text", "figures"), READINGS)
def test_the_figures_of_a_typed_text(language, text, figures):
    found = [written(each.value) for each in figures_in(text, language)]
    assert [set(each.split()) for each in found] == [set(each.split()) for each in figures]


def best(language, typed, read):
    """How a source has the one figure of a typed text."""
    (figure,) = figures_in(typed, language)
    found = {
        agreement(figure.value, each.value) for each in figures_in(read, language, is_source=True)
    }
    return next((each for each in ("found", "rounded") if each in found), "none")


@pytest.mark.parametrize(("language", "typed", "read", "expected"), PAIRS)
def test_how_a_source_has_a_figure(language, typed, read, expected):
    assert best(language, typed, read) == expected
