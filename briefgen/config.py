"""Settings from `briefgen.toml`, or `[tool.briefgen]` in `pyproject.toml`, above the brief.

They may have come by e-mail with the brief: what they name lies in their own folder, or below it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.bounds import Bounds
from briefgen.diagnostics import RULE, RULES, Diagnostic
from briefgen.errors import ConfigError
from briefgen.files import bytes_of
from briefgen.folder import Fault, inside
from briefgen.look import PAPERS, STYLES, Look
from briefgen.source import Span
from briefgen.suggest import did_you_mean

LISTS = ("template", "to", "attach", "off")
FOLDERS = ("output", "templates", "styles")
TEXTS = ("style", "paper", *FOLDERS)
SWITCHES = ("strict",)
COUNTS = ("seconds", "megabytes")
NAMES = ("briefgen.toml", "pyproject.toml")
KEYS = (*TEXTS, *LISTS, *SWITCHES, *COUNTS)
MOST_BYTES = 1024 * 1024
# The parser's time grows with the square of the parts of a key, which stands in one line.
MOST_SQUARED_DOTS = 10_000_000
# More outputs of one brief than that are no settings for it, nor are more rules than there are.
MOST_NAMES = 100
CHOICES = {
    "style": ("official", "modern"),
    "paper": ("A4", "Letter"),
    "to": ("html", "pdf", "evidence"),
    "attach": ("source",),
}


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; None where it says nothing."""

    file: Path | None = None
    style: str | None = None
    paper: str | None = None
    template: tuple[str, ...] | None = None
    to: tuple[str, ...] | None = None
    output: Path | None = None
    strict: bool | None = None
    templates: Path | None = None
    styles: Path | None = None
    attach: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    seconds: int | None = None
    megabytes: int | None = None

    @property
    def bounds(self) -> Bounds:
        """What making one page may take."""
        usual = Bounds()
        return Bounds(self.seconds or usual.seconds, self.megabytes or usual.megabytes)


def find(folder: Path) -> Config:
    """The settings that hold for a brief in that folder. ConfigError with all that is wrong."""
    for at in _upwards(folder):
        for name in NAMES:
            found = read(at / name) if (at / name).is_file() else Config()
            if found.file:
                return found
    return Config()


def _upwards(folder: Path) -> Iterator[Path]:
    """The folder and those above it, by their ways from here if that is how it was named."""
    real = Path(os.path.realpath(folder))  # unlike `resolve`, of links in a circle as well
    for at in (real, *real.parents):
        yield at if folder.is_absolute() else Path(os.path.relpath(at))


def looked_for(folder: Path, found: Path | None) -> Iterator[Path]:
    """The files that were looked for on the way to the one found, which is the last."""
    for at in _upwards(folder):
        for name in NAMES:
            yield at / name
            if at / name == found:
                return


def read(file: Path) -> Config:
    """The settings in one file; none at all where a pyproject.toml has no table for briefgen."""
    text = _text(file)
    if file.name != "pyproject.toml":
        table = _table(file, text)
    elif "tool.briefgen" in text:
        table = _tool(_table(file, text))
    else:
        return Config()
    faults = list(_faults(table, file, text))
    if faults:
        raise ConfigError(f"The settings in {file.name} are wrong.", faults)
    return _config(table, file)


def look_of(
    settings: Config,
    folder: Path,
    style: str | None = None,
    paper: str | None = None,
) -> Look:
    """How a packet is to look: what is asked for, else the settings, else the defaults.

    A folder `templates` or `styles` beside the settings, or else beside the brief, comes before
    the shipped ones.
    """
    own = own_folders(settings, folder)
    for name, at in own.items():
        if getattr(settings, name) and not at.is_dir():
            raise ConfigError(f"The folder `{name}` of the settings isn't there: {at}")
        root = settings.file.parent if settings.file else folder
        try:
            inside(root, str(at.absolute()))
        except Fault as fault:
            raise ConfigError(f"The folder {at} is a link that leads out of {root}.") from fault
    look = Look(
        style=style or settings.style or "official",
        paper=paper or settings.paper or "A4",
        templates=(own["templates"],) if own["templates"].is_dir() else (),
        styles=(own["styles"],) if own["styles"].is_dir() else (),
    )
    if look.style not in STYLES or look.paper not in PAPERS:
        raise ConfigError(f"There is no style `{look.style}`, or no paper `{look.paper}`.")
    return look


