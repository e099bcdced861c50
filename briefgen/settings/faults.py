"""What is wrong with the settings in a file: all of it, each with its place."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from briefgen.ground.bounds import Bounds
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.rules import RULE, RULES
from briefgen.ground.suggest import did_you_mean
from briefgen.look.styles import style_meant, style_names
from briefgen.settings.keys import CHOICES, COUNTS, FOLDERS, KEYS, LISTS, SWITCHES, TEXTS, chosen
from briefgen.settings.places import Places

# More outputs of one brief than that are no settings for it, nor are more rules than there are.
MOST_NAMES = 100
# Settings may come with the brief that they are to bound: so many times the default is their most.
MOST_TIMES = 4


def faults_of(table: dict[str, Any], file: pathlib.Path, places: Places) -> Iterator[Diagnostic]:
    """The faults of the settings in a table of a file."""
    for key, value in table.items():
        if key not in KEYS:
            hint = did_you_mean(key, KEYS)
            yield finding("unknown-setting", f"`{key}` is not a setting.", places.key(key), hint)
        elif wrong := _wrong_kind(key, value):
            yield finding("setting-type", wrong, places.value(key))
        elif key in FOLDERS:
            yield from _wrong_folder(file, key, value, places)
        elif key in COUNTS:
            yield from _too_much(key, value, places)
        elif key == "style" and style_meant(value, own_styles(table, file)) is None:
            hint = did_you_mean(value, style_names(own_styles(table, file)))
            message = f"`{value}` is not a value of `style`."
            yield finding("setting-value", message, places.value(key), hint)
        else:
            yield from _wrong_values(key, value, places)


def own_styles(table: dict[str, Any], file: pathlib.Path) -> tuple[pathlib.Path, ...]:
    """Find the folder of the user's styles by these settings; none where it leads out of theirs."""
    name = table.get("styles", "styles")
    with suppress(FileFault, OSError):
        if isinstance(name, str) and inside(file.parent, name).is_dir():
            return (file.parent / name,)
    return ()


def _wrong_kind(key: str, value: Any) -> str:
    if key in SWITCHES and not isinstance(value, bool):
        return f"`{key}` has to be true or false."
    if key in TEXTS and not isinstance(value, str):
        return f"`{key}` has to be a text in quotation marks."
    if key in COUNTS and not (type(value) is int and value > 0):
        return f"`{key}` has to be a whole number above 0."
    if key in LISTS:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            return f'`{key}` has to be a list of texts, such as ["html", "pdf"].'
        if len(listed) > MOST_NAMES:
            return f"`{key}` has more than {MOST_NAMES} names."
    return ""


def _wrong_folder(file: pathlib.Path, key: str, name: str, places: Places) -> Iterator[Diagnostic]:
    try:
        inside(file.parent, name)
    except FileFault:
        message = f"`{key}` leads out of the folder of the settings."
        hint = "Put the settings into a folder above it."
        if key == "output":
            hint = "Name the folder on the command line: --output."
        yield finding("setting-folder", message, places.value(key), hint)


def _too_much(key: str, value: int, places: Places) -> Iterator[Diagnostic]:
    most = MOST_TIMES * int(getattr(Bounds(), key))
    if value > most:
        message = f"`{key}` is {most:,} at most in settings, {MOST_TIMES} times the default."
        hint = f"More can be asked for on the command line: --{key}."
        yield finding("setting-bounds", message, places.value(key), hint)


def _wrong_values(key: str, value: Any, places: Places) -> Iterator[Diagnostic]:
    names = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    for at, name in enumerate(names):
        if wrong := _wrong_name(key, name):
            place = places.value(key, at) if isinstance(value, list) else places.value(key)
            rule, message, hint = wrong
            yield finding(rule, message, place, hint)


def _wrong_name(key: str, name: str) -> tuple[str, str, str] | None:
    """Say what is wrong with one name of a setting: the rule, the sentence and the way out."""
    if key in CHOICES and chosen(key, name) is None:
        message = f"`{name}` is not a value of `{key}`."
        return "setting-value", message, did_you_mean(name, CHOICES[key])
    if key != "off":
        return None
    if name not in RULE:
        names = [rule.name for rule in RULES if rule.may_be_off]
        return "unknown-rule", f"There is no rule `{name}`.", did_you_mean(name, names)
    if RULE[name].is_guard and RULE[name].optional:
        hint = f"Allow it at its place: `# briefgen: allow {name} because …`."
        message = f"The rule `{name}` keeps a name or a secret, and can't be turned off."
        return "unknown-rule", message, hint
    if not RULE[name].optional:
        message = f"The rule `{name}` can't be turned off: the packet would be wrong."
        return "unknown-rule", message, ""
    return None
