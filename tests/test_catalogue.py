"""The catalogues of labels: every word of a page is in them, and a language is one file."""

from __future__ import annotations

import ast
import pickle
import re
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from lxml import html
from test_diagnostics import checked
from test_labels import BRIEF, texts

from briefgen import TemplateError
from briefgen.builds.pipeline import rendered, viewed
from briefgen.look import Look
from briefgen.view.date_styles import PATTERNS
from briefgen.view.label import Label
from briefgen.view.labels import FIELD, LabelError, has_labels, labels_of
from briefgen.view.labels.catalogues import catalogue, source

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
ENGLISH = catalogue("en")
SOURCE = source()
# The keys that the view and the style sheets make of values, by the beginning that they share.
MADE = (
    "actions.",
    "checked.",
    "decision.",
    "item.to-",
    "looked.",
    "notes.",
    "options.",
    "person.",
    "programme.",
    "points.",
    "positions.",
    "quote.",
    "press.",
    "questions.",
    "proof.",
    "resting.",
    "clearances.",
    "sign-off.",
)


def fields(words):
    """What a label puts in; a plural form may leave the number out, as in `a quote`."""
    text = words if isinstance(words, str) else words(2)
    return {name for name, *_ in FIELD.findall(text)} - {"count"}


# A catalogue says all that it has to.


def test_the_english_catalogue_has_something_to_say_for_each_key():
    assert len(SOURCE) > 100
    plurals = {key: words for key, words in SOURCE.items() if not isinstance(words, str)}
    assert {key for key, words in plurals.items() if set(words) != {"one", "other"}} == set()
    assert [key for key, words in SOURCE.items() if not words] == []


@pytest.mark.parametrize("again", [lambda label: pickle.loads(pickle.dumps(label)), deepcopy])
def test_a_label_keeps_its_language_on_the_way_to_another_process(again):
    label = again(Label("Sources", "en"))
    assert (label, label.language, type(label)) == ("Sources", "en", Label)


# A language is a file.

DUTCH = {
    "programme.title": "Programma",
    "programme.day-before": "de dag ervoor om {time}",
    "objectives.theirs": "Wens van {party}",
    "item.minutes": ("{count} minuut", "{count} minuten"),
    "running.page": "Blad {page} van {pages}",
    "proof.verbatim": "Woorden gevonden",
}


@pytest.fixture
def dutch(only):
    """Catalogues of which there is one besides English, which isn't finished."""
    only("nl", DUTCH)


def page(language, replaced=("", "")):
    case = checked(BRIEF.replace("LANGUAGE", language).replace(*replaced))
    assert case.errors == []
    return rendered(case, viewed(case), "packet", Look())


def said(page, language):
    return {text.strip() for tag, text in texts(page) if tag == language and text.strip()}


def test_without_a_file_a_page_is_in_english(only):
    only()
    assert not has_labels("nl")
    assert {"Programme", "wants", "20 minutes"} <= said(page("nl"), "en")


def test_a_file_makes_a_page_speak_its_language(dutch):
    found = page("nl-BE")
    assert has_labels("nl-BE")
    assert {"Programma", "20 minuten", "Wens van Они"} <= said(found, "nl-BE")
    assert not {"Programme", "20 minutes", "wants"} & said(found, "en")


def test_a_file_has_the_words_of_the_running_feet(dutch):
    assert '"Blad " counter(page) " van " counter(pages)' in page("nl")


def test_what_a_file_leaves_out_is_english_and_marked(dutch):
    heading = html.fromstring(page("nl")).get_element_by_id("section.notes.title")
    assert (heading.text, heading.get("lang")) == ("Sources", "en")
    programme = html.fromstring(page("nl")).get_element_by_id("section.programme")[0]
    assert (programme.text, programme.get("lang")) == ("Programma", None)


def test_a_sign_is_not_half_in_another_language(dutch):
    assert labels_of("nl").say("proof.verbatim") == "Woorden gevonden"
    assert labels_of("nl").together("proof").say("proof.verbatim") == "Words found"
    assert not any("Woorden" in text for text in said(page("nl"), "nl"))


@pytest.mark.parametrize(("count", "words"), [(1, "1 minuut"), (20, "20 minuten")])
def test_a_number_has_the_plural_of_its_language(dutch, count, words):
    found = page("nl", ("minutes: 20", f"minutes: {count}"))
    assert words in said(found.replace("10:20", ""), "nl")