def own_folders(settings: Config, folder: Path) -> dict[str, Path]:
    """Where templates and styles of one's own are, if there are any."""
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
    except Fault as fault:
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


def _tool(table: dict[str, Any]) -> dict[str, Any]:
    for key in ("tool", "briefgen"):
        found = table.get(key)
        table = found if isinstance(found, dict) else {}
    return table


def _config(table: dict[str, Any], file: Path) -> Config:
    values: dict[str, Any] = {key: table[key] for key in KEYS if key in table}
    for key in FOLDERS:
        if key in values:
            values[key] = file.parent / values[key]
    for key in LISTS:
        if key in values:
            values[key] = tuple([values[key]] if isinstance(values[key], str) else values[key])
    return Config(file=file, **values)


def _faults(table: dict[str, Any], file: Path, text: str) -> Iterator[Diagnostic]:
    for key, value in table.items():
        place = _place(file, text, key)
        if key not in KEYS:
            message = f"`{key}` is not a setting."
            yield Diagnostic("setting", message, place, did_you_mean(key, KEYS))
        elif wrong := _wrong_kind(key, value):
            yield Diagnostic("setting", wrong, place)
        elif key in FOLDERS:
            yield from _wrong_folder(file, key, value, place)
        else:
            yield from _wrong_values(key, value, place)


def _wrong_folder(file: Path, key: str, name: str, place: Span) -> Iterator[Diagnostic]:
    try:
        inside(file.parent, name)
    except Fault:
        message = f"`{key}` leads out of the folder of the settings."
        hint = "Put the settings into a folder above it."
        if key == "output":
            hint = "Name the folder on the command line: --output."
        yield Diagnostic("setting", message, place, hint)


def _wrong_kind(key: str, value: Any) -> str:
    if key in SWITCHES and not isinstance(value, bool):
        return f"`{key}` has to be true or false."
    if key in TEXTS and not isinstance(value, str):
        return f"`{key}` has to be a text in quotation marks."
    if key in COUNTS and not (type(value) is int and 0 < value < 1_000_000):
        return f"`{key}` has to be a whole number above 0."
    if key in LISTS:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            return f'`{key}` has to be a list of texts, such as ["html", "pdf"].'
        if len(listed) > MOST_NAMES:
            return f"`{key}` has more than {MOST_NAMES} names."
    return ""


def _wrong_values(key: str, value: Any, place: Span) -> Iterator[Diagnostic]:
    for name in [value] if isinstance(value, str) else value if key in LISTS else ():
        if key in CHOICES and name not in CHOICES[key]:
            message = f"`{name}` is not a value of `{key}`."
            yield Diagnostic("setting", message, place, did_you_mean(name, CHOICES[key]))
        elif key == "off" and name not in RULE:
            hint = did_you_mean(name, [rule.name for rule in RULES if rule.optional])
            yield Diagnostic("setting", f"There is no rule `{name}`.", place, hint)
        elif key == "off" and not RULE[name].optional:
            message = f"The rule `{name}` can't be turned off: the packet would be wrong."
            yield Diagnostic("setting", message, place)


def _place(file: Path, text: str, key: str) -> Span:
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(rf"\s*(\"?{re.escape(key)}\"?)\s*=", line):
            return Span(str(file), number, found.start(1) + 1, number, found.end(1) + 1)
    return Span(str(file), 1, 1, 1, 2)


def _syntax(file: Path, said: str) -> Diagnostic:
    found = re.search(r"line (\d+), column (\d+)", said)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    sentence = said.split(" (at ", maxsplit=1)[0]
    return Diagnostic("setting", f"{sentence}.", Span(str(file), line, column, line, column + 1))
