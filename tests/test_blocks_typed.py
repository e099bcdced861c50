"""Where the paragraphs, items and rows of a text are typed, with the parser and without it."""

from hypothesis import given
from hypothesis import strategies as st

from briefgen.markdown import blocks
from briefgen.markdown.reading import DIFFICULT

BLOCKS = st.sampled_from(
    [
        "The share is 5.\nand goes on here",
        "- an item\n- another item\n  with an indent",
        "- an item\n\n  with a second paragraph\n\n- another",
        "1. first\n2. second",
        "1) first\n2) second\nand more of it",
        "### Boats",
        "### Boats\nThe share is 5.",
        "Host: Anna\nPlace: Bonn\nThe rest is long and short",
        "• typed otherwise\n• twice",
        "9 Uhr Ankunft\n10 Uhr Abfahrt",
    ]
)
TEXTS = st.lists(BLOCKS, min_size=2, max_size=6).map("\n\n".join)


def typed(text, found):
    """The words of the blocks, and whether a block belongs with the one before."""
    listed = [each for each in found if text[each.start : each.end].strip()]
    return [(each.kind, text[each.start : each.end].strip(), each.group > 0) for each in listed]


@given(TEXTS.filter(lambda text: not DIFFICULT.search(text)))
def test_a_simple_text_has_the_blocks_that_the_parser_finds(text):
    assert typed(text, blocks._simple(text)) == typed(text, blocks._parsed(text))


def test_a_row_is_a_block_and_the_rule_below_a_head_is_none():
    text = "Boats:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n"
    found = [(each.kind, text[each.start : each.end], each.group) for each in blocks.blocks(text)]
    assert found == [
        ("paragraph", "Boats:", 0),
        ("row", "| a | b |", 1),
        ("row", "| 1 | 2 |", 1),
        ("paragraph", "quoted", 2),
    ]
