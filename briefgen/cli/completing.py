"""What the shell offers while a command is typed: briefs and folders, templates, sources.

A completion never fails: where a name can't be looked up, it offers nothing.
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
# With one folder as the only offer, the shell would take the word for finished: what is in it is
# offered, so many levels down.
LEVELS = 8


class BriefPath(click.Path):
    """The path of a brief, or of a folder of them."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The path; a usage error where it is empty, which would stand for the folder one is in."""
        if value == "":
            self.fail("it is empty.", param, ctx)
        return super().convert(value, param, ctx)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> Items:
        """The YAML files and the folders whose paths begin so."""
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
    """The paths, each typed as far as the incomplete one was; folders end in a slash."""
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
    """The folders, which the shell finds itself."""
    return [CompletionItem(incomplete, type="dir")]


def in_list(names: Iterable[str], incomplete: str) -> Items:
    """The names that go on a list with commas between them, and that aren't in it yet."""
    before, comma, start = incomplete.rpartition(",")
    there = [name.strip() for name in before.split(",")]
    return [
        CompletionItem(f"{before}{comma}{name}")
        for name in names
        if name.startswith(start) and name not in there
    ]


def templates(ctx: Any) -> list[str]:
    """The templates that make an output, the user's own for the brief that is named among them."""
    from briefgen.look import template_names

    return template_names(_look(ctx))


def styles(ctx: Any) -> tuple[str, ...]:
    """The styles, the user's own for the brief that is named among them."""
    from briefgen.look.styles import style_names

    return style_names(_look(ctx).styles)


def _look(ctx: Any) -> Look:
    """How the brief that is named is to look; as usual where its settings are wrong."""
    from briefgen.look import Look
    from briefgen.settings.files import look_of, settings_for

    at = _brief(ctx)
    folder = at if at.is_dir() else at.parent
    with suppress(BriefgenError, OSError):
        return look_of(settings_for(folder), folder)
    return Look()


def _brief(ctx: Any) -> Path:
    """The brief or the folder that the command line names so far; else the folder one is in."""
    # While an option still lacks its value, click leaves the words before it where they are.
    named = [*(ctx.params.get("briefs") or ()), ctx.params.get("brief"), *ctx.args]
    return Path(next((each for each in reversed(named) if each), "."))


def sources(ctx: Any, _param: Any, incomplete: str) -> list[str]:
    """The ids of the sources of the brief that is named."""
    from briefgen.ground.files import read
    from briefgen.load.reader import load

    with suppress(BriefgenError):
        brief = _brief(ctx)
        data = load(read(brief), str(brief)).data
        found = data.get("sources") if isinstance(data, dict) else None
        return [str(key) for key in found or () if str(key).startswith(incomplete)]
    return []


def among(names: Callable[[], Iterable[str]]) -> Callable[[Any, Any, str], list[str]]:
    """What offers those of the names that begin as it was typed; they are looked up when asked."""

    def offered(_ctx: Any, _param: Any, incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return offered
