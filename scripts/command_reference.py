"""Write docs/reference/command-line.md from the commands, so that page and program can't differ."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
from pages_of_tables import table

from briefgen.cli.group import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "command-line.md"
# How the help of an option ends that has its default from the settings.
DEFAULT = re.compile(r"\s*\[default: (.+)\]$")
# Options that every command has, and that are said once.
OF_ALL = ("--help",)
# As many choices stand beside an option.
FEW = 3
HEAD = """# The command line

<!-- Made from the program, by scripts/command_reference.py. -->

`briefgen COMMAND --help` says the same in short.

Messages go to standard error, and what you ask for goes to standard output. The
[exit code](exit-codes.md) says what happened.

## Variables

Most options can be set for all calls by a variable: `BRIEFGEN_TO=pdf` stands for `--to pdf`,
`BRIEFGEN_STRICT=1` for `--strict`. The tables below name them. What is typed comes first, then
variables, then [settings](settings.md), then the default. Besides:

"""
VARIABLES = {
    "NO_COLOR": "No colours, whatever it holds, unless `--color always` asks for them.",
    "SOURCE_DATE_EPOCH": "The day that counts as today, in seconds since 1970, where a date is "
    "needed that the brief doesn't give. So `new` and `capture` can be repeated.",
    "VISUAL": "The editor in which a click in the preview opens the brief.",
    "XDG_CACHE_HOME": "The folder in which the folder `briefgen` keeps outcomes, unless `--cache` "
    "names another.",
    "BRIEFGEN_TRACEBACK": "With a value, a fault of briefgen itself is shown with its traceback.",
}


def reference() -> str:
    """Write the page: the variables, what holds for all commands, then each command."""
    context = click.Context(cli, info_name="briefgen")
    every = table(("option", "what it does", "variable"), map(_option, _options(cli, context)))
    parts = [_command(name, context) for name in cli.list_commands(context)]
    variables = table(
        ("variable", "what it does"), [(f"`{name}`", said) for name, said in VARIABLES.items()]
    )
    return f"{HEAD}{variables}\n\n## Before the command\n\n{every}\n\n" + "\n".join(parts)


def _command(name: str, parent: click.Context) -> str:
    command = cli.get_command(parent, name)
    if command is None:
        raise SystemExit(f"there is no command {name}")
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join(["briefgen", name, *command.collect_usage_pieces(context)])
    parts = [f"## `briefgen {name}`", _told(command), f"```text\n{usage}\n```"]
    if options := list(map(_option, _options(command, context))):
        parts.append(table(("option", "what it does", "variable"), options))
    return "\n\n".join(parts) + "\n"


def _told(command: click.Command) -> str:
    """Give the help of a command, without the default that may end it."""
    told = inspect.cleandoc(command.help or "").replace("  [default: build]", "")
    # Where quotation marks are to be typed, no site may bend them.
    return re.sub(r'(?<!`)("\S+")', r"`\1`", told)


def _options(command: click.Command, context: click.Context) -> Iterator[click.Option]:
    for each in command.get_params(context):
        hidden = getattr(each, "hidden", False) or OF_ALL[0] in each.opts
        if isinstance(each, click.Option) and not hidden:
            yield each


def _option(option: click.Option) -> tuple[str, str, str]:
    """Make a row of the table of options."""
    help_ = option.help or ""
    default = _typed(found[1]) if (found := DEFAULT.search(help_)) else _default(option)
    said = DEFAULT.sub("", help_)
    ends = f" One of {names}." if (names := _choices(option)) else ""
    ends += f" Left out: {default}." if default else ""
    variable = f"`{option.envvar}`" if option.envvar else ""
    return _names(option), f"{said}{ends}", variable


def _typed(default: str) -> str:
    """Write a default of the help as code where it is a value, and not words about it."""
    return default if " " in default else f"`{default}`"


def _default(option: click.Option) -> str:
    """Write the default of an option that click itself knows; empty for a switch."""
    known = isinstance(option.default, str | int) and not isinstance(option.default, bool)
    return f"`{option.default}`" if known else ""


def _choices(option: click.Option) -> str:
    """List the values of an option that are too many to stand beside its name; else empty."""
    names = option.type.choices if isinstance(option.type, click.Choice) else ()
    return ", ".join(f"`{name}`" for name in names) if len(names) > FEW else ""


def _names(option: click.Option) -> str:
    """Write an option as it is typed, with what follows it."""
    if option.is_flag:
        return ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    context = click.Context(cli)
    value = option.make_metavar(context)
    if isinstance(option.type, click.IntRange):
        value = "N"
    elif _choices(option):
        value = "NAME"
    return ", ".join([*(f"`{name}`" for name in option.opts[:-1]), f"`{option.opts[-1]} {value}`"])


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
