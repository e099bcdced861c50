"""Read settings from `briefgen.toml`, or `[tool.briefgen]` in `pyproject.toml`.

The file stands in the brief's folder or in one above. It may have come by e-mail with the brief,
so it may name only folders in its own folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import ConfigError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.owner import is_foreign
from briefgen.ground.records import record
from briefgen.ground.span import Span
from briefgen.ground.suggest import did_you_mean
from briefgen.look import PAPERS, SIZES, Look
from briefgen.look.styles import style_meant, style_names
from briefgen.settings import defaults
from briefgen.settings.faults import values_of
from briefgen.settings.keys import NAMES, Table, chosen
from briefgen.settings.loosening import loosening
from briefgen.settings.options import Options
from briefgen.settings.places import Places

# A larger file is refused. Settings have some dozens of lines, but a pyproject.toml may be long.
MOST_BYTES = 1024 * 1024
# The most faults that are reported at once. The others are reported when these are mended.
MOST_FAULTS = 50
# `tomllib` takes a time that grows with the square of the parts of a dotted key (`a.b.c`). A key
# stands in one line, so the squares of the dots in each line bound that time.
MOST_SQUARED_DOTS = 10_000_000


@record
class Settings(Table):
    """The settings in a file, and the path of the file; None where there is no such file.

    `passed_over` names the settings that are ignored, because another user owns the file and they
    would turn off a rule or raise a bound.
    """

    file: Path | None = None
    passed_over: tuple[str, ...] = ()


def settings_for(folder: Path) -> Settings:
    """Read the settings that hold for a brief in `folder`: the nearest file, in it or above.

    Raises ConfigError with all faults in them.
    """
    for at in _upwards(folder):
        for name in NAMES:
            found = settings_in(at / name) if (at / name).is_file() else Settings()
            if found.file:
                return found
    return Settings()


def _upwards(folder: Path) -> Iterator[Path]:
    """List a folder and all folders above it; for a relative path, as relative paths.

    Relative paths keep messages short, and spell a path as the user did.
    """
    # Not `Path.resolve`, which raises RuntimeError of links that lead in a circle.
    real = Path(os.path.realpath(folder))
    for at in (real, *real.parents):
        yield at if folder.is_absolute() else Path(os.path.relpath(at))


def looked_for(folder: Path, found: Path | None) -> Iterator[Path]:
    """List the files that could have held the settings, nearest first, up to the file `found`.

    Without a file, all of them: a preview watches these paths for new settings.
    """
    for at in _upwards(folder):
        for name in NAMES:
            yield at / name
            if at / name == found:
                return


def settings_in(file: Path) -> Settings:
    """Read the settings in one file.

    For a pyproject.toml without a table for briefgen, give settings without a file. Raises
    ConfigError with all faults in them.
    """
    return settings_of(file, _text(file))


def settings_of(file: Path, text: str) -> Settings:
    """Read the settings in the text of a file, as `settings_in` does."""
    # A pyproject.toml that never mentions briefgen isn't parsed: its syntax is not our concern.
    table = _table(file, text) if file.name != "pyproject.toml" or "briefgen" in text else {}
    places = Places(str(file), text)
    if file.name == "pyproject.toml":
        tool = table.get("tool")
        if not (isinstance(tool, dict) and isinstance(tool.get("briefgen"), dict)):
            return Settings()
        table, places = tool["briefgen"], replace(places, table=("tool", "briefgen"))
    values, found = values_of(table, file, places)
    if faults := list(islice(found, MOST_FAULTS)):
        raise ConfigError(f"The settings in {file.name} are wrong.", faults)
    # Not an error: in a shared folder, nobody but the owner could mend the file.
    passed_over = tuple(loosening(values)) if is_foreign(file) else ()
    kept = {key: value for key, value in values.items() if key not in passed_over}
    return Settings(file=file, **kept, passed_over=passed_over)


def look_of(settings: Settings, folder: Path, options: Options | None = None) -> Look:
    """Decide the look of a packet: by the options, else the settings, else the defaults.

    A folder `templates` or `styles` beside the settings, or else beside the brief, comes before
    the shipped ones. Raises ConfigError where the style, the paper, the size or a folder of the
    settings doesn't exist, or a folder is a link that leads out.
    """
    options = options or Options()
    own = own_folders(settings, folder)
    for name, at in own.items():
        # Only a folder that the settings name has to be there; `templates` and `styles` needn't.
        if getattr(settings, name) and not at.is_dir():
            message = f"The folder `{name}` of the settings isn't there."
            raise ConfigError(message, [_missing_folder(settings, name, message)])
        if not at.is_dir():  # also false of a link that leads in a circle
            continue
        root = settings.file.parent if settings.file else folder
        _refuse_link_out(at, root)
    styles = (own["styles"],) if own["styles"].is_dir() else ()
    paper = options.paper or settings.paper or defaults.PAPER
    size = options.size or settings.size or defaults.SIZE
    look = Look(
        style=_existing_style(settings, options.style, styles),
        # From Python, these may be any text. It is kept here, and refused below.
        paper=chosen("paper", paper) or paper,
        size=chosen("size", size) or size,
        templates=(own["templates"],) if own["templates"].is_dir() else (),
        styles=styles,
        sections=settings.sections is not False,
    )
    if look.paper not in PAPERS:
        raise ConfigError(f"There is no paper `{look.paper}`.")
    if look.size not in SIZES:
        raise ConfigError(f"There is no size `{look.size}`. {did_you_mean(look.size, SIZES)}")
    return look


def _refuse_link_out(at: Path, root: Path) -> None:
    try:
        inside(root, str(at.absolute()))
    except FileFault as fault:
        raise ConfigError(f"The folder {at} is a link that leads out of {root}.") from fault


def _existing_style(settings: Settings, asked: str | None, styles: tuple[Path, ...]) -> str:
    """Find the style that is asked for, or else that of the settings, or else the default.

    Raises ConfigError where it doesn't exist, or its folder is a link that leads out of `styles`.
    """
    name = asked or settings.style or Look().style
    found = style_meant(name, styles)
    if found is None:
        raise ConfigError(f"There is no style `{name}`. {did_you_mean(name, style_names(styles))}")
    for at in styles:
        _refuse_link_out(at / found, at)
    return found


def _missing_folder(settings: Settings, name: str, message: str) -> Diagnostic:
    """Make the finding of a setting that names a missing folder, with its place in the file.

    The file is read once more: that the folder is missing is found only when it is used.
    """
    if settings.file is None:
        return finding("setting-folder", message)
    table = ("tool", "briefgen") if settings.file.name == "pyproject.toml" else ()
    place = Places(str(settings.file), _text(settings.file), table).value(name)
    return finding("setting-folder", message, place)


def own_folders(settings: Settings, folder: Path) -> dict[str, Path]:
    """Give the paths where the user's own templates and styles would be; they may not exist."""
    root = settings.file.parent if settings.file else folder
    return {
        "templates": settings.templates or root / "templates",
        "styles": settings.styles or root / "styles",
    }


