"""Define what is typed in a `kind.yaml`, and read one."""

from pathlib import Path
from typing import Literal

from pydantic_core import ValidationError

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import ConfigError
from briefgen.ground.folder import FileFault, read_inside
from briefgen.kinds.limits import limits_of
from briefgen.kinds.paper_kind import FILE, PaperKind
from briefgen.load.document import Document
from briefgen.load.reader import load
from briefgen.model.entry import Entry, field
from briefgen.model.scalars import Id, Language, Text, Texts

Severity = Literal["off", "warning", "error"]


class KindFile(Entry):
    """A kind of paper."""

    name: Text = field(description="What it is called: Submission.")
    about: Text | None = field(None, description="What it is for, in a line.")
    extends: Id | None = field(
        None, description="The kind from which all is taken that isn't said here."
    )
    language: Language = field("en-GB", description="The language of its labels.")
    parts: Texts | None = field(None, description="The parts of the paper, in order.")
    needs: Texts | None = field(None, description="The fields that such a paper has to have.")
    asks: Texts | None = field(None, description="The verbs that a decision may have.")
    facts: Texts | None = field(None, description="The labels of `facts`, in order.")
    labels: dict[Text, Text] = field(
        default_factory=dict, description="What parts and fields are called."
    )
    limits: dict[Text, Text] = field(
        default_factory=dict, description="The most that the paper or a part may have: `60 words`."
    )
    rules: dict[Text, Severity] = field(
        default_factory=dict, description="Rules that are `off`, or another severity."
    )
    outputs: Texts | None = field(None, description="The templates that are filled.")
    paragraphs: Literal["numbered", "plain"] | None = field(
        None, description="Whether paragraphs of texts are numbered."
    )
    clock: Literal["12", "24"] | None = field(None, description="The clock: `12` or `24` hours.")
    weak: Text | None = field(None, description="Where the model of this kind is uncertain.")


def read_kind(root: Path, name: str, base: PaperKind | None = None) -> tuple[KindFile, Document]:
    """Read the kind of that name in a folder of kinds. Raises ConfigError with all faults."""
    file = root / name / FILE
    try:
        data = read_inside(root, f"{name}/{FILE}", "kind", FileFault)
    except FileFault as fault:
        raise ConfigError(f"The kind {file} can't be read: {fault}") from fault
    document = load(data, str(file))
    faults: list[Diagnostic] = list(document.problems)
    if not faults:
        try:
            return KindFile.model_validate(document.data), document
        except ValidationError as error:
            faults = [_fault(document, each) for each in error.errors(include_url=False)]
    raise ConfigError(f"The kind {file} has faults.", faults)


def _fault(document: Document, fault: object) -> Diagnostic:
    path = tuple(step for step in fault["loc"] if step != "[key]")  # type: ignore[index]
    return finding("bad-kind", str(fault["msg"]), document.value_span(path))  # type: ignore[index]


def joined(name: str, typed: KindFile, base: PaperKind, folder: Path, *, is_own: bool) -> PaperKind:
    """Make a kind of what is typed of it, on that which it extends."""
    return PaperKind(
        name=name,
        title=typed.name,
        about=typed.about or base.about,
        language=typed.language,
        parts=_or(typed.parts, base.parts),
        needs=_or(typed.needs, base.needs),
        asks=_or(typed.asks, base.asks),
        facts=_or(typed.facts, base.facts),
        labels=tuple((dict(base.labels) | typed.labels).items()),
        limits=limits_of(typed.limits, base.limits),
        rules=tuple((dict(base.rules) | typed.rules).items()),
        outputs=_or(typed.outputs, base.outputs),
        is_numbered=typed.paragraphs == "numbered" if typed.paragraphs else base.is_numbered,
        clock=int(typed.clock or 0) or base.clock,
        weak=typed.weak or "",
        folders=(folder, *base.folders),
        is_own=is_own or base.is_own,
    )


def _or(typed: tuple[str, ...] | None, base: tuple[str, ...]) -> tuple[str, ...]:
    return base if typed is None else typed
