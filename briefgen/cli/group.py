"""Define the command `briefgen`, with the options and the help that all its commands share."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import click

from briefgen import __version__

# The commands of each module of this folder. One is imported when a command of it is asked for, so
# that `--version` imports none. `test_start.py` compares this with the modules.
HOMES = {
    "briefs": ("check", "build", "preview"),
    "cache": ("cache",),
    "help": ("help",),
    "starting": ("kinds", "labels", "new"),
    "tools": (
        *("capture", "quotes", "schema"),
        *("explain", "templates", "doctor", "completion"),
    ),
    "verify": ("verify",),
}


class _Suggesting(click.Group):
    """A group of commands that suggests the right name where a command is misspelled."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the commands, sorted, without importing their modules."""
        return sorted(name for names in HOMES.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command, which defines it; None where there is no such command."""
        for module, names in HOMES.items():
            if cmd_name in names:
                import_module(f"briefgen.cli.{module}")
        return super().get_command(ctx, cmd_name)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit codes below the help, with a few words each."""
        from briefgen.ground.exits import EXITS

        # A no-break space inside of each entry keeps it on its line.
        each = [f"{known.code} {known.short}".replace(" ", "\N{NO-BREAK SPACE}") for known in EXITS]
        formatter.write_paragraph()
        formatter.write_text(f"Exit codes: {' · '.join(each)}. More: briefgen help exit-codes")

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from briefgen.ground.suggest import did_you_mean

            hint = did_you_mean(args[0], self.list_commands(ctx)) if args else ""
            raise click.UsageError(f"No such command '{args[0]}'. {hint}".strip(), ctx) from error


@click.group(
    cls=_Suggesting,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="briefgen")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    envvar="BRIEFGEN_COLOR",
    help="Colour messages; auto: on a terminal, unless NO_COLOR is set.",
)
@click.pass_context
def cli(ctx: click.Context, color: str) -> None:
    """Compile briefings: YAML briefs become HTML and PDF packets."""
    # click's own functions for printing read this field; None has them ask the terminal.
    plain = {"auto": None, "always": True, "never": False}[color]
    # By the convention of no-color.org, the variable has no effect only where it is unset or empty.
    ctx.color = False if color == "auto" and os.environ.get("NO_COLOR") else plain


def color() -> bool | None:
    """Give the choice of colours: true, false, or None for "on a terminal only"."""
    context = click.get_current_context(silent=True)
    return context.find_root().color if context else None
