"""Write docs/reference/labels.md from the catalogues, so that page and program can't differ."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from babel import Locale
from pages_of_tables import table

from briefgen.kinds.labelled import ENGLISH, FOLDER
from briefgen.kinds.translated import languages
from briefgen.view.labels.catalogues import catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "labels.md"
# The comments directly above the head of a table.
COMMENT = re.compile(r"((?:^# .*\n)+)^\[([a-z-]+)\]$", re.MULTILINE)
HEAD = """# Labels

<!-- Made from the program, by scripts/label_reference.py. -->

A label is a word or a sentence that briefgen itself prints on a page: a heading, the head of a
table, the words before a date. A template prints one by its key: `{{ label("people.title") }}`,
and one with a value as `{{ label("item.lead", name=item.lead) }}`. Which form to use where is said
[with the templates](templates.md).

`{name}` in a label stands for the value that the page puts there; `{name:lower}` begins the value
with a small letter. Where the words depend on a number there is one text for each plural form of
the language.

To have other words in your packets, put them into the [settings](settings.md#labels) or into a
[kind of paper](kinds-of-paper.md) under these keys; `briefgen labels fr` lists what each is now.
`{{ label("Our line:") }}` in a template of yours marks your own English words as such in a brief
in another language.

## Languages

A brief is printed with the labels of its language: with those of its region where there are any
(`fr-CA`), and else with the others (`fr`). A language that isn't here has the English ones, marked
as English for screen readers, and the build says so. Each is a catalogue of gettext's in
`briefgen/view/labels/`, with the words of the shipped kinds of paper; how to add one is in
CONTRIBUTING.md. The last column says whether somebody whose language it is has read all of it on
the page, and said so in the catalogue's head.

"""


def reference() -> str:
    """Write the page: the languages, then the keys of each part of the page."""
    text = (FOLDER / f"{ENGLISH}.toml").read_text("utf-8")
    parts = tomllib.loads(text)
    comments = {part: _plain(said) for said, part in COMMENT.findall(text)}
    sections = [_part(part, labels, comments.get(part, "")) for part, labels in parts.items()]
    return f"{HEAD}{_languages(_count(parts))}\n\n" + "\n".join(sections)


def _languages(most: int) -> str:
    rows = []
    for language in languages():
        name = Locale.parse(language, sep="-").get_display_name("en") or language
        count = len(catalogue(language).words)
        has = "all" if count == most else f"{count} of its own, and the others"
        rows.append((f"`{language}`", name, has, _read_by(language)))
    return table(("tag", "language", "labels", "read by a native"), rows)


def _read_by(language: str) -> str:
    """Say who has read a catalogue, as its head has it."""
    if language == ENGLISH:
        return "written in it"
    head = (FOLDER / f"{language}.po").read_text("utf-8").partition("msgid")[0]
    found = re.search(r"# Read by a native speaker: (.+)", head)
    return found[1].rstrip(".") if found else "not yet"


def _count(parts: dict[str, dict[str, Any]]) -> int:
    return sum(map(len, parts.values()))


def _plain(comment: str) -> str:
    return " ".join(line.removeprefix("# ") for line in comment.splitlines())


def _part(part: str, labels: dict[str, Any], comment: str) -> str:
    rows = [(f"`{part}.{key}`", _words(words)) for key, words in labels.items()]
    about = f"{comment}\n\n" if comment else ""
    return f"## {part}\n\n{about}{table(('key', 'in English'), rows)}\n"


def _words(words: str | dict[str, str]) -> str:
    """Write the words of a label, as code: they may hold signs of Markdown and leading spaces."""
    if isinstance(words, str):
        return f"`{words}`"
    return "; ".join(f"{form}: `{text}`" for form, text in words.items())


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