def test_a_minute_is_no_minutes():
    assert labels_of("en").counted("item.minutes", 1) == "1 minute"
    assert labels_of("en").counted("item.minutes", 1200) == "1,200 minutes"


def test_a_language_with_several_plurals_has_each(only):
    only("pl", {"item.minutes": ("{count} minuta", "{count} minuty", "{count} minut")})
    counted = [labels_of("pl").counted("item.minutes", count) for count in (1, 2, 5, 22)]
    assert counted == ["1 minuta", "2 minuty", "5 minut", "22 minuty"]


def test_a_key_that_is_not_there_is_an_error_with_the_nearest():
    with pytest.raises(LabelError, match=r"`cover\.were`\. Did you mean `cover\.where`"):
        labels_of("en").say("cover.were")


def test_a_value_that_is_left_out_is_an_error():
    with pytest.raises(LabelError, match=r"`item\.lead` needs a value for `name`"):
        labels_of("en").marked("item.lead")


def test_a_key_that_is_not_there_is_a_fault_of_the_template_at_its_line(tmp_path):
    (tmp_path / "note.html.j2").write_text('\n{{ label("people.titel") }}')
    case = checked(BRIEF.replace("LANGUAGE", "en"))
    with pytest.raises(TemplateError) as caught:
        rendered(case, viewed(case), "note", Look(templates=(tmp_path,)))
    (found,) = caught.value.diagnostics
    assert "There is no label `people.titel`. Did you mean `people.title`" in found.message
    assert found.span.line == 2


def test_an_empty_label_is_a_missing_one(only):
    only("fr", {"cover.where": ""})
    assert labels_of("fr").say("cover.where") == "Where"
    assert catalogue("fr").words == {}


def test_words_for_a_style_sheet_do_not_end_its_element(only):
    only("nl", {"running.page": '"</style>{page}{pages}\\'})
    css = labels_of("nl").in_css("running.page", page="counter(page)", pages="counter(pages)")
    assert css == r'"\22 \3c /style>" counter(page) counter(pages) "\5c "'


def test_english_words_of_a_users_own_template_are_marked(tmp_path):
    (tmp_path / "note.html.j2").write_text(
        '{{ label("Our line:") }}<h2{{ in_english }}>Ours</h2>{{ label("people.title") }}'
    )
    look = Look(templates=(tmp_path,))
    for language, mark in (("cy", ' lang="en" dir="ltr"'), ("en", "")):
        case = checked(BRIEF.replace("LANGUAGE", language))
        found = rendered(case, viewed(case), "note", look)
        span = "<span{}>{}</span>" if mark else "{1}"
        assert found == (
            f"{span.format(mark, 'Our line:')}<h2{mark}>Ours</h2>{span.format(mark, 'People')}"
        )


# No word stands anywhere else.


class Words(HTMLParser):
    """The texts of a page, and of those attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.is_style = False

    def handle_starttag(self, tag, attrs):
        # What a script holds isn't printed; `test_page_script.py` looks at it.
        self.is_style = tag in ("style", "script")
        read_out = ("title", "alt", "aria-label", "placeholder")
        self.found += [value for name, value in attrs if name in read_out and value]

    def handle_endtag(self, tag):
        self.is_style = False

    def handle_data(self, data):
        if not self.is_style:
            self.found.append(data)


def tree(path):
    return Environment(autoescape=True, extensions=[]).parse(path.read_text("utf-8"))


def printed_constants(node):
    """The texts that an expression can print: not those that it compares or looks up."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from printed_constants(node.expr1)
        yield from printed_constants(node.expr2) if node.expr2 else ()
    elif isinstance(node, nodes.And | nodes.Or):
        yield from printed_constants(node.left)
        yield from printed_constants(node.right)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from printed_constants(part)
    elif isinstance(node, nodes.Call):
        for value in node.kwargs:
            yield from printed_constants(value.value)


