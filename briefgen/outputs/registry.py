"""Finds the outputs, which are the modules in `outputs/kinds/`.

This is the only list of them: `--to`, the settings, the manifest and `verify` all use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from briefgen.ground.errors import ConfigError
from briefgen.ground.modules import defined_in
from briefgen.outputs import kinds
from briefgen.outputs.output import Need, Output


@cache
def _outputs() -> dict[str, Output]:
    """List the outputs by their names, in their order."""
    found: list[Output] = defined_in(kinds, "OUTPUT")
    return {each.name: each for each in sorted(found, key=lambda each: (each.order, each.name))}


def names() -> tuple[str, ...]:
    """List the names of the outputs, in their order."""
    return tuple(_outputs())


def extensions() -> tuple[str, ...]:
    """List the endings that files of outputs can have, such as `.pdf`."""
    return tuple(dict.fromkeys(each.extension for each in _outputs().values()))


def output(name: str) -> Output:
    """Find the output of that name. Raises ConfigError if there is none."""
    try:
        return _outputs()[name]
    except KeyError:
        from briefgen.ground.suggest import did_you_mean

        hint = did_you_mean(name, names())
        raise ConfigError(f"There is no output `{name}`. {hint}".strip()) from None


def outputs(wanted: Iterable[str]) -> list[Output]:
    """Find the outputs of these names, each once, in their order. Raises ConfigError."""
    return sorted({output(name) for name in wanted}, key=lambda each: (each.order, each.name))


def files(brief: str, templates: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """List the names of the files of a brief: those of each template, then those of the brief.

    `brief` is the first part of each name. Raises ConfigError as `output` does.
    """
    asked = outputs(wanted)
    pages = [each for each in asked if each.is_of_template]
    others = [each for each in asked if not each.is_of_template]
    of_templates = [each.file(brief, template) for template in templates for each in pages]
    return [*of_templates, *(each.file(brief) for each in others)]


def need(wanted: Iterable[str], what: Need) -> bool:
    """Tell whether any of these outputs needs `what` to be made first."""
    return any(what in each.needs for each in outputs(wanted))
