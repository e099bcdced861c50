"""What the shell offers while a command is typed: briefs and folders, templates, sources.

None of it fails or says anything: an error would be printed into the line that is being typed.
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
# With a folder as the only offer, the shell would take the word for finished, and put a space
# behind it. So what is in that folder is offered, at most so many levels down.
LEVELS = 8


class BriefPath(click.Path):
    """The path of a brief, or of a folder of them."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Take the path. A usage error where it is empty: it would be the folder one stands in."""
        if value == "":
            self.fail("it is empty.", param, ctx)
        return super().convert(value, param, ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> Items:
        """Offer the YAML files and the folders whose paths begin so."""
        if incomplete.startswith("~"):  # only the shell knows whose home that is
            return super().shell_complete(ctx, param, incomplete)
        with suppress(OSError):
            return [CompletionItem(path) for path in _paths(incomplete)]
        return []


def _paths(incomplete: str) -> list[str]:
    for _ in range(LEVELS):
        found = sorted(_paths_here(incomplete))
        if len(found) != 1 or not found[0].endswith("/"):
            return found
        (incomplete,) = found
    return found


def _paths_here(incomplete: str) -> Iterable[str]:
    """List the paths, each typed as the incomplete one was; those of folders end in a slash."""
    at, slash, start = incomplete.rpartition("/")
    for path in Path(f"{at}{slash}" or ".").iterdir():
        name = path.name
        if not name.startswith(start) or (name.startswith(".") and not start.startswith(".")):
            continue
        if path.is_dir():
            yield f"{at}{slash}{name}/"
        elif name.lower().endswith(SUFFIXES):
            yield f"{at}{slash}{name}"


def folders(_ctx: Any, _param: Any, incomplete: str) -> Items:
    """Offer folders, which the shell finds itself."""
    return [CompletionItem(incomplete, type="dir")]


def in_list(names: Iterable[str], incomplete: str) -> Items:
    """Offer the names that go on a list with commas between them, and aren't in it yet."""
    before, comma, start = incomplete.rpartition(",")
    there = [name.strip() for name in before.split(",")]
    return [
        CompletionItem(f"{before}{comma}{name}")
        for name in names
        if name.startswith(start) and name not in there
    ]


def templates(ctx: Any) -> list[str]:
    """List the templates that make an output, with the user's own for the brief that is named."""
    from briefgen.look import template_names

    return template_names(_look(ctx))


def styles(ctx: Any) -> tuple[str, ...]:
    """List the styles, with the user's own for the brief that is named."""
    from briefgen.look.styles import style_names

    return style_names(_look(ctx).styles)


def _look(ctx: Any) -> Look:
    """Find how the brief that is named is to look; as usual where its settings are wrong."""
    from briefgen.look import Look
    from briefgen.settings.files import look_of, settings_for

    at = _brief(ctx)
    folder = at if at.is_dir() else at.parent
    with suppress(BriefgenError, OSError):
        return look_of(settings_for(folder), folder)
    return Look()


def _brief(ctx: Any) -> Path:
    """Find the brief or folder that is named so far; else the folder one stands in."""
    # While an option still lacks its value, click leaves the words before it where they are.
    named = [*(ctx.params.get("briefs") or ()), ctx.params.get("brief"), *ctx.args]
    return Path(next((each for each in reversed(named) if each), "."))


def sources(ctx: Any, _param: Any, incomplete: str) -> list[str]:
    """List the ids of the sources of the brief that is named."""
    from briefgen.ground.files import read
    from briefgen.load.reader import load

    with suppress(BriefgenError):
        brief = _brief(ctx)
        data = load(read(brief), str(brief)).data
        found = data.get("sources") if isinstance(data, dict) else None
        return [str(key) for key in found or () if str(key).startswith(incomplete)]
    return []


def among(names: Callable[[], Iterable[str]]) -> Callable[[Any, Any, str], list[str]]:
    """Make what offers those of some names that begin as it was typed.

    The names are looked up when they are asked for: a command that runs doesn't need them.
    """

    def offered(_ctx: Any, _param: Any, incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return offered
