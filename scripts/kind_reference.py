"""Write docs/reference/kinds-of-paper.md from the kinds, so that page and program can't differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pages_of_tables import table

from briefgen.kinds import Limit, PaperKind, kind_named, kind_names
from briefgen.kinds.file import KindFile
from briefgen.kinds.labelled import labels_known
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

`briefgen kinds --json` prints them for programs, as an array with an object for each kind. Its keys
are these fields, with what a kind takes from the one that it extends; but `name` is the kind's
name, `title` what it is called, `numbered` whether paragraphs are, `default` whether it is that of
papers which don't say theirs, and `own` whether it is yours. Each limit has `part` (empty for the
paper), `most` and `unit` (empty for a number of things).

"""
PARTS_HEAD = """## Parts

A kind lists parts by these names. Those that stand first, as long as they are of the first table,
are page one's. Any other name in the list is that of a text below `sections` in the brief. What is
typed and not listed comes behind what is, but before clearances, annexes and contacts that end
the list.

"""
FIELDS_HEAD = """## How fields are named

`needs`, `labels` and `limits` name a field of a brief by its key, and behind a point what is in it:

| name | is |
| --- | --- |
| `decision` | the field of that name |
| `decision.by` | the day of each decision |
| `argument` | a text below `sections` that is listed in `parts`; else `sections.argument` |
| `facts.Sponsor` | one of the facts, by its label |

Of a field that is needed and isn't there, the finding says what to type, and what it is called.
Where only `decision.by` is needed, so is `decision`.

## Limits

| limit | counts |
| --- | --- |
| `pages: 3` | the pages of the paper, without annexes, sources, and contacts at its end |
| `words: 1500` | the words of the paper, without annexes, sources and people |
| `background: 2 pages` | the pages of a part behind page one, or of a section |
| `card: 1 page` | the pages of another of the kind's outputs |
| `bottom_line: 60 words` | the words of a text; of a list, those of each entry |
| `title: 1 line` | its lines of 80 letters, as on a typed page |
| `decision: 3` | the entries of a list |
| `points: 6` | the points to make of each item |
| `background: [2 pages, 900 words]` | several at once |
| `pages: none` | nothing: the limit of the kind that is extended doesn't hold |

Pages are counted in a build, all else in a check. `points`, `positions` and `quotes` are those of
an item, `answers` those of `questions`.

## Labels

A kind can put its own words in the place of these. What stands in braces has to stay in them.

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
    parts = f"{PARTS_HEAD}{front}\n\n{behind}\n\n{FIELDS_HEAD}{_labels()}"
    return f"{HEAD}{fields}\n\n{parts}\n\n{KINDS_HEAD}{kinds}"


def _labels() -> str:
    """Write the table of the words that a kind can have of its own."""
    rows = [
        (f"`{key.removesuffix('.title').replace('-', '_')}`", words)
        for key, words in labels_known().items()
    ]
    return table(("name", "briefgen's own words"), rows)


def _section(kind: PaperKind) -> str:
    lines = "\n".join(f"- {what}: {said}" for what, said in _lines(kind) if said)
    return f"### `{kind.name}`\n\n{kind.title}. {kind.about}\n\n{lines}\n"


def _lines(kind: PaperKind) -> Iterator[tuple[str, str]]:
    """Yield what a kind says, each in words."""
    yield "Parts", _named(kind.parts)
    yield "Needs", _named(kind.needs)
    yield "Facts on page one", ", ".join(kind.facts)
    yield (
        "Labels",
        ", ".join(
            f"`{each.typed}` is *{each.text}*"
            for each in kind.labels
            if each.language == kind.language
        ),
    )
    limits = (
        f"{f'`{limit.part}`' if limit.part else 'the paper'} {limit.most} {_unit(limit)}"
        for limit in kind.limits
    )
    yield "At most", ", ".join(limits)
    yield "Rules", ", ".join(f"`{rule}` {severity}" for rule, severity in kind.rules)
    yield "Outputs", _named(kind.outputs)
    yield "Weak model", kind.weak


def _unit(limit: Limit) -> str:
    return limit.unit.removesuffix("s" if limit.most == 1 else "") or "of them"


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