def literal_words(path):
    """All words of a template that come from no catalogue and from no brief."""
    whole = tree(path)
    kinds = [block for block in whole.find_all(nodes.Block) if block.name == "kind"]
    classes = {output for block in kinds for output in block.find_all(nodes.Output)}
    reader = Words()
    for output in whole.find_all(nodes.Output):
        for node in output.nodes if output not in classes else ():
            is_text = isinstance(node, nodes.TemplateData)
            reader.feed(node.data if is_text else "".join(printed_constants(node)) or "0")
    reader.close()
    return [text.strip() for text in reader.found if re.search(r"[^\W\d_]", text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_word(path):
    assert literal_words(path) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        '<p title="Hello">{{ a }}</p>',
        '{{ a or "Hello" }}',
        '{{ "Hello" if a else "" }}',
        '{{ label("cover.reader", reader="Hello") }}',
    ],
)
def test_a_word_in_a_template_is_found(text, tmp_path):
    path = tmp_path / "a.html.j2"
    path.write_text(text)
    assert literal_words(path) == ["Hello"]


def keys_of_templates():
    for path in TEMPLATES:
        for node in tree(path).find_all(nodes.Call):
            if isinstance(node.node, nodes.Name) and node.node.name in ASKING:
                yield from ((path, node, arg.value) for arg in node.args if is_const(arg))


ASKING = ("label", "words", "lang", "in_css")


def is_const(node):
    return isinstance(node, nodes.Const)


def test_every_key_of_a_template_is_in_the_catalogue_with_its_values():
    asked = list(keys_of_templates())
    assert len(asked) > 80
    wrong = [
        f"{path.name}:{node.lineno}: {key}"
        for path, node, key in asked
        if key not in ENGLISH.words
        or (
            node.node.name != "lang"
            and {each.key for each in node.kwargs} != fields(ENGLISH.words[key])
        )
    ]
    assert wrong == []


def test_a_part_asks_for_labels_of_its_own_name():
    """So that whoever translates a part, or writes one, finds its words together."""
    shared = {
        "bottom-line": {"card", "leave-behind"},
        "cover": {"lectern", "release"},
        "evidence": {"base"},
        "handling": {"base"},
        "item": {"glance"},
        "press": {"card", "card-lines", "release"},
        "questions": {"card", "card-questions", "question"},
        "remarks": {"lectern"},
        "routing": {"cover"},
        "running": {"base"},
    }
    for path, _, key in keys_of_templates():
        part, own = key.split(".")[0], path.name.removesuffix(".html.j2")
        assert own == part or own in shared.get(part, ()) or own == "packet", f"{path.name}: {key}"


def strings_of(path):
    """The texts of a module that aren't about itself, nor about a fault of the program."""
    found = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    about = {id(node.value) for node in found if isinstance(node, ast.Expr)}
    faults = [node for node in found if isinstance(node, ast.Raise)]
    handed_out = [
        node for node in found if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node)
    ]
    about |= {id(part) for node in (*faults, *handed_out) for part in ast.walk(node)}
    for node in found:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node.value


def test_the_view_makes_no_words_of_its_own():
    """A word that a reader could see has a capital, or stands beside another."""
    modules = sorted((ROOT / "briefgen" / "view").rglob("*.py"))
    assert len(modules) > 8
    # Names of types and classes, a skeleton of CLDR, values of the format.
    known = {
        "View",
        "Typed",
        "Viewed",
        "Hm",
        "verbatim copy-typed",
        "verbatim copy-said",
        "on record",
        "if raised",
        "take assurance",
    }
    # Patterns of dates, and the examples by which a kind of paper names them.
    for name, (day, weekday, *ranges) in PATTERNS.items():
        known |= {name, day, weekday, *(each for pair in ranges for each in pair)}
    sentence = re.compile(r"^[A-Z][a-z]+(?![\w.])|[^\W\d_]{2,} [^\W\d_]{2,}")
    words = {
        f"{path.name}: {text}"
        for path in modules
        for text in strings_of(path)
        if sentence.search(re.sub(r"<[^>]*>", "", text)) and text not in known
    }
    assert words == set()


def test_every_label_is_asked_for():
    asked = {key for *_, key in keys_of_templates()}
    for path in (ROOT / "briefgen").rglob("*.py"):
        asked.update(text for text in strings_of(path) if text in ENGLISH.words)
    left = {key for key in set(ENGLISH.words) - asked if not key.startswith(MADE)}
    # The heading in a table of contents, where a kind has this part behind the cover.
    left.discard("routing.title")
    assert left == {"unchecked.quotes", "unchecked.citations"}
