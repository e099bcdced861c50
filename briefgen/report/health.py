"""Examines the installation for `briefgen doctor`: versions, the engine, fonts and settings."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen import __version__
from briefgen.ground.errors import BriefgenError
from briefgen.ground.records import record
from briefgen.look.extras import state_of, way_to_install
from briefgen.look.fonts import shipped_faces
from briefgen.look.scripts import SCRIPTS
from briefgen.settings.files import settings_for
from briefgen.typeset import load_engine
from briefgen.typeset.weasyprint_private import pango_version

PACKAGES = ("click", "jinja2", "markdown-it-py", "pydantic", "pyyaml", "weasyprint")


@record
class Part:
    """One part of the installation: its name, what was found, and whether that is in order."""

    what: str
    said: str
    well: bool = True


def health(folder: Path) -> list[Part]:
    """Examine the installation, and the settings that hold for briefs in `folder`. Never raises."""
    return [
        Part("briefgen", f"{__version__}, on Python {platform.python_version()}"),
        _packages(),
        _yaml(),
        _pango(),
        _fonts(),
        _scripts(),
        _settings(folder),
    ]


def _packages() -> Part:
    found, well = [], True
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} is missing")
            well = False
    return Part("packages", ", ".join(found), well)


def _yaml() -> Part:
    import yaml

    fast = hasattr(yaml, "CSafeLoader")
    return Part("YAML", "libyaml" if fast else "without libyaml: reading is slower")


def _pango() -> Part:
    try:
        load_engine()
        return Part("Pango", ".".join(map(str, pango_version())))
    except BriefgenError as error:
        return Part("Pango", str(error), well=False)


def _fonts() -> Part:
    there = [face for face in shipped_faces() if face.path.is_file()]
    # styles/fonts has four faces of Noto Serif, four of Noto Sans, one each of Sans Math, Symbols
    # and Symbols 2, and two for each family of another script. With fewer it is broken.
    scripts = {family for script in SCRIPTS if not script.extra for family in script.families}
    whole = len(there) == 11 + 2 * len(scripts)
    return Part("fonts", ", ".join(sorted({face.family for face in there})) or "none", whole)


def _scripts() -> Part:
    """Say which scripts can be printed, and what to install for the others."""
    there, others, well = ["Latin", "Cyrillic", "Greek"], [], True
    for script in SCRIPTS:
        state = state_of(script.extra) if script.extra else "installed"
        if state == "installed":
            there.append(script.name)
            continue
        well = well and state == "missing"
        others.append(f"{script.name}: {way_to_install(script.extra)}")
    return Part("scripts", "; ".join([", ".join(there), *others]), well)


def _settings(folder: Path) -> Part:
    try:
        found = settings_for(folder)
    except BriefgenError as error:
        return Part("settings", str(error), well=False)
    return Part("settings", str(found.file) if found.file else "none, the defaults hold")
