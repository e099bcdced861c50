"""The ways through a style sheet: all that is in it, and its declarations with what is around them."""

from __future__ import annotations

from briefgen.look import css


def test_everything_in_a_sheet_is_walked_in_its_order_however_deep():
    found = css.everything(css.components("a { b: c(d) [e] } f " + "(" * 5000))
    assert [each.value for each in found if each.type == "ident"] == ["a", "b", "d", "e", "f"]


def names(sheet):
    """Of each declaration its name, and of the rules around it the words behind `@`."""
    return [
        (each.name, [getattr(rule, "lower_at_keyword", "") for rule in around])
        for around, each in css.declarations(css.rules(sheet))
    ]


def test_a_declaration_is_given_with_the_rules_around_it_the_outermost_first():
    assert names("p { color: red } @MEDIA print { p { margin: 0; } @font-face { src: x } }") == [
        ("color", [""]),
        ("margin", ["media", ""]),
        ("src", ["media", "font-face"]),
    ]


def test_a_declaration_is_found_eight_rules_deep_and_no_deeper():
    for deep, found in ((8, 1), (9, 0)):
        assert len(names("@media print {" * (deep - 1) + "p { color: red }" + "}" * deep)) == found


def test_comments_are_no_declarations():
    assert names("/* p { color: red } */ p { /* color: red; */ margin: 0 }") == [("margin", [""])]


def test_a_colour_is_known_by_its_name():
    assert css.is_colour("White")
    assert not css.is_colour("Whitey")
