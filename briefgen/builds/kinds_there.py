"""Find the kinds of paper that there are for the briefs of a folder, briefgen's and the user's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import ConfigError
from briefgen.ground.records import record
from briefgen.ground.suggest import did_you_mean
from briefgen.kinds import DEFAULT, OwnLabel, PaperKind, kind_named, kind_names, passed_over
from briefgen.settings.files import look_of, settings_for


@record
class KindsThere:
    """The kinds of paper for a folder, and what is wrong with those that have faults.

    `default` is the name of the kind of papers that don't say theirs, and `labels` are what the
    settings call parts and fields.
    """

    kinds: tuple[PaperKind, ...]
    faults: tuple[Diagnostic, ...] = ()
    default: str = DEFAULT
    labels: tuple[OwnLabel, ...] = ()

    def named(self, name: str = "") -> PaperKind:
        """Get a kind by its name, without one the default, as papers of it are printed.

        Raises ConfigError if it isn't there.
        """
        name = name or self.default
        found = next((kind for kind in self.kinds if kind.name == name), None)
        if found:
            return replace(found, labels=(*self.labels, *found.labels))
        names = [kind.name for kind in self.kinds]
        hint = did_you_mean(name, names, {kind.title: kind.name for kind in self.kinds})
        raise ConfigError(f"There is no kind of paper `{name}`. {hint}".strip(), self.faults)


def kinds_there(folder: Path) -> KindsThere:
    """Find the kinds for briefs in a folder. Raises ConfigError where the settings are wrong."""
    settings = settings_for(folder)
    own = look_of(settings, folder).templates
    kinds: list[PaperKind] = []
    faults: list[Diagnostic] = [*passed_over(own)]
    for name in kind_names(own):
        try:
            kind = kind_named(name, own)
        except ConfigError as error:
            faults += _faults(error)
            continue
        if kind:
            kinds.append(kind)
    # A kind that others extend has its faults told with each of them.
    default = settings.kind or DEFAULT
    return KindsThere(tuple(kinds), tuple(dict.fromkeys(faults)), default, settings.labels)


def _faults(error: ConfigError) -> Sequence[Diagnostic]:
    return error.diagnostics or (finding("bad-kind", str(error)),)
