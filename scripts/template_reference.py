"""Write docs/reference/templates.md from the view, so that page and program can't differ."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import is_dataclass
from pathlib import Path

from briefgen.view import data

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "templates.md"
TEMPLATES = ROOT / "templates"
GIVEN = re.compile(r"\A\{#\n(.*?)\nGiven: (.*?)\n#\}", re.DOTALL)
FIRST = "View"
PLAIN = {"str": "text", "int": "number", "bool": "yes or no", "Markup": "HTML", "Label": "label"}
HEAD = """# What a template can use, version 1

<!-- Made from the program, by scripts/template_reference.py. -->

Templates are Jinja. How to use one of your own is in
[change a template](../how-to/change-a-template.md).

Every template has `brief`, which is a [View](#view), and these:

| name | what it is |
|---|---|
| `label(KEY)` | the words of a label as HTML, marked where they are not in the brief's language |
| `words(KEY)` | the words alone, for an element that holds nothing else |
| `lang(KEY)` | the attribute `lang` of that element, where it needs one |
| `in_css(KEY)` | the words of a label for `content` in a style sheet |
| `quoted(WORDS)` | the words in the quotation marks of the brief's language |
| `noted(WORDS, NOTES)` | a sentence with references to notes: in French before its stop |
| `between` | its `comma`, `colon`, `stop` and so on, and its brackets, `open` and `close` |
| `in_english` | the attribute `lang` of an element that holds English words of your own |
| `in_language(TAG)` | the attributes `lang` and `dir` of words in that language, such as `ru` |
| `styles` | the style sheets: pairs of a medium and a text |
| `paper`, `style` | what was chosen: `A4`, `official` |
| `sections` | whether a long page may be typeset in sections |

The keys are those of the [labels](labels.md); a value that a label names is given behind the key:
`label("item.lead", name=item.lead)`.

What the brief doesn't say is an empty text, an empty list or nothing at all, so that
`{% if item.quotes %}` asks for it. A *label* is a text that knows its language:
`label(item.minutes)` prints it marked, `lang(item.minutes)` is the attribute.

## Where a long packet may be divided

A long packet is typeset in sections, which may be done at the same time, and kept. The attribute
`data-section` marks an element with which one may begin, and a page; `data-section="numbered"`
one whose links are printed with page numbers. No section has elements of both kinds, and those
without page numbers are typeset only once. Those around it may be `main`, `div`, `section` or
`article`. Give it an `id`, by which the borders stay where they are when a text changes. Its first
heading is of level 2, as the sections of the outline are, or it has none.

A page without marks stays whole. So does one whose HTML leaves out end tags, and one whose styles
count or remember across pages in a way of their own: counters, `string-set`, `target-counter`,
left and right pages, a `paged.css`.

## Parts

| template | what it prints | what it is given |
|---|---|---|
"""


def reference() -> str:
    """Write the page: the parts with what they are given, then the view and all that is in it."""
    classes = _classes()
    parts = "\n".join(_part(path) for path in sorted(TEMPLATES.rglob("*.j2")))
    groups = "\n".join(_group(classes[name], classes) for name in _in_order(classes))
    return f"{HEAD}{parts}\n\n{groups}"


def _part(path: Path) -> str:
    found = GIVEN.match(path.read_text("utf-8"))
    if found is None:
        raise SystemExit(f"{path.name} doesn't say what it is given.")
    about, given = found.groups()
    values = re.sub(r"(\w+) \((\w+)", lambda value: f"`{value[1]}` ({_linked(value[2])}", given)
    return f"| `{path.relative_to(ROOT).as_posix()}` | {' '.join(about.split())} | {values} |"


def _linked(name: str) -> str:
    return f"[{name}](#{name.lower()})" if hasattr(data, name) and name != "Label" else name


def _classes() -> dict[str, ast.ClassDef]:
    """Parse the classes of the view, each by itself, since not all stand in one module."""
    trees = [ast.parse(inspect.getsource(each)) for each in _of_view()]
    nodes = [node for tree in trees for node in tree.body]
    return {node.name: node for node in nodes if isinstance(node, ast.ClassDef)}


def _of_view() -> list[type]:
    return [each for each in vars(data).values() if isinstance(each, type) and is_dataclass(each)]


def _in_order(classes: dict[str, ast.ClassDef]) -> list[str]:
    """List the view, then each class where it is first needed."""
    found = [FIRST]
    for name in found:
        written = ast.unparse(classes[name])
        found += [
            each for each in re.findall(r"\w+", written) if each in classes and each not in found
        ]
    left = set(classes) - set(found)
    if left:
        raise SystemExit(f"not in the view: {', '.join(sorted(left))}")
    return found


def _group(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> str:
    about = " ".join((ast.get_docstring(node) or "").split())
    lines = [f"## {node.name}", "", about, "", "| field | what it is | type |", "|---|---|---|"]
    bases = [classes[base.id] for base in node.bases if isinstance(base, ast.Name)]
    for each in (*bases, node):
        source = inspect.getsource(getattr(data, each.name)).splitlines()
        fields = [field for field in each.body if isinstance(field, ast.AnnAssign)]
        lines += [_field(field, source[field.lineno - 1]) for field in fields]
    return "\n".join(lines) + "\n"


def _field(field: ast.AnnAssign, line: str) -> str:
    _, _, said = line.partition("  # ")
    name = ast.unparse(field.target)
    if not said:
        raise SystemExit(f"the line of `{name}` doesn't say what it is.")
    return f"| `{name}` | {said} | {_type(ast.unparse(field.annotation))} |"


def _type(written: str) -> str:
    """The type of a field in words: `tuple[Said, ...]` is a list of Said."""
    if several := re.fullmatch(r"tuple\[(\w+), \.\.\.\]", written):
        return f"list of {_type(several[1])}"
    name, _, nothing = written.partition(" | ")
    return f"{PLAIN.get(name) or _linked(name)}{' or nothing' if nothing else ''}"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
