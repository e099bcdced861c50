"""Write docs/reference/settings.md from the program, so that page and program can't differ."""

from __future__ import annotations

from pathlib import Path

import click

from briefgen.cli.group import cli
from briefgen.ground.bounds import Bounds
from briefgen.settings.keys import ABOUT, KINDS
from briefgen.settings.kinds import (
    MOST_TIMES,
    AnyText,
    Count,
    InnerPattern,
    Inside,
    Kind,
    KindName,
    LabelTable,
    Limit,
    Listed,
    OneOf,
    RuleToTurnOff,
    RuleToTurnOn,
    StyleName,
    Switch,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "settings.md"
HEAD = """# Settings

<!-- Made from the program, by scripts/settings_reference.py. -->

Settings hold for all briefs of a folder. They stand in `briefgen.toml` beside the briefs or in a
folder above, or in a `pyproject.toml` there, under `[tool.briefgen]`; the nearest file counts. All
can be left out.

```toml
# briefgen.toml
style = "modern"
to = ["pdf"]
strict = true
```

What is typed on the command line comes first, then [variables](command-line.md#variables), then
the settings, then the defaults.

Settings may come by e-mail together with a brief. So the folders that they name have to lie below
their own, the two bounds have a maximum, and a rule that protects a name or a secret can't be
turned off. `check` and `build` say which rules are off, and by which file. If the file belongs to
another user, settings that turn off a rule or raise a bound are ignored, and a message says so.

"""
WORDS: dict[type[Kind], str] = {
    Switch: "`true` or `false`",
    AnyText: "a name",
    StyleName: "the name of a style",
    KindName: "the name of a kind of paper",
    LabelTable: "a table of names and texts, with a table for each further language",
    Inside: "a folder below that of the settings",
    InnerPattern: "a pattern of paths",
    Limit: "a whole number, 0 or more",
    RuleToTurnOff: "the name of a [rule](rules.md) that may be off",
    RuleToTurnOn: "the name of a [rule](rules.md) that is off by itself",
}


def reference() -> str:
    """Write the page: a section for each setting."""
    return HEAD + "\n".join(map(_section, KINDS))


def _section(key: str) -> str:
    about = ABOUT[key]
    lines = [f"- Value: {_kind(KINDS[key], key)}", f"- Left out: {about.default}"]
    if option := _option(key):
        lines.append(f"- For one call: {option}")
    said = "\n".join(lines)
    return f"## `{key}`\n\n{about.purpose}\n\n{said}\n\n```toml\n{key} = {about.example}\n```\n"


def _kind(kind: Kind, key: str) -> str:
    """Write what kind of value a setting has."""
    if isinstance(kind, Listed):
        return f"a list; each entry is {_kind(kind.of, key)}"
    if isinstance(kind, OneOf):
        return " or ".join(f"`{name}`" for name in kind.names)
    if isinstance(kind, Count):
        return f"a whole number, {MOST_TIMES * int(getattr(Bounds(), key))} at most"
    return WORDS[type(kind)]


def _option(key: str) -> str:
    """Name the option of `build` that stands for a setting, and its variable; empty without one."""
    build = cli.get_command(click.Context(cli), "build")
    options = [each for each in build.params if f"--{key}" in each.opts] if build else []
    return "".join(f"`--{key}`, or the variable `{each.envvar}`" for each in options)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
