"""What holds for one brief: the options, else the settings beside it, else the defaults.

The one place where they are merged, so that no door can forget a setting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from briefgen.ground.bounds import Bounds
from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, inside
from briefgen.look import Look
from briefgen.settings import defaults
from briefgen.settings.files import Settings, look_of
from briefgen.settings.options import Options


@dataclass(frozen=True, slots=True)
class Resolved:
    """What holds for the briefs of a folder, with nothing left open.

    `attach` names what each PDF carries, `off` the rules that aren't asked. `settings` is what the
    file beside the briefs says: a build rests on that file as on the captures, and names it.
    """

    look: Look = field(default_factory=Look)
    templates: tuple[str, ...] = defaults.TEMPLATES
    to: tuple[str, ...] = defaults.TO
    attach: tuple[str, ...] = ()
    strict: bool = False
    off: tuple[str, ...] = ()
    bounds: Bounds = field(default_factory=Bounds)
    settings: Settings = field(default_factory=Settings)


def resolve(options: Options, settings: Settings, folder: Path) -> Resolved:
    """Decide what holds for the briefs of a folder.

    ConfigError where the look that is asked for doesn't exist, or leads out of the folder.
    """
    return Resolved(
        look=look_of(settings, folder, options.style, options.paper),
        templates=_first(options.templates, settings.template, defaults.TEMPLATES),
        to=_first(options.to, settings.to, defaults.TO),
        attach=_first(options.attach, settings.attach, ()),
        strict=bool(settings.strict) if options.strict is None else options.strict,
        off=_first(options.off, settings.off, ()),
        # An option may lift what settings may not: whoever types it runs it on their own machine.
        bounds=Bounds(
            options.seconds or settings.seconds or defaults.SECONDS,
            options.megabytes or settings.megabytes or defaults.MEGABYTES,
        ),
        settings=settings,
    )


def _first(*found: tuple[str, ...] | None) -> tuple[str, ...]:
    """The first that says something, each name once."""
    # A template that is named twice would be written twice, to the same file.
    return tuple(dict.fromkeys(next(names for names in found if names is not None)))


def outputs_in(options: Options, settings: Settings) -> Path:
    """Find the folder in which outputs are."""
    return options.output or settings.output or defaults.OUTPUT


def output_of(options: Options, settings: Settings) -> Path:
    """Find the folder that outputs are written to.

    ConfigError where nobody asked for it by an option, and it is a link that leads elsewhere:
    settings may have come with the brief, and what they say is written only below them.
    """
    at = outputs_in(options, settings)
    if options.output:
        return at
    try:
        inside(at.parent, at.name)
    except FileFault as fault:
        message = f"The folder {at} is a link that leads elsewhere. Name it with --output."
        raise ConfigError(message) from fault
    return at
