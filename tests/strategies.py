"""Whole briefs for hypothesis: good ones as YAML, and good ones that somebody spoilt."""

from __future__ import annotations

from datetime import date

import yaml
from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "roofs",
        "winter",
        "fares",
        "Füße",
        "Québec",
        "пошлины",
        "порт",
        "λόγος",
        "10:30",
        "2026",
        "no",
        "yes",
        "null",
        "~",
        "007",
        "1e5",
        "–",
        "“so”",
        "it's",
        "**bold**",
        "*slant*",
        "`code`",
        "(aside)",
        "a/b",
        "C#",
        "R&D",
        "<tag>",
        "{x}",
        "[y]",
        "#3",
        "50%",
        "@home",
        "|",
        ">",
        "-",
        ":",
        ",",
        ";",
        "!",
        "?",
        "…",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(
    lambda words: "Say " + " ".join(words) + "."
)
BLOCKS = st.lists(
    st.one_of(SENTENCES, SENTENCES.map("- {}".format), st.just("| a | b |\n|---|---|\n| c | d |")),
    min_size=1,
    max_size=4,
).map("\n\n".join)
DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)
NAMES = st.sampled_from(["Anna Berg", "Jean-Luc O’Hara", "Ольга Ильина", "Ng", "Łukasz Żuk"])


def point():
    full = st.fixed_dictionaries(
        {"text": SENTENCES, "kind": st.sampled_from(["if raised", "respond", "avoid"])},
        optional={"they_say": SENTENCES, "why": SENTENCES},
    )
    return st.one_of(SENTENCES, full)


def told_apart(points):
    """The points, each with another beginning: from that their ids are made."""
    for sign, found in zip("abcdef", points, strict=False):
        yield (
            f"{sign} {found}"
            if isinstance(found, str)
            else {**found, "text": f"{sign} {found['text']}"}
        )


def item(number: int):
    return st.fixed_dictionaries(
        {"title": SENTENCES.map(f"{number} {{}}".format), "objective": SENTENCES},
        optional={
            "minutes": st.integers(1, 90),
            "lead": st.just("minister"),
            "points": st.lists(point(), max_size=6).map(told_apart).map(list),
            "background": BLOCKS,
        },
    )


@st.composite
def briefs(draw) -> str:
    """The YAML of a brief without errors."""
    items = [draw(item(number)) for number in range(draw(st.integers(1, 4)))]
    brief = {
        "briefgen": 1,
        "title": draw(SENTENCES),
        "as_of": draw(DATES),
        "principal": "minister",
        "people": {"minister": {"name": draw(NAMES), "role": "Minister"}},
        "bottom_line": draw(SENTENCES),
        "agenda": items,
    }
    flow = draw(st.sampled_from([None, False]))
    width = draw(st.sampled_from([80, 100, 10_000]))
    return yaml.safe_dump(
        brief, allow_unicode=True, sort_keys=False, default_flow_style=flow, width=width
    )


MARKS = [
    "",
    " ",
    "  ",
    "\n",
    "\t",
    ":",
    "- ",
    "-",
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "'",
    '"',
    "#",
    "%",
    "?",
]
PARTS = [
    "&a ",
    "*a",
    "!!x ",
    "\\",
    "---",
    "...",
    "<<: ",
    "null",
    "~",
    "é",
    "9" * 5000,
    "\x00",
    "\u202e",
]
FIELDS = [
    "agenda: ",
    "people: ",
    "sources: x",
    "2026-99-99",
    "0000-00-00",
    "quotes: [{}]",
    "\ufeff",
]
TOKENS = st.sampled_from([*MARKS, *PARTS, *FIELDS])


@st.composite
def spoilt(draw) -> str:
    """The YAML of a brief in which some stretches were replaced by something else."""
    text = draw(briefs())
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 7, 40]))
        text = text[:start] + draw(TOKENS) + text[end:]
    return text
