"""Write docs/reference/format.md from the model, so that page and program can't differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefgen.model.schema import brief_schema

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "format.md"
ORDER = [
    "Handling",
    "Owner",
    "Recipient",
    "Considered",
    "Clearance",
    "Party",
    "Person",
    "Fact",
    "BottomLine",
    "Decision",
    "Option",
    "Argument",
    "Outcome",
    "Objective",
    "Meeting",
    "Item",
    "Point",
    "Position",
    "Quote",
    "Translation",
    "Background",
    "Figure",
    "Press",
    "PressLine",
    "Action",
    "Remark",
    "Question",
    "FollowUp",
    "EditorsNote",
    "Section",
    "Contact",
    "Annex",
    "Source",
]
HEAD = """# The format, version 1

<!-- Made from the program, by scripts/format_reference.py. -->

A brief is one YAML file in UTF-8.

Where a *short form* is named, a text alone stands for the group with that one field, as in
`- A point to make.` A list of one needs no dashes. A field that is left empty is not given.
[Which words a citation covers](#which-words-a-citation-covers) is said at the end.

"""
TAIL = """
## Which words a citation covers

The figures, dates and names of a sentence are looked for in the copies of the sources that the
sentence cites, all of them together ([how that is done](figures.md)). So it matters
which sentence cites what:

- `[^id]` covers the sentence that it stands in, or that it stands directly behind, and no other.
  At the end of a paragraph it covers the last sentence, and not those before it.
- `sources` beside a text cover all its sentences but those with a `[^id]` of their own. They
  cover the `text` alone: `why` and `note` are texts of their own, and cite by `[^id]`. The
  `sources` of a picture cover its `caption`.
- What a line that ends with a colon cites, or a heading, also covers the list, the table or the
  quotation directly below it.
- An entry of a list has its own sentences, and a row of a table is one sentence.

```yaml
background:
  text: |
    The port grew by 6 per cent[^figures]. It had 412 calls in May.

    What each pier handled, in tonnes[^piers]:

    | Pier | 2024 | 2025 |
    |---|--:|--:|
    | North | 81,400 | 88,250 |
  sources: report
```

Here 6 per cent is looked for in `figures`, 412 and May in `report`, and the table in `piers`.
"""


def reference() -> str:
    """The page: the brief, then everything that stands in it, each with a table of its fields."""
    schema = json.loads(brief_schema())
    parts = [_section("The brief", schema)]
    parts += [_section(_words(name), schema["$defs"][name]) for name in ORDER]
    left = set(schema["$defs"]) - set(ORDER)
    if left:
        raise SystemExit(f"not in the order of the page: {', '.join(sorted(left))}")
    return HEAD + "\n".join(parts) + TAIL


def _section(title: str, part: dict[str, Any]) -> str:
    group = next((each for each in part.get("anyOf", ()) if "properties" in each), part)
    lines = [f"## {title}", "", group.get("description", ""), ""]
    if group is not part:
        about = next(each for each in part["anyOf"] if "properties" not in each)["description"]
        fields = group["properties"].items()
        short = next(name for name, field in fields if field["description"] == about)
        lines += [f"Short form: a text, for `{short}`.", ""]
    lines += ["| field | what it is | type |", "|---|---|---|"]
    required = group.get("required", ())
    for name, field in group["properties"].items():
        needed = " (required)" if name in required else ""
        lines.append(f"| `{name}`{needed} | {_cell(field['description'])} | {_type(field)} |")
    return "\n".join(lines) + "\n"


def _type(field: dict[str, Any]) -> str:
    """The kind of a field in words, with a link where it is a group of its own."""
    for key, words in KINDS.items():
        if key in field:
            return words(field[key])
    if "string" in field["type"]:
        return str(field.get("format") or "text")
    return str(field["type"])


def _link(reference: str) -> str:
    name = reference.rsplit("/", 1)[-1]
    title = _words(name)
    return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"


def _words(name: str) -> str:
    spaced = "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip()
    return spaced.capitalize()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _one_of(fields: list[dict[str, Any]]) -> str:
    return _cell(" or ".join(dict.fromkeys(_type(each) for each in fields)))


def _values(values: list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


KINDS: dict[str, Callable[[Any], str]] = {
    "$ref": _link,
    "enum": _values,
    "const": "`{}`".format,
    "anyOf": _one_of,
    "items": lambda items: f"list of {_type(items)}",
    "additionalProperties": lambda inside: f"ids, each with {_type(inside)}",
}


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
