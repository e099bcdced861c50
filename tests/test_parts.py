"""A part of a page is one thing under one name: template, class, style sheet, labels, and its data."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import tinycss2
from jinja2 import Environment, meta, nodes

from briefgen import api
from briefgen.builds import pipeline
from briefgen.ground.breadth import breadth
from briefgen.kinds.parts import PARTS as ORDERED
from briefgen.look import Look
from briefgen.model import Brief, Item
from briefgen.render.page import render
from briefgen.render.runts import without_runt
from briefgen.render.two_languages import BETWEEN
from briefgen.view import data
from briefgen.view.labels.catalogues import ENGLISH, catalogue

ROOT = Path(__file__).parent.parent
PARTS = {
    path.name.removesuffix(".html.j2"): path
    for path in sorted((ROOT / "templates" / "parts").glob("*.j2"))
}
PAGES = {
    path.name.removesuffix(".html.j2"): path for path in sorted((ROOT / "templates").glob("*.j2"))
}
SHEETS = {path.stem: path for path in sorted((ROOT / "styles" / "parts").glob("*.css"))}
STYLES = sorted((ROOT / "styles").rglob("*.css"))
# Given to every template: what asks the catalogue of labels.
ASKING = {
    "label",
    "words",
    "lang",
    "in_css",
    "in_english",
    "in_language",
    "quoted",
    "between",
    "noted",
}
# Words inside another part's element, without one of their own.
WITHOUT_ELEMENT = {"said", "script"}
# Parts of an element that stands in the packet itself, because others stand in it, too.
ELEMENT_IN_PACKET = {"cover"}
each_part = pytest.mark.parametrize("part", PARTS)


def source(name):
    return (PARTS | PAGES)[name].read_text("utf-8")


def tree(name):
    environment = Environment(autoescape=True)
    environment.filters |= {"breadth": breadth, "without_runt": without_runt}
    return environment.parse(source(name))


def given(name):
    """What the comment at a template's head says that it is given: names, each with its type."""
    head = re.match(r"\{#\n(?P<about>.*?)\nGiven: (?P<given>.*?)\n#\}\n", source(name), re.DOTALL)
    assert head, f"{name} doesn't say what it is given."
    assert head["about"].strip()
    return dict(re.findall(r"(\w+) \((\w+)(?:, [\w ]+)?\)", head["given"]))


# What a part uses is what it says.


@pytest.mark.parametrize("name", [*PARTS, *PAGES])
def test_a_template_uses_what_its_head_names_and_nothing_else(name):
    # What is set inside of a condition counts as undeclared for Jinja.
    sets = tree(name).find_all((nodes.Assign, nodes.AssignBlock))
    used = meta.find_undeclared_variables(tree(name)) - ASKING - {each.target.name for each in sets}
    names = set(given(name))
    assert used == names if name in PARTS else used <= names


def bound_by(node):
    """The names that a node gives to what stands in it."""
    if isinstance(node, nodes.With):
        return {target.name for target in node.targets}
    if isinstance(node, nodes.For):
        target = node.target
        return {each.name for each in getattr(target, "items", [target])}
    return set()


def includes(node, bound=frozenset()):
    """Each part that a template includes, with the names that are bound there on purpose."""
    bound = bound | bound_by(node)
    if isinstance(node, nodes.Include):
        yield node.template.value.split("/")[-1].removesuffix(".html.j2"), bound
    for child in node.iter_child_nodes():
        yield from includes(child, bound)


@pytest.mark.parametrize("name", [*PARTS, *PAGES])
def test_a_part_is_given_all_that_it_names_where_it_is_included(name):
    own = set(given(name))
    for part, bound in includes(tree(name)):
        assert set(given(part)) <= bound | own, f"{name} includes {part}"


def test_every_part_is_included_somewhere():
    assert {part for name in (*PARTS, *PAGES) for part, _ in includes(tree(name))} == set(PARTS)


