"""Merge options, settings and defaults: an option comes first, then a setting, then the default.

They are merged nowhere else, so that neither the command line, the API nor the preview can forget
a setting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path

from briefgen.ground.bounds import Bounds
from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.records import record
from briefgen.ground.rules import ASKED_FOR
from briefgen.kinds import DEFAULT, OwnLabel, is_kind, is_shipped
from briefgen.look import Look
from briefgen.settings import defaults
from briefgen.settings.files import Settings, look_of
from briefgen.settings.options import Options


@record
class Resolved:
    """The merged options and settings for the briefs of a folder, with every value decided.

    `attach` names what each PDF carries inside, `off` the rules that are turned off, and `on` those
    that are turned on, of the ones that are off by themselves. `figures_uncited` is how many
    figures may cite nothing, None for any number. `settings` are kept too: their file is an input
    of each build, like a capture, and notes name it.
    """

    look: Look = field(default_factory=Look)
    templates: tuple[str, ...] = defaults.TEMPLATES
    to: tuple[str, ...] = defaults.TO
    attach: tuple[str, ...] = ()
    strict: bool = False
    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    kind: str = DEFAULT
    labels: tuple[OwnLabel, ...] = ()
    figures_uncited: int | None = None
    bounds: Bounds = field(default_factory=Bounds)
    settings: Settings = field(default_factory=Settings)

    @property
    def silent(self) -> tuple[str, ...]:
        """Give the rules of which no finding is told: those turned off, and those not turned on."""
        return (*self.off, *(name for name in ASKED_FOR if name not in self.on))


def resolve(options: Options, settings: Settings, folder: Path) -> Resolved:
    """Merge options and settings for the briefs of a folder.

    Raises ConfigError where the style or paper doesn't exist, or where a folder of templates or
    styles doesn't, or leads out of the folder.
    """
    return Resolved(
        look=look_of(settings, folder, options),
        templates=_first(options.templates, settings.template, defaults.TEMPLATES),
        to=_first(options.to, settings.to, defaults.TO),
        attach=_first(options.attach, settings.attach, ()),
        strict=bool(settings.strict) if options.strict is None else options.strict,
        off=_first(options.off, settings.off, ()),
        on=settings.on,
        kind=settings.kind or DEFAULT,
        labels=settings.labels,
        figures_uncited=settings.figures_uncited,
        # An option may raise a bound further than settings may: the user types it knowingly, but
        # settings may have come with the brief.
        bounds=Bounds(
            options.seconds or settings.seconds or defaults.SECONDS,
            options.megabytes or settings.megabytes or defaults.MEGABYTES,
        ),
        settings=settings,
    )


def of_kind(
    resolved: Resolved,
    options: Options,
    typed: str,
    outputs_of: Callable[[str, tuple[Path, ...]], tuple[str, ...]],
) -> Resolved:
    """Decide what the kind of a paper decides: the templates, where nobody else names them.

    `typed` is the kind that the brief says, empty for none. `outputs_of` gives the outputs of a
    kind by its name and the user's folders of templates.
    """
    if options.templates is not None or resolved.settings.template is not None:
        return resolved
    own = resolved.look.templates
    name = typed if is_kind(typed, own) else resolved.kind
    if name == DEFAULT and is_shipped(DEFAULT, own):
        return resolved  # its outputs are the default of `templates`, and nothing has to be read
    outputs = outputs_of(name, own)
    return replace(resolved, templates=outputs) if outputs else resolved


def _first(*found: tuple[str, ...] | None) -> tuple[str, ...]:
    """Give the first of several lists that isn't None, with each name once.

    An empty list counts: an option that asks for nothing also overrides the setting.
    """
    # A template that is named twice would be written twice to the same file.
    return tuple(dict.fromkeys(next(names for names in found if names is not None)))


def outputs_in(options: Options, settings: Settings) -> Path:
    """Give the folder in which outputs are, for a command that reads them."""
    return options.output or settings.output or defaults.OUTPUT


def output_of(options: Options, settings: Settings) -> Path:
    """Give the folder to write outputs to.

    Raises ConfigError where it is a link that leads elsewhere, unless an option names it: settings
    may have come with the brief, and must not have files written outside of their folder.
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
