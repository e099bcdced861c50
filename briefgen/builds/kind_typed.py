"""Find the kind of a paper: the one that it says, or else that of the settings.

The plan has to know which files a build will write, and a kind of paper has outputs of its own.
Loading every brief for that would take as long as checking it. So the plan looks for the kind in
the brief's text, and only the check reads it from the loaded brief.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import ConfigError
from briefgen.ground.files import bytes_of
from briefgen.ground.regexes import regex
from briefgen.ground.suggest import did_you_mean, sure_value
from briefgen.kinds import FILE, KINDS, PaperKind, is_name, kind_named, kind_names, passed_over
from briefgen.load.document import Document
from briefgen.settings.resolver import Resolved

# A key at the start of a line belongs to the brief itself: all that is inside is indented.
KIND = regex(r"""(?m)^(["']?)kind\1[ \t]*:[ \t]+["']?([A-Za-z0-9_-]+)""")
MOST_BYTES = 1024 * 1024
# So many folders above a brief's are looked into for a kind that doesn't hold there.
MOST_ABOVE = 4


def kind_typed(data: bytes) -> str:
    """Find the kind that a brief says, by its bytes; empty where it says none."""
    found = KIND.search(data.decode("utf-8", "replace"))
    return found[2] if found else ""


def kind_typed_in(path: Path) -> str:
    """Find the kind that the brief in a file says; empty also where the file can't be read."""
    try:
        return kind_typed(bytes_of(path, MOST_BYTES))
    except (OSError, ValueError):
        return ""


def kind_of(
    document: Document, folder: Path, resolved: Resolved
) -> tuple[PaperKind, list[Diagnostic]]:
    """Find the kind of a loaded paper, with the finding where it says one that there isn't.

    `folder` is the brief's. What the settings call a part goes before what the kind does.
    Raises ConfigError where the kind's own file has faults.
    """
    kind, found = _kind_of(document, folder, resolved)
    if resolved.labels:
        kind = replace(kind, labels=(*resolved.labels, *kind.labels))
    return kind, found


def _kind_of(
    document: Document, folder: Path, resolved: Resolved
) -> tuple[PaperKind, list[Diagnostic]]:
    own = resolved.look.templates
    typed = document.data.get("kind") if isinstance(document.data, dict) else None
    if isinstance(typed, str) and (found := kind_named(typed, own)):
        return found, []
    # The settings were refused if there were no kind of that name; it may have gone meanwhile.
    fallback = kind_named(resolved.kind, own) or PaperKind()
    if typed is None:
        return fallback, []
    # Nobody knows what the kind that is meant needs, and allows.
    fallback = replace(fallback, needs=(), limits=())
    names, path = kind_names(own), ("kind",)
    given = str(typed) if isinstance(typed, str) else ""
    message = f"There is no kind of paper `{given}`." if given else "This is no kind of paper."
    hint = did_you_mean(given, names, _titles(names, own))
    hint = f"{hint} `briefgen kinds` lists them."
    # One that is there, but whose folder or file has another name than a kind has.
    near = [each for each in passed_over(own) if f"`{given}`" in f"{each.message}{each.hint}"]
    if near and near[0].span:
        hint = f"{near[0].span.file} is none yet. {near[0].hint}"
    elif above := _above(given, folder, resolved):
        hint = (
            f"There is one in {above}, but kinds hold only beside the settings. Put a file "
            "`briefgen.toml` beside that folder `templates`; it may be empty."
        )
    edit = document.retyped(document.value_span(path), sure_value(given, names))
    return fallback, [finding("unknown-kind", message, document.value_span(path), hint, edit=edit)]


def _above(name: str, folder: Path, resolved: Resolved) -> str:
    """Find a kind of that name in a folder above the brief's that has no settings; else empty."""
    if resolved.settings.file is not None or not is_name(name):
        return ""
    real = folder.resolve()
    for at in real.parents[:MOST_ABOVE]:
        kind = at / "templates" / KINDS / name
        if (kind / FILE).is_file():
            return os.path.relpath(kind)
    return ""


def _titles(names: tuple[str, ...], own: tuple[Path, ...]) -> dict[str, str]:
    """Map what kinds are called to their names, without those that have faults."""
    found = {}
    for name in names:
        try:
            kind = kind_named(name, own)
        except ConfigError:
            continue
        if kind:
            found[kind.title] = name
    return found