# A section is replaced alone.


@pytest.fixture(scope="module")
def view():
    return pipeline.viewed(api.check(api.load(ROOT / "briefs" / "everything.yaml")))


def blocks(name):
    return [block.name for block in tree(name).find_all(nodes.Block)]


def test_the_packet_has_a_block_for_each_section():
    assert set(ORDERED) <= set(blocks("packet"))
    assert {"cover", "checked", "items"} <= set(blocks("packet"))
    assert {"meta", "kind", "body", "cover", "bottom_line", "items"} <= set(blocks("card"))


def test_a_template_of_the_users_replaces_one_section_of_the_packet(view, tmp_path):
    (tmp_path / "house.html.j2").write_text(
        '{% extends "packet.html.j2" %}\n'
        '{% block contents %}<p id="section.contents">{{ brief.items|length }} items</p>\n'
        "{% endblock %}\n"
    )
    shipped = render(view, "packet", Look())
    found = render(view, "house", Look(templates=(tmp_path,)))
    start = shipped.index('<nav class="contents')
    end = shipped.index("</nav>\n", start) + len("</nav>\n")
    own = f'<p id="section.contents">{len(view.items)} items</p>\n'
    assert found == shipped[:start] + own + shipped[end:]


# One thing, one name.


@each_part
def test_the_element_of_a_part_has_the_class_of_its_name(part):
    element = re.search(
        r'<\w+[^>]*? class="([\w-]+)', re.sub(r"\{#.*?#\}", "", source(part), flags=re.DOTALL)
    )
    classes = element[1] if element else ""
    assert part in WITHOUT_ELEMENT | ELEMENT_IN_PACKET or classes == part
    assert all(f'class="{name}"' in source("packet") for name in ELEMENT_IN_PACKET)


def test_a_part_has_a_sheet_and_a_sheet_has_a_part():
    assert set(SHEETS) == set(PARTS) - WITHOUT_ELEMENT | set(PAGES) - {"base", "packet"}


def test_the_labels_of_a_part_have_its_name():
    tables = {key.split(".")[0] for key in catalogue(ENGLISH).words}
    elsewhere = {"skip", "running", "card", "attached", "checked", "unchecked", "resting"}
    elsewhere |= {"release", "leave-behind"}
    assert elsewhere <= tables
    assert tables - elsewhere <= set(PARTS)


@pytest.mark.parametrize("name", [*PARTS, *PAGES])
def test_what_a_part_is_given_is_a_class_of_the_view(name):
    words = {"Label", "text", "medium", "flag"}
    assert {kind for kind in given(name).values() if not hasattr(data, kind)} <= words


def test_every_class_of_the_view_is_given_to_a_part_or_stands_in_one_that_is():
    known = {kind for name in (*PARTS, *PAGES) for kind in given(name).values()}
    inside = {name: {*re.findall(r"\w+", text)} for name, text in shapes().items()}
    while more := {each for kind in known & set(inside) for each in inside[kind]} - known:
        known |= more
    assert set(inside) <= known


def shapes():
    """Of each class of the view the types of its fields, as they are written."""
    classes = [each for each in vars(data).values() if isinstance(each, type)]
    return {
        each.__name__: " ".join(str(field.type) for field in fields(each))
        for each in classes
        if is_dataclass(each)
    }


# What the format has as a group or a list of texts, and how a page calls it where it differs.
PRINTED_AS = {
    "agenda": "item",
    "sources": "notes",
    "parties": "people",
    "owner": "cover",
    **dict.fromkeys(("to", "from_", "through", "copy_", "considered"), "routing"),
    "objective": "item",
}


def test_what_a_brief_has_in_it_is_printed_by_a_part_of_that_name():
    groups = {
        name
        for model in (Brief, Item)
        for name, field in model.model_fields.items()
        if re.search(r"briefgen\.model(?!\.scalars)", str(field.annotation))
    }
    assert len(groups) > 10
    for name in groups:
        part = PRINTED_AS.get(name, name.replace("_", "-"))
        assert {part, part.removesuffix("s")} & set(PARTS), name


