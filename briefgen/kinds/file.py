"""Define what is typed in a `kind.yaml`, and join it to the kind that it extends."""

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from briefgen.kinds.limits import limits_of
from briefgen.kinds.owned import own_labels_in
from briefgen.kinds.paper_kind import Column, OwnLabel, PaperKind
from briefgen.kinds.parts import PARTS, SECTIONS
from briefgen.model.entry import Entry, field
from briefgen.model.scalars import Flag, Id, Kind, Language, Text, Texts, as_typed

Severity = Literal["off", "warning", "error"]
DateStyle = Literal["31 January 2003", "January 31, 2003", "31 Jan 2003", "31 JAN 03"]


def _label_or_group(value: Any) -> Any:
    """Read a label, or a group of them: of a language, or by plural form."""
    # What is in a group `misnamed` looks at, which knows the place of each.
    return value if isinstance(value, dict) else as_typed(value)


LabelOrGroup = Annotated[
    str | dict[str, str],
    Kind(_label_or_group, anyOf=[{"type": "string"}, {"type": "object"}]),
]


class ColumnFile(Entry):
    """A column of a table."""

    short: ClassVar[str] = "of"

    of: Text = field(description="The field that it has: `title`, `questions.answer`.")
    language: Language | None = field(
        None, description="The language of its text. Left out, the paper's first."
    )
    needed: Flag = field(default=False, description="Whether it must not be empty.")
    without: Text | None = field(None, description="Characters that it must not have.")
    values: dict[Text, Text] = field(
        default_factory=dict,
        description="What it may have, where a list says so: the text in the paper, and its code.",
    )


class KindFile(Entry):
    """A kind of paper."""

    name: Text | None = field(
        None,
        description="What it is called: Submission. It has to be there, unless the kind extends "
        "another.",
    )
    about: Text | None = field(None, description="What it is for, in a line.")
    extends: Id | None = field(
        None, description="The kind from which all is taken that isn't said here."
    )
    language: Language | None = field(
        None, description="The language of its labels. Left out, `en-GB`."
    )
    parts: Texts | None = field(None, description="The parts of the paper, in order.")
    needs: Texts | None = field(None, description="The fields that such a paper has to have.")
    asks: Texts | None = field(None, description="The verbs that a decision may have.")
    facts: Texts | None = field(None, description="The labels of `facts`, in order.")
    labels: dict[Text, LabelOrGroup] = field(
        default_factory=dict,
        description="What parts and fields are called: a text each, in the language of the kind. "
        "In another language, a group of such lines below its tag: `fr-CA`.",
    )
    limits: dict[Text, Texts] = field(
        default_factory=dict,
        description="The most that the paper or a part may have: `60 words`, `4 lines`, `2 pages`, "
        "or `6` entries; one limit, or a list. `none` takes away that of the kind which is "
        "extended.",
    )
    rules: dict[Text, Severity] = field(
        default_factory=dict, description="Rules that are `off`, or another severity."
    )
    outputs: Texts | None = field(None, description="The templates that are filled.")
    paragraphs: Literal["numbered", "plain"] | None = field(
        None, description="Whether paragraphs of texts are numbered."
    )
    boxes: Flag | None = field(
        None,
        description="Whether a decision has boxes to tick and room to sign. A board that decides "
        "in a meeting needs none: `false`. Left out, `true`.",
    )
    lines: Flag | None = field(
        None,
        description="Whether an item that is a line alone, as most of a board's are, stands in the "
        "table of items (`glance`) and isn't printed again. Left out, `false`.",
    )
    two_languages: Literal["side by side", "one after the other"] | None = field(
        None,
        description="How a paper in two languages is printed. Left out, `one after the other`.",
    )
    columns: dict[Text, ColumnFile] = field(
        default_factory=dict,
        description="The columns of `--to columns`, in order, each with the field that it has.",
    )
    clock: Literal["12", "24"] | None = field(
        None,
        description="The clock: `12` or `24` hours. `12` holds for briefs in the kind's language.",
    )
    dates: DateStyle | None = field(
        None,
        description="How English dates are written, by an example; other languages abbreviate the "
        "month where it does. Left out, as the language does.",
    )
    weak: Text | None = field(None, description="Where the model of this kind is uncertain.")


def joined(name: str, typed: KindFile, base: PaperKind, folder: Path, *, is_own: bool) -> PaperKind:
    """Make a kind of what is typed of it, on that which it extends."""
    return PaperKind(
        name=name,
        title=typed.name or base.title,
        about=typed.about or base.about,
        extends=typed.extends or "",
        language=typed.language or base.language,
        parts=_parts(typed.parts, base.parts),
        needs=_or(typed.needs, base.needs),
        asks=_or(typed.asks, base.asks),
        facts=_or(typed.facts, base.facts),
        labels=_labels(typed, base),
        limits=limits_of(typed.limits, base.limits),
        rules=tuple((dict(base.rules) | typed.rules).items()),
        outputs=_or(typed.outputs, base.outputs),
        is_numbered=typed.paragraphs == "numbered" if typed.paragraphs else base.is_numbered,
        has_boxes=base.has_boxes if typed.boxes is None else typed.boxes,
        has_lines=base.has_lines if typed.lines is None else typed.lines,
        is_beside=typed.two_languages == "side by side" if typed.two_languages else base.is_beside,
        columns=_columns(typed.columns, base.columns),
        clock=int(typed.clock or 0) or base.clock,
        dates=typed.dates or base.dates,
        weak=typed.weak or "",
        folders=(folder, *base.folders),
        is_own=is_own or base.is_own,
    )


def _labels(typed: KindFile, base: PaperKind) -> tuple[OwnLabel, ...]:
    """Join the labels that are typed with those of the kind that is extended."""
    language = typed.language or base.language
    own = tuple(own_labels_in(typed.labels, language))
    named = {(each.typed, each.language) for each in own}
    kept = (each for each in base.labels if (each.typed, each.language) not in named)
    return (*own, *kept)


def _parts(typed: tuple[str, ...] | None, base: tuple[str, ...]) -> tuple[str, ...]:
    """Give the parts that are typed, with the bare names of sections.

    Only a section that is called as a part keeps its whole name: `sections.press`.
    """
    return _or(typed and tuple(map(_bare, typed)), base)


def _bare(name: str) -> str:
    bare = name.removeprefix(SECTIONS)
    return name if bare in PARTS else bare


def _or(typed: tuple[str, ...] | None, base: tuple[str, ...]) -> tuple[str, ...]:
    return base if typed is None else typed


def _columns(typed: dict[str, ColumnFile], base: tuple[Column, ...]) -> tuple[Column, ...]:
    """Make the columns that are typed, after those of the kind that is extended."""
    own = {
        name: Column(
            name,
            each.of,
            each.language or "",
            each.needed,
            each.without or "",
            tuple(each.values.items()),
        )
        for name, each in typed.items()
    }
    return tuple(({each.name: each for each in base} | own).values())
