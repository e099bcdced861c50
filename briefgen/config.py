"""Settings from `briefgen.toml`, or `[tool.briefgen]` in `pyproject.toml`, above the brief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.diagnostics import RULE, RULES, Diagnostic
from briefgen.errors import ConfigError
from briefgen.source import Span
from briefgen.suggest import did_you_mean

LISTS = ("template", "to", "attach", "off")
TEXTS = ("style", "paper", "output", "templates", "styles")
SWITCHES = ("strict",)
KEYS = (*TEXTS, *LISTS, *SWITCHES)
CHOICES = {
    "style": ("official", "modern"),
    "paper": ("A4", "Letter"),
    "to": ("html", "pdf", "evidence"),
    "attach": ("source",),
}


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; None where it says nothing. Folders are absolute."""

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


def find(folder: Path) -> Config:
    """The settings that hold for a brief in that folder. ConfigError with all that is wrong."""
    for at in (folder.resolve(), *folder.resolve().parents):
        if (at / "briefgen.toml").is_file():
            return read(at / "briefgen.toml")
        if (at / "pyproject.toml").is_file():
            found = read(at / "pyproject.toml")
            if found.file:
                return found
    return Config()


def read(file: Path) -> Config:
    """The settings in one file; none at all where a pyproject.toml has no table for briefgen."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Can't read {file.name}: {error}") from error
    if file.name != "pyproject.toml":
        table = _table(file, text)
    elif "tool.briefgen" in text:
        table = _table(file, text).get("tool", {}).get("briefgen", {})
    else:
        return Config()
    faults = list(_faults(table, file, text))
    if faults:
        raise ConfigError(f"The settings in {file.name} are wrong.", faults)
    return _config(table, file)


def _table(file: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file.name} is not TOML.", [_syntax(file, str(error))]) from error


def _config(table: dict[str, Any], file: Path) -> Config:
    values: dict[str, Any] = {key: table[key] for key in KEYS if key in table}
    for key in ("output", "templates", "styles"):
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
        else:
            yield from _wrong_values(key, value, place)


def _wrong_kind(key: str, value: Any) -> str:
    if key in SWITCHES and not isinstance(value, bool):
        return f"`{key}` has to be true or false."
    if key in TEXTS and not isinstance(value, str):
        return f"`{key}` has to be a text in quotation marks."
    if key in LISTS:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            return f'`{key}` has to be a list of texts, such as ["html", "pdf"].'
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
