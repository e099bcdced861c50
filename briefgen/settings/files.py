"""Settings from `briefgen.toml`, or `[tool.briefgen]` in `pyproject.toml`, above the brief.

They may have come by e-mail with the brief: what they name lies in their own folder, or below it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import ConfigError
from briefgen.ground.files import bytes_of
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.span import Span
from briefgen.ground.suggest import did_you_mean
from briefgen.look import PAPERS, Look
from briefgen.look.styles import style_meant, style_names
from briefgen.settings import defaults
from briefgen.settings.faults import values_of
from briefgen.settings.keys import NAMES, Table, chosen
from briefgen.settings.owner import is_foreign, loosening
from briefgen.settings.places import Places

MOST_BYTES = 1024 * 1024
# So many faults are told at once: who mends them sees the others.
MOST_FAULTS = 50
# The parser's time grows with the square of the parts of a key, which stands in one line.
MOST_SQUARED_DOTS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Table):
    """What a file of settings says, and which file that is; None where there is none.

    `passed_over` names what isn't done, because the file is another user's: it would loosen a check
    or a bound.
    """

    file: Path | None = None
    passed_over: tuple[str, ...] = ()


def settings_for(folder: Path) -> Settings:
    """Find the settings that hold for a brief in that folder: the nearest, in it or above.

    Raises ConfigError with all that is wrong in them.
    """
    for at in _upwards(folder):
        for name in NAMES:
            found = settings_in(at / name) if (at / name).is_file() else Settings()
            if found.file:
                return found
    return Settings()


def _upwards(folder: Path) -> Iterator[Path]:
    """The folder and those above it, by their ways from here if that is how it was named."""
    real = Path(os.path.realpath(folder))  # unlike `resolve`, of links in a circle as well
    for at in (real, *real.parents):
        yield at if folder.is_absolute() else Path(os.path.relpath(at))


def looked_for(folder: Path, found: Path | None) -> Iterator[Path]:
    """List the files that were looked for on the way to the one found, which is the last."""
    for at in _upwards(folder):
        for name in NAMES:
            yield at / name
            if at / name == found:
                return


def settings_in(file: Path) -> Settings:
    """Read the settings in one file; none at all where a pyproject.toml has none for briefgen.

    Raises ConfigError with all that is wrong in them.
    """
    text = _text(file)
    table = _table(file, text) if file.name != "pyproject.toml" or "briefgen" in text else {}
    places = Places(str(file), text)
    if file.name == "pyproject.toml":
        if not _has_settings(table):
            return Settings()
        table, places = table["tool"]["briefgen"], replace(places, table=("tool", "briefgen"))
    values, found = values_of(table, file, places)
    if faults := list(islice(found, MOST_FAULTS)):
        raise ConfigError(f"The settings in {file.name} are wrong.", faults)
    passed_over = tuple(loosening(values)) if is_foreign(file) else ()
    kept = {key: value for key, value in values.items() if key not in passed_over}
    return Settings(file=file, **kept, passed_over=passed_over)


def _has_settings(table: dict[str, Any]) -> bool:
    """Whether a pyproject.toml has a table for briefgen."""
    tool = table.get("tool")
    return isinstance(tool, dict) and isinstance(tool.get("briefgen"), dict)


def look_of(
    settings: Settings,
    folder: Path,
    style: str | None = None,
    paper: str | None = None,
) -> Look:
    """Decide how a packet is to look: what is asked for, else the settings, else the defaults.

    A folder `templates` or `styles` beside the settings, or else beside the brief, comes before
    the shipped ones.
    """
    own = own_folders(settings, folder)
    for name, at in own.items():
        if getattr(settings, name) and not at.is_dir():
            message = f"The folder `{name}` of the settings isn't there."
            raise ConfigError(message, [_about(settings, name, message)])
        if not at.is_dir():  # nor is a link looked at that leads in a circle
            continue
        root = settings.file.parent if settings.file else folder
        _refuse_link_out(at, root)
    styles = (own["styles"],) if own["styles"].is_dir() else ()
    named = paper or settings.paper or defaults.PAPER
    look = Look(
        style=_style(settings, style, styles),
        paper=chosen("paper", named) or named,  # from Python any text may come
        templates=(own["templates"],) if own["templates"].is_dir() else (),
        styles=styles,
    )
    if look.paper not in PAPERS:
        raise ConfigError(f"There is no paper `{look.paper}`.")
    return look


def _refuse_link_out(at: Path, root: Path) -> None:
    try:
        inside(root, str(at.absolute()))
    except FileFault as fault:
        raise ConfigError(f"The folder {at} is a link that leads out of {root}.") from fault


def _style(settings: Settings, asked: str | None, styles: tuple[Path, ...]) -> str:
    """Find the style that is asked for, or else that of the settings, or else the default."""
    name = asked or settings.style or Look().style
    found = style_meant(name, styles)
    if found is None:
        raise ConfigError(f"There is no style `{name}`. {did_you_mean(name, style_names(styles))}")
    for at in styles:
        _refuse_link_out(at / found, at)
    return found


def _about(settings: Settings, name: str, message: str) -> Diagnostic:
    """What is wrong with a setting, found only where it is used, at its place."""
    if settings.file is None:
        return finding("setting-folder", message)
    table = ("tool", "briefgen") if settings.file.name == "pyproject.toml" else ()
    place = Places(str(settings.file), _text(settings.file), table).value(name)
    return finding("setting-folder", message, place)


def own_folders(settings: Settings, folder: Path) -> dict[str, Path]:
    """Tell where templates and styles of one's own are, if there are any."""
    root = settings.file.parent if settings.file else folder
    return {
        "templates": settings.templates or root / "templates",
        "styles": settings.styles or root / "styles",
    }


def _text(file: Path) -> str:
    """The text of a settings file, which is a file of its own folder, and not a large one."""
    try:
        data = bytes_of(inside(file.parent, file.name), MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            return data.decode("utf-8")
    except FileFault as fault:
        raise ConfigError(f"Can't read {file}: it leads out of its folder.") from fault
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Can't read {file.name}: {error}") from error
    raise ConfigError(f"Can't read {file.name}: it has more than {MOST_BYTES // 1048576} MB.")


def _table(file: Path, text: str) -> dict[str, Any]:
    """The tables of a file. ConfigError also where Python refuses to read them: numbers of more
    than 4,300 digits (CVE-2020-10735), and lists as deep as its own stack.
    """
    import tomllib

    if sum(line.count(".") ** 2 for line in text.split("\n")) > MOST_SQUARED_DOTS:
        raise ConfigError(f"{file.name} holds names with too many dots in them.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file.name} is not TOML.", [_syntax(file, str(error))]) from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(f"{file.name} holds what is no setting.") from error


def _syntax(file: Path, said: str) -> Diagnostic:
    found = re.search(r"line (\d+), column (\d+)", said)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    sentence = said.split(" (at ", maxsplit=1)[0]
    return finding("toml-syntax", f"{sentence}.", Span(str(file), line, column, line, column + 1))
