"""Define the settings: the name of each, the kind of its value, and what it is for.

A new setting is an entry here, and a use of it elsewhere. `faults` validates the table of a file by
these entries, and `scripts/settings_reference.py` makes the reference of them.
"""

from pathlib import Path
from typing import Annotated, get_args

from briefgen.ground.records import record
from briefgen.kinds import DEFAULT, OwnLabel
from briefgen.look import PAPERS, SIZES
from briefgen.outputs import attachments, registry
from briefgen.settings import defaults
from briefgen.settings.kinds import (
    AnyText,
    Count,
    InnerPattern,
    Inside,
    Kind,
    KindName,
    LabelTable,
    Limit,
    Listed,
    OneOf,
    RuleToTurnOff,
    RuleToTurnOn,
    StyleName,
    Switch,
)

NAMES = ("briefgen.toml", "pyproject.toml")

Texts = tuple[str, ...]


def _named(names: Texts) -> str:
    """Write the names of a default."""
    return " and ".join(f"`{name}`" for name in names)


@record
class About:
    """What a setting is for, what holds without it, and a value as one would type it."""

    purpose: str
    default: str
    example: str


@record
class Table:
    """The values in a table of settings; None for each that it doesn't set."""

    briefs: Annotated[
        Texts | None,
        Listed(InnerPattern()),
        About(
            "What `check` and `build` take where no brief is named: patterns of paths, from the "
            "folder of the settings.",
            "all in `briefs/`, or else all below the folder of the settings",
            '["briefs/**/*.yaml"]',
        ),
    ] = None
    kind: Annotated[
        str | None,
        KindName(),
        About(
            "The kind of the papers that don't say it themselves: `visit`, `uk-submission`, or "
            "your own. `briefgen kinds` lists them.",
            f"`{DEFAULT}`",
            '"uk-submission"',
        ),
    ] = None
    style: Annotated[
        str | None,
        StyleName(),
        About(
            "How pages look: `official` has serifs, `modern` has none, and a folder of yours with "
            "a `tokens.css` is a style of its own.",
            f"`{defaults.STYLE}`",
            '"modern"',
        ),
    ] = None
    paper: Annotated[
        str | None,
        OneOf(PAPERS),
        About("The paper of the PDFs.", f"`{defaults.PAPER}`", '"Letter"'),
    ] = None
    size: Annotated[
        str | None,
        OneOf(SIZES),
        About(
            "The size of what is printed: `large` is 16 points, for those who see less well, and "
            "takes about twice the pages.",
            f"`{defaults.SIZE}`",
            '"large"',
        ),
    ] = None
    output: Annotated[
        Path | None,
        Inside(),
        About("The folder that outputs are written to.", f"`{defaults.OUTPUT}`", '"packets"'),
    ] = None
    templates: Annotated[
        Path | None,
        Inside(),
        About("The folder of your own templates.", "`templates`", '"our-templates"'),
    ] = None
    styles: Annotated[
        Path | None,
        Inside(),
        About("The folder of your own styles and fonts.", "`styles`", '"our-styles"'),
    ] = None
    template: Annotated[
        Texts | None,
        Listed(AnyText()),
        About(
            "What is made of a brief: `packet`, `card`, or templates of your own.",
            _named(defaults.TEMPLATES),
            '["packet"]',
        ),
    ] = None
    to: Annotated[
        Texts | None,
        Listed(OneOf(registry.names())),
        About(
            "The kinds of files that are written: `html` for screens, `pdf` for paper, `evidence` "
            "for programs, with the quotes and figures as W3C Web Annotations.",
            _named(defaults.TO),
            '["pdf"]',
        ),
    ] = None
    attach: Annotated[
        Texts | None,
        Listed(OneOf(attachments.names())),
        About(
            f"What each PDF carries inside. {attachments.help_text()}.",
            "nothing",
            '["source"]',
        ),
    ] = None
    labels: Annotated[
        tuple[OwnLabel, ...],
        LabelTable(),
        About(
            "What you call the parts and fields of a page, in the language of each brief; below "
            "`[labels.fr]` those of briefs in French. `briefgen labels` lists the names.",
            "the words of the language, or of the kind of paper",
            '{bottom_line = "Summary"}',
        ),
    ] = ()
    off: Annotated[
        Texts,
        Listed(RuleToTurnOff()),
        About(
            "Rules that are not checked in any brief. To let one finding pass, a comment at its "
            "place is enough, and says why.",
            "none",
            '["vague-objective"]',
        ),
    ] = ()
    on: Annotated[
        Texts,
        Listed(RuleToTurnOn()),
        About(
            "Rules that are only checked where they are asked for.",
            "none",
            '["source-without-copy"]',
        ),
    ] = ()
    figures_uncited: Annotated[
        int | None,
        Limit(),
        About(
            "How many figures of a brief may cite nothing, before `figures-uncited` warns.",
            "any number",
            "0",
        ),
    ] = None
    strict: Annotated[
        bool | None,
        Switch(),
        About("Whether warnings stop a build as errors do.", "`false`", "true"),
    ] = None
    sections: Annotated[
        bool | None,
        Switch(),
        About(
            "Whether long packets are typeset in sections, side by side, each from a new page. "
            "`false` has them typeset as a whole, which takes longer.",
            "`true`",
            "false",
        ),
    ] = None
    seconds: Annotated[
        int | None,
        Count(),
        About(
            "The most seconds of work that making a page may take.", f"{defaults.SECONDS}", "300"
        ),
    ] = None
    megabytes: Annotated[
        int | None,
        Count(),
        About(
            "The most megabytes of memory that making a page may take.",
            f"{defaults.MEGABYTES}",
            "4096",
        ),
    ] = None


# The kind of each setting, and what is said about it: what its `Annotated` adds to the type.
# Evaluating annotations that are texts takes longer than all else here, so that this module has no
# `from __future__ import annotations`.
KINDS: dict[str, Kind] = {key: get_args(hint)[1] for key, hint in Table.__annotations__.items()}
ABOUT: dict[str, About] = {key: get_args(hint)[2] for key, hint in Table.__annotations__.items()}
KEYS = tuple(KINDS)
# The settings that are bounds. `owner` asks whether one of them is raised.
COUNTS = tuple(key for key, kind in KINDS.items() if isinstance(kind, Count))


def _choices_of(kind: Kind) -> tuple[str, ...]:
    inside = kind.of if isinstance(kind, Listed) else kind
    return inside.names if isinstance(inside, OneOf) else ()


# The names that a setting can have, for those that have a list of them. The command line offers
# the same names.
CHOICES = {key: names for key, kind in KINDS.items() if (names := _choices_of(kind))}


def chosen(key: str, name: str) -> str | None:
    """Find the choice of a setting by its name, whatever its capitals; None where there is none."""
    return next((each for each in CHOICES[key] if each.casefold() == name.casefold()), None)
