"""Who must not be named is found in every spelling, and nobody else is taken for them."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Brief
from briefgen.naming import Unnamed, letters, named_in, unnamed_of

FOLDER = Path(__file__).parent / "naming"
FOUND = {None: "silent", False: "perhaps", True: "names"}


def brief_with(header: str) -> Brief:
    """A brief with somebody unnamed, and with others, as the line that starts with `==` says."""
    name, *options = header.removeprefix("== ").split("; ")
    hidden = {"name": name, "described_as": "an official", "attribution": "on background"}
    told: dict[str, list[str]] = {}
    for option in options:
        key, _, value = option.partition(": ")
        told.setdefault(key, []).append(value)
    if "native" in told:
        hidden["native_name"] = told["native"][0]
    named = {f"n{at}": {"name": each} for at, each in enumerate(told["named"][0].split(", "))}
    return Brief.model_validate(
        {
            "briefgen": 1,
            "title": "Talks",
            "as_of": "2026-05-06",
            "principal": "n0",
            "language": told.get("language", ["en-GB"])[0],
            "people": {**named, "x": {**hidden, "also_called": told.get("also", [])}},
            "bottom_line": "They meet.",
            "agenda": [{"title": "Fares"}],
        }
    )


def unnamed(header: str) -> tuple[Unnamed, ...]:
    return unnamed_of(brief_with(header))


def cases() -> list[tuple[str, str, str]]:
    """Of each line its header, what is wanted, and the text."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        header = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("== "):
                header = line
            elif line and not line.startswith("#"):
                wanted, _, text = line.partition(" ")
                found.append((header, wanted, text.replace("⏎", "\n")))
    return found


def found_in(header: str, wanted: str, text: str) -> str:
    written = "code" if wanted.endswith("-code") else "prose"
    hits = named_in(text, unnamed(header), written)
    return FOUND[max((hit.sure for hit in hits), default=None)]


@pytest.mark.parametrize(("header", "wanted", "text"), cases())
def test_a_text_names_somebody_or_not(header, wanted, text):
    assert found_in(header, wanted, text) == wanted.removesuffix("-code")
