"""Complete words in the shell: paths of briefs, folders, templates, styles and ids of sources.

Nothing here raises an error or prints: it would appear in the middle of the line that the user is
typing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from briefgen.builds.briefs import SUFFIXES
from briefgen.ground.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.look import Look

Items = list[CompletionItem[str]]
# How many folders deep completion goes by itself. Where a folder is the only offer, the shell takes
# the word for finished and adds a space, so the content of that folder is offered instead.
LEVELS = 8


class BriefPath(click.Path):
    """The path of a brief, or of a folder of them."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Make the path; raise a usage error if it is empty.

        `Path("")` is the current folder: with an unset variable, `briefgen build "$BRIEF"` would
        build everything in it.
        """
        if value == "":
            self.fail("it is empty.", param, ctx)
        return super().convert(value, param, ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> Items:
        """Offer the YAML files and the folders whose paths begin with `incomplete`."""
        if incomplete.startswith("~"):  # only the shell knows whose home that is
            return super().shell_complete(ctx, param, incomplete)
        with suppress(OSError):
            found: list[str] = []
            for _ in range(LEVELS):
                found = sorted(_paths_below(incomplete))
                if len(found) != 1 or not found[0].endswith("/"):
                    break
                (incomplete,) = found
            return [CompletionItem(path) for path in found]
        return []


def _paths_below(incomplete: str) -> Iterable[str]:
    """List the paths one level down, spelled as the user began; those of folders end in a slash."""
    at, slash, start = incomplete.rpartition("/")
    for path in Path(f"{at}{slash}" or ".").iterdir():
        name = path.name
        # As shells do, hidden files are offered only after a dot was typed.
        if not name.startswith(start) or (name.startswith(".") and not start.startswith(".")):
            continue
        if path.is_dir():
            yield f"{at}{slash}{name}/"
        elif name.lower().endswith(SUFFIXES):
            yield f"{at}{slash}{name}"


def folders(_ctx: Any, _param: Any, incomplete: str) -> Items:
    """Offer folders. The type `dir` has the shell's own completion list them."""
    return [CompletionItem(incomplete, type="dir")]


def in_list(names: Iterable[str], incomplete: str) -> Items:
    """Offer the names that could come last in a list with commas, without those it has already."""
    before, comma, start = incomplete.rpartition(",")
    there = [name.strip() for name in before.split(",")]
    return [
        CompletionItem(f"{before}{comma}{name}")
        for name in names
        if name.startswith(start) and name not in there
    ]


def templates(ctx: Any) -> list[str]:
    """List the templates that make an output: the shipped ones, and the user's for this brief."""
    from briefgen.look import template_names

    return template_names(_look(ctx))


def styles(ctx: Any) -> tuple[str, ...]:
    """List the styles: the shipped ones, and the user's own for the brief in the command."""
    from briefgen.look.styles import style_names

    return style_names(_look(ctx).styles)


def kinds(ctx: Any, _param: Any, incomplete: str) -> list[str]:
    """List the kinds of paper: the shipped ones, and the user's own."""
    from briefgen.kinds import kind_names

    names = kind_names(_look(ctx).templates)
    return [name for name in names if name.startswith(incomplete)]


def _look(ctx: Any) -> Look:
    """Find the look of the brief in the command; the default where its settings are wrong."""
    from briefgen.look import Look
    from briefgen.settings.files import look_of, settings_for

    at = _brief(ctx)
    folder = at if at.is_dir() else at.parent
    with suppress(BriefgenError, OSError):
        return look_of(settings_for(folder), folder)
    return Look()


def _brief(ctx: Any) -> Path:
    """Find the last brief or folder in the command so far, or else the current folder."""
    # While an option still lacks its value, click hasn't parsed the words before it: they are in
    # `ctx.args`, and not in `ctx.params`.
    named = [*(ctx.params.get("briefs") or ()), ctx.params.get("brief"), *ctx.args]
    return Path(next((each for each in reversed(named) if each), "."))


def sources(ctx: Any, _param: Any, incomplete: str) -> list[str]:
    """List the ids of the sources in the brief in the command; none where it can't be read."""
    from briefgen.ground.files import read
    from briefgen.load.reader import load

    with suppress(BriefgenError):
        brief = _brief(ctx)
        # Only loaded, not validated: a brief that is being written is seldom valid.
        data = load(read(brief), str(brief)).data
        found = data.get("sources") if isinstance(data, dict) else None
        return [str(key) for key in found or () if str(key).startswith(incomplete)]
    return []


def among(names: Callable[[], Iterable[str]]) -> Callable[[Any, Any, str], list[str]]:
    """Make a completion that offers those names that begin with the incomplete word.

    `names` is called only when the shell asks: a command that runs doesn't need the names, and
    finding them takes time.
    """

    def offered(_ctx: Any, _param: Any, incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return offered
