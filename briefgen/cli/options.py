"""Define the options that commands share. Each can also be set by a variable BRIEFGEN_<NAME>."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from briefgen.builds import executors
from briefgen.cli.completing import BriefPath, folders, in_list, styles, templates
from briefgen.report import formats
from briefgen.settings import defaults
from briefgen.settings.keys import CHOICES

VARIABLES = "Variables set options for all calls: BRIEFGEN_TO=pdf stands for --to pdf."


def option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """Declare an option that the variable BRIEFGEN_<NAME> can set too, by its long name."""
    long = next(name for name in names if name.startswith("--"))
    # Of "--strict/--no-strict" the first half, and of "--some-name" BRIEFGEN_SOME_NAME.
    variable = f"BRIEFGEN_{long.strip('-').split('/')[0].replace('-', '_').upper()}"
    return click.option(*names, envvar=variable, **settings)


class Named(click.Choice[str]):
    """A choice of names that are shown with their capitals, and accepted with any.

    `click.Choice` with `case_sensitive=False` shows all names in small letters: `[a4|letter]`.
    """

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Give the name with its capitals; raise a usage error if no choice has that name."""
        meant = {name.casefold(): name for name in self.choices}
        if value.casefold() not in meant:
            from briefgen.ground.suggest import nearest

            # Of two names, the one that is meant is seen at a glance; A5 is no slip for A4.
            near = nearest(value, self.choices) if len(self.choices) > 2 else ""
            hint = f" Did you mean {near!r}?" if near else ""
            names = ", ".join(map(repr, self.choices))
            self.fail(f"{value!r} is not one of {names}.{hint}", param, ctx)
        return super().convert(meant[value.casefold()], param, ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        """Offer the names that begin with `incomplete`, in any capitals."""
        typed = incomplete.casefold()
        return [CompletionItem(name) for name in self.choices if name.casefold().startswith(typed)]


class Offered(click.ParamType[str]):
    """A name that can be checked only with the brief: the user may have styles of their own.

    So any text is accepted here; `offered` lists the names for completion.
    """

    name = "NAME"

    def __init__(self, offered: Callable[[Any], Sequence[str]]) -> None:
        self.offered = offered

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        """Offer the names that begin with `incomplete`, in any capitals."""
        typed = incomplete.casefold()
        return [
            CompletionItem(name) for name in self.offered(ctx) if name.casefold().startswith(typed)
        ]


class Listed(click.ParamType[tuple[str, ...]]):
    """Names with commas between them, each one of `choices`, or any name where that is empty.

    `offered` lists the names for completion where they depend on the brief.
    """

    name = "NAME,NAME"

    def __init__(
        self, choices: Sequence[str] = (), offered: Callable[[Any], Sequence[str]] | None = None
    ) -> None:
        self.choices = choices
        self.offered = offered

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, ...]:
        """Split the names at the commas.

        Raises a usage error if one of them isn't a choice, or if there are none.
        """
        typed = (name.strip() for name in value.split(",") if name.strip())
        meant = {name.casefold(): name for name in self.choices}
        names = tuple(meant.get(name.casefold(), name) for name in typed)
        for name in names:
            if self.choices and name not in self.choices:
                self.fail(f"{name!r} is not one of {', '.join(self.choices)}.", param, ctx)
        return names or self.fail("it names nothing.", param, ctx)

    def split_envvar_value(self, rv: str) -> list[str]:
        """Keep a variable's value whole: click would split it at spaces, which a name may have."""
        return [rv]

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        """Offer names for the last one in the list, without those it has already."""
        return in_list(self.offered(ctx) if self.offered else self.choices, incomplete)