# A sheet styles its part alone, by tokens.


def rules(nodes_):
    """The rules of a sheet, also those inside of `@media`."""
    for node in nodes_:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword in ("media", "supports"):
            yield from rules(tinycss2.parse_rule_list(node.content, True, True))


def selectors(path):
    for rule in rules(tinycss2.parse_stylesheet(path.read_text("utf-8"), True, True)):
        for selector in re.split(
            r",(?![^()]*(?:\([^()]*\)[^()]*)*\))", tinycss2.serialize(rule.prelude)
        ):
            yield selector.strip()


@pytest.mark.parametrize("part", SHEETS)
def test_a_sheet_of_a_part_styles_that_part_alone(part):
    found = list(selectors(SHEETS[part]))
    assert found
    # What a direction has otherwise is that of the part, too.
    own = rf"(?:\[dir=[^]]*\] )?\.{part}(?![a-z])"
    assert [each for each in found if not re.match(own, each)] == []


def declarations(path):
    """Each declaration of a sheet, as its name and its value."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r'"[^"]*"', '""', text)
    return [
        (name, value.strip()) for name, value in re.findall(r"([\w-]+)\s*:\s*([^;{}]+)[;}]", text)
    ]


COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(", re.IGNORECASE
)


def has_colour(value):
    from tinycss2.color3 import parse_color

    words = re.findall(r"(?<![\w-])[a-z]+(?![\w(-])", value)
    named = [
        word for word in words if parse_color(word) and word not in ("currentcolor", "transparent")
    ]
    return bool(COLOUR.search(value) or named)


@pytest.mark.parametrize("value", ["#fff", "1px solid red", "rgb(0 0 0)", "RGBA(0, 0, 0, 1)"])
def test_a_colour_is_found(value):
    assert has_colour(value)
    assert not has_colour("1px solid var(--red) currentcolor white-space")


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_colour_stands_in_a_token_and_nowhere_else(path):
    found = [(name, value) for name, value in declarations(path) if has_colour(value)]
    assert [each for each in found if not each[0].startswith("--")] == []
    assert not found or path.name in ("tokens.css", "screen.css")


def test_a_size_or_a_space_that_several_sheets_have_is_a_token():
    """But for those of `page.css` and `fitted.css`, which are of the paper and of what doesn't fit."""
    sheets = [path for path in STYLES if path.name not in ("page.css", "paged.css", "fitted.css")]
    sheets = [path for path in sheets if path.name != "tokens.css"]
    found = {}
    for path in sheets:
        for name, value in declarations(path):
            if name == "font-size" and re.fullmatch(r"[\d.]+r?em", value):
                found.setdefault(value, set()).add(path.name)
    assert {value: names for value, names in found.items() if len(names) > 1} == {}


def test_every_token_is_used_and_every_one_that_is_used_is_there():
    texts = [path.read_text("utf-8") for path in STYLES]
    used = {name for text in texts for name in re.findall(r"var\((--[\w-]+)", text)}
    own = {name for path in STYLES for name, _ in declarations(path) if name.startswith("--")}
    words = set(re.findall(r"(--[\w-]+):", source("base")))
    assert len(words) == 7
    # The script of a page says where a note is shown.
    by_script = set(re.findall(r"\"(--[\w-]+)\"", source("script")))
    # A brief in two languages brings the words of both, between the page's numbers and the date.
    of_two = {
        each
        for name, values in BETWEEN.items()
        for each in (
            f"--both-{name}",
            *(
                f"--{which}-{name}-{at}"
                for which in ("first", "second")
                for at in range(len(values) + 1)
            ),
        )
    }
    assert used - own == words | by_script | of_two
    assert own - used == {"--as-of", *(f"--in-two-{name}" for name in BETWEEN)}
