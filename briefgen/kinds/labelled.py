"""Know what a kind of paper can call in its own words: every label of a page, by a typed name.

`bottom_line` is the heading of that part, `points.make` a label inside of one, `argument` or
`sections.argument` the heading of a section.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping
from functools import cache
from pathlib import Path

from briefgen.ground.regexes import regex
from briefgen.ground.suggest import did_you_mean
from briefgen.kinds.parts import FACTS, SECTIONS

# Where the labels of all languages are, of which the English ones are read here: `view.labels`,
# which prints them, loads what is slow.
FOLDER = Path(__file__).parent.parent / "view" / "labels"
ENGLISH = "en"
# Labels that are no word of a paper, and that nobody is offered: of its running heads, of proofs.
NOT_OF_PAPER = {
    "skip", "running", "attached", "checked", "unchecked", "resting", "proof", "looked",
    "finder", "evidence",
}  # fmt: skip
# Parts whose heading is the label of another part.
HEADED = {"agenda": "glance.title"}
FIELD = regex(r"\{([a-z]+)(?::lower)?\}")


def label_keys(typed: str, known: Container[str]) -> tuple[str, ...]:
    """Find the keys of the labels that a name stands for: of `bottom_line`, `bottom-line.title`.

    Page one has some words in several places, so that `from` stands for each of them. A name that
    has none of the `known` keys is a section's.
    """
    name = typed.replace("_", "-")
    found = (name, f"{name}.title", HEADED.get(name, ""), f"cover.{name}", f"routing.{name}")
    return tuple(key for key in found if key in known) or (
        f"{SECTIONS}{typed.removeprefix(SECTIONS)}",
    )


def fault_of_label(typed: str, text: str, sections: Iterable[str] = ()) -> tuple[str, str] | None:
    """Say what is wrong with a label of a house, and the way out; None if nothing is.

    `sections` are those that the kind names.
    """
    known = labels_known()
    key = label_keys(typed, known)[0]
    if key not in known:
        sections = tuple(sections)
        if typed.startswith((SECTIONS, FACTS)) or typed in sections:
            return None
        hint = did_you_mean(typed, [*names_known(), *sections])
        return f"There is no part or field `{typed}` that a page has a word for.", hint
    wanted, given = set(FIELD.findall(known[key])), set(FIELD.findall(text))
    if odd := sorted(wanted ^ given):
        each = f"`{{{odd[0]}}}`"
        if odd[0] in wanted:
            return f"The label of `{typed}` needs {each}.", f"briefgen's own is: {known[key]}"
        return f"The label of `{typed}` knows no {each}.", "Take it out, with its braces."
    return None


def names_known() -> tuple[str, ...]:
    """List the names under which a house can call parts and fields, in the order of the page."""
    paper = (key for key in labels_known() if key.split(".")[0] not in NOT_OF_PAPER)
    names = (key.removesuffix(".title").replace("-", "_") for key in paper)
    return tuple(dict.fromkeys(["agenda", *names]))


@cache
def source() -> Mapping[str, str | Mapping[str, str]]:
    """Read the English labels by key, those with a number as texts by plural form."""
    tables = tomllib.loads((FOLDER / f"{ENGLISH}.toml").read_text("utf-8"))
    return {
        f"{part}.{name}": words for part, table in tables.items() for name, words in table.items()
    }


@cache
def labels_known() -> Mapping[str, str]:
    """List the English labels by key, which a house can have in its own words.

    Of those with a number it is the plural.
    """
    return {
        key: words if isinstance(words, str) else words["other"] for key, words in source().items()
    }