def _text(file: Path) -> str:
    """Read the text of a settings file.

    Raises ConfigError where it can't be read, is larger than MOST_BYTES, or is a link that leads
    out of its folder: a message about it would show lines of another file.
    """
    try:
        data = bytes_of(inside(file.parent, file.name), MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            return data.decode("utf-8")
    except FileFault as fault:
        raise ConfigError(f"Can't read {file}: it leads out of its folder.") from fault
    except OSError as error:
        raise ConfigError(f"Can't read {file}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"Can't read {file}: {error}") from error
    raise ConfigError(f"Can't read {file}: it has more than {MOST_BYTES // 1048576} MB.")


def _table(file: Path, text: str) -> dict[str, Any]:
    """Parse a file of settings.

    Raises ConfigError where it is no TOML, and also where Python refuses it: it reads no numbers
    of more than 4,300 digits (CVE-2020-10735), and no lists nested deeper than its stack.
    """
    import tomllib

    if sum(line.count(".") ** 2 for line in text.split("\n")) > MOST_SQUARED_DOTS:
        raise ConfigError(f"{file.name} holds names with too many dots in them.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Until Python 3.14 a TOMLDecodeError has its place in its message only: "… (at line 3,
        # column 7)".
        said = str(error)
        found = re.search(r"line (\d+), column (\d+)", said)
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        span = Span(str(file), line, column, line, column + 1)
        sentence = said.split(" (at ", maxsplit=1)[0]
        from briefgen.settings.edits import edit_of_line

        edit = edit_of_line(text, str(file), line)
        fault = finding("toml-syntax", f"{sentence}.", span, edit=edit)
        raise ConfigError(f"{file.name} is not TOML.", [fault]) from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(f"{file.name} holds what is no setting.") from error
