"""Write docs/reference/kinds-of-paper.md from the kinds, so that page and program can't differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pages_of_tables import table

from briefgen.kinds import PaperKind, kind_named, kind_names
from briefgen.kinds.file import KindFile
from briefgen.kinds.parts import ABOUT, FRONT
from briefgen.model.fields import keys_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "kinds-of-paper.md"
HEAD = """# Kinds of paper

<!-- Made from the program, by scripts/kind_reference.py. -->

A kind says what a paper consists of, in which order, what may not be missing, and how long it may
be. A brief names its kind by `kind:`, settings name one for all briefs that don't, and else it is
`visit`. [How to use one, or make your own](../how-to/kinds.md) goes through it step by step.

## The fields of a kind

They stand in `templates/kinds/NAME/kind.yaml`, beside your settings. `NAME` is the kind's name:
small letters, digits, and hyphens inside of it.

"""
PARTS_HEAD = """## Parts

A kind lists parts by these names. Those that stand first, as long as they are of the first table,
are page one's. Any other name in the list is that of a text below `sections` in the brief. What is
typed and not listed comes behind all that is.

"""
KINDS_HEAD = """## Those that come with briefgen

Where a kind is said to have a weak model, we have seen only a few of its papers, or only what
others say of them. Compare it with one of your own house before you rely on it.

"""


def reference() -> str:
    """Write the page: the fields of a kind, the parts of a page, and each shipped kind."""
    fields = table(
        ("field", "is"),
        [(f"`{key}`", KindFile.model_fields[key].description) for key in keys_of(KindFile)],
    )
    front, behind = (
        table(("part", "prints"), [(f"`{name}`", about) for name, about in rows])
        for rows in (
            [each for each in ABOUT.items() if each[0] in FRONT],
            [each for each in ABOUT.items() if each[0] not in FRONT],
        )
    )
    kinds = "\n".join(_section(kind) for kind in map(kind_named, kind_names()) if kind)
    return f"{HEAD}{fields}\n\n{PARTS_HEAD}{front}\n\n{behind}\n\n{KINDS_HEAD}{kinds}"


def _section(kind: PaperKind) -> str:
    lines = "\n".join(f"- {what}: {said}" for what, said in _lines(kind) if said)
    return f"### `{kind.name}`\n\n{kind.title}. {kind.about}\n\n{lines}\n"


def _lines(kind: PaperKind) -> Iterator[tuple[str, str]]:
    """Yield what a kind says, each in words."""
    yield "Parts", _named(kind.parts)
    yield "Needs", _named(kind.needs)
    yield "Facts on page one", ", ".join(kind.facts)
    yield "Labels", ", ".join(f"`{name}` is *{text}*" for name, text in kind.labels)
    limits = (
        f"`{limit.part or 'the paper'}` {limit.most} {limit.unit or 'of them'}".replace(
            "`the paper`", "the paper"
        )
        for limit in kind.limits
    )
    yield "At most", ", ".join(limits)
    yield "Rules", ", ".join(f"`{rule}` {severity}" for rule, severity in kind.rules)
    yield "Outputs", _named(kind.outputs)
    yield "Weak model", kind.weak


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