def listed(
    *names: str,
    choices: Sequence[str] = (),
    offered: Callable[[Any], Sequence[str]] | None = None,
    **settings: Any,
) -> Callable[[Any], Any]:
    """Declare an option that takes a list of names.

    If the option is given several times, its value is a tuple with the names of all times, each
    once. If it isn't given, the value is None.
    """

    def joined(ctx: Any, param: Any, value: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
        return tuple(dict.fromkeys(name for names in value for name in names)) or None

    return option(*names, type=Listed(choices, offered), multiple=True, callback=joined, **settings)


def defaults_to(*values: object) -> str:
    """Write the default of an option, to be added to its help.

    click would write it for an option that has a default. But these options have None instead, so
    that settings hold where an option isn't given.
    """
    return f"  [default: {','.join(map(str, values))}]"


# At most six digits: 999,999 seconds are more than eleven days, and far more than any page takes.
COUNT = click.IntRange(1, 999_999)
BRIEFS = click.argument("briefs", nargs=-1, type=BriefPath(path_type=Path, allow_dash=True))
TEMPLATE = listed(
    "--template",
    "templates",
    offered=templates,
    help=f"What to make: packet, card, or your own.{defaults_to(*defaults.TEMPLATES)}",
)
STYLE = option(
    "--style",
    type=Offered(styles),
    help="How pages look: official has serifs, modern has none; or your own."
    f"{defaults_to(defaults.STYLE)}",
)
PAPER = option(
    "--paper", type=Named(CHOICES["paper"]), help=f"The paper of PDFs.{defaults_to(defaults.PAPER)}"
)
SIZE = option(
    "--size", type=Named(CHOICES["size"]), help=f"The size of print.{defaults_to(defaults.SIZE)}"
)
MOST_SECONDS = option(
    "--seconds",
    type=COUNT,
    help=f"The most seconds that making a page may take.{defaults_to(defaults.SECONDS)}",
)
MOST_MEGABYTES = option(
    "--megabytes",
    type=COUNT,
    help=f"The most megabytes of memory that it may take.{defaults_to(defaults.MEGABYTES)}",
)
STRICT = option("--strict/--no-strict", default=None, help="Treat warnings as errors.")
TOUCHED = click.option(
    "--touched",
    "is_touched",
    is_flag=True,
    help="BRIEFS are any files: take the briefs among them, and those that rest on the others.",
)
CHANGED_SINCE = option(
    "--changed-since",
    metavar="REV",
    help="Only briefs that rest on what the branch has changed since REV.",
)
MAX_WARNINGS = option(
    "--max-warnings",
    type=click.IntRange(0, 999_999),
    metavar="N",
    help="Exit with 1 where there are more warnings.",
)
BASELINE = option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Known findings, which aren't told again.",
)
WRITE_BASELINE = click.option(
    "--write-baseline", is_flag=True, help="Write what is found to the baseline."
)
COMPARES = click.option(
    "--check",
    "compares",
    is_flag=True,
    help="Write nothing; exit with 6 where the files aren't what a build gives.",
)
OUTPUT_FORMAT = option(
    "--output-format",
    type=Named(formats.names()),
    default="full",
    show_default=True,
    help="How to report what was found.",
)
# The name that `--output-format` had, and what `full` was called.
FORMAT = click.option("--format", type=Named([*formats.names(), "terminal"]), hidden=True)
OUTPUT_FILE = option(
    "--output-file",
    # What can't be written is said at the end of the run, so that all findings are told.
    type=click.Path(path_type=Path),
    help="Write the report there, beside what is said here.",
)
TIMINGS = option(
    "--timings",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="[TRACE.json]",
    help="Show how long each stage took; write a trace for Perfetto.",
)
EXECUTOR = option(
    "--executor",
    type=click.Choice(executors.names()),
    help="Where briefs are done.  [default: here, or in processes]",
)
SCHEDULER = option(
    "--scheduler", metavar="ADDRESS", help="The cluster for `dask`: tcp://HOST:8786."
)
JOBS = option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 1024),
    help="How many briefs at a time.  [default: as cores and memory allow]",
)
CACHE = option(
    "--cache",
    type=click.Path(path_type=Path),
    shell_complete=folders,
    help="Where outcomes are kept.  [default: your own cache]",
)
FORCE = click.option("--force", is_flag=True, help="Build what hasn't changed, too.")
# Without variables: what changes a brief is asked for each time.
FIX = click.option("--fix", "fixes", is_flag=True, help="Mend what can only be meant in one way.")
DIFF = click.option("--diff", is_flag=True, help="Show as a diff what --fix would mend.")
PLAN = click.option("--plan", "plans", is_flag=True, help="Say what would be built and why.")
QUIET = option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
VERBOSE = option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Show what cited sentences rest on, and the time of stages.",
)
