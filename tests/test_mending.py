"""Slips of tired writers are mended to what was meant, by the edits of the findings alone.

Each case of `mending/*.txt` is a title, what was typed and what was meant, between lines of one
full stop. What was meant stands in `mending/brief.yaml`, or a third block says in place of what.
The files `stays-….txt` have what can be read in two ways, or is a text: nothing mends it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from briefgen.builds import pipeline
from briefgen.builds.fixing import mending
from briefgen.builds.fixing.reading import Reading
from briefgen.builds.fixing.settings import mended_settings
from briefgen.builds.pipeline import Timings
from briefgen.load.names import FIELDS, GROUPS, are_of_one_group
from briefgen.load.runtogether import LISTS
from briefgen.model.fields import all_classes, keys_of
from briefgen.model.scalars import Many
from briefgen.settings.resolver import Resolved

FOLDER = Path(__file__).parent / "mending"
CLEAN = (FOLDER / "brief.yaml").read_text("utf-8")
UNSEEN = {
    "<tab>": "\t",
    "<nbsp>": "\u00a0",
    "<wide>": "\u3000",
    "<zwsp>": "\u200b",
    "<bom>": "\ufeff",
    "<space>": " ",
    "HASH": hashlib.sha256((FOLDER / "captures" / "speech.txt").read_bytes()).hexdigest(),
}


def seen(text):
    for name, character in UNSEEN.items():
        text = text.replace(name, character)
    return text


def cases(path):
    """Each case of a file: its title, and its blocks, which a line of one full stop ends."""
    for case in re.split(
        r"(?<=^\.\n)\n+", path.read_text("utf-8").strip("\n") + "\n", flags=re.MULTILINE
    ):
        if not case.strip():
            continue
        title, *blocks = re.split(r"^\.(?:\n|\Z)", seen(case), flags=re.MULTILINE)[:-1]
        yield title.strip().splitlines()[-1], *blocks


def in_brief(place, block):
    """The brief with a block in place of another."""
    before, found, after = f"\n{CLEAN}".partition(f"\n{place}")
    assert found, place
    assert f"\n{place}" not in after
    return f"{before}\n{block}{after}"[1:]


def checked(text):
    document = pipeline.loaded(text.encode(), "brief.yaml", Timings())
    return pipeline.checked(document, FOLDER, Resolved())


def mended(text):
    """The text as `check --fix` leaves it, and what is found in it then."""
    result = mending.mended(read(text), read)
    return result.reading.text, result.reading.findings


def read(text):
    case = checked(text)
    return Reading(
        "brief.yaml",
        text,
        tuple(case.diagnostics),
        case.document.starts,
        is_read=case.document.data is not None,
        stops=bool(case.errors),
        path_at=case.document.path_at,
    )


SLIPS = [
    pytest.param(typed, meant, place[0] if place else meant, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("*.txt"))
    if not path.stem.startswith(("stays", "settings"))
    for title, typed, meant, *place in cases(path)
]
STAYS = [
    pytest.param(typed, place, id=f"{path.stem}: {title}")
    for path in sorted(FOLDER.glob("stays*.txt"))
    if path.stem != "stays-settings"
    for title, typed, place in cases(path)
]
SETTINGS = [
    pytest.param(typed, meant, id=title)
    for name in ("settings.txt", "stays-settings.txt")
    for title, typed, meant, *_ in cases(FOLDER / name)
]


def test_there_are_many_slips_and_many_that_are_none():
    assert len(SLIPS) > 350
    assert len(STAYS) > 100


def test_the_names_of_fields_and_lists_are_those_of_the_model():
    classes = all_classes()
    assert {key for kind in classes for key in keys_of(kind)} == FIELDS
    assert all(are_of_one_group(keys_of(kind)) for kind in classes)
    assert set(GROUPS) <= {frozenset(keys_of(kind)) for kind in classes}
    fields = [field for kind in classes for field in kind.model_fields.items()]
    many = {field.alias or name for name, field in fields if Many in map(type, field.metadata)}
    assert many == LISTS


def test_the_brief_is_clean():
    assert checked(CLEAN).diagnostics == []


@pytest.mark.parametrize(("typed", "meant", "place"), SLIPS)
def test_a_slip_is_mended_to_what_was_meant(typed, meant, place):
    text, found = mended(in_brief(place, typed))
    assert text == in_brief(place, meant)
    assert [each for each in found if each.is_error] == []


@pytest.mark.parametrize(("typed", "place"), STAYS)
def test_what_has_two_readings_stays(typed, place):
    text = in_brief(place, typed)
    assert [each for each in checked(text).diagnostics if each.edit] == []


@pytest.mark.parametrize(("typed", "meant"), SETTINGS)
def test_settings_are_mended_to_what_was_meant_or_stay(typed, meant, tmp_path):
    at = tmp_path / "briefgen.toml"
    at.write_text(typed, "utf-8")
    assert mended_settings(typed.encode(), at).after.decode() == meant
