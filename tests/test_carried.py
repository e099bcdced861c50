"""What an output carries is read out wherever a name can stand in it, seen or unseen."""

from __future__ import annotations

import pytest
from smallest import SMALLEST

from briefgen.model import Brief
from briefgen.naming import unnamed_of
from briefgen.outputs.leaving.files import carried_by_json
from briefgen.outputs.leaving.page import carried_by_page, carried_by_svg, of_address, of_data
from briefgen.outputs.leaving.raw import named_in_bytes

MARKUP = {
    "text": "<p>Flett</p>",
    "text in parts": "<p>Fl<b>et</b>t</p>",
    "comment": "<!-- Flett -->",
    "declaration": "<!DOCTYPE Flett>",
    "instruction": "<?Flett ?>",
    "marked section": "<![CDATA[Flett]]>",
    "alternative text": '<img alt="Flett">',
    "label of a control": '<a aria-label="Flett">x</a>',
    "any attribute": '<a data-x="Flett">x</a>',
    "name of an attribute": "<a Flett>x</a>",
    "name of an element": "<x-flett>x</x-flett>",
    "address": '<a href="https://x.example/Flett">x</a>',
    "page in a frame": '<iframe srcdoc="&lt;p&gt;Flett"></iframe>',
    "style": '<style>p::after { content: "Flett" }</style>',
    "style, spelled by numbers": '<style>p::after { content: "\\46 lett" }</style>',
    "style, in a comment": "<style>/* Flett */</style>",
    "style of an element": "<p style=\"--x: 'Flett'\">x</p>",
    "script": '<script>"\\u0046lett"</script>',
}


@pytest.mark.parametrize("name", MARKUP)
def test_a_page_carries_a_name_wherever_it_stands(name):
    texts = [each.text.lower() for each in carried_by_page(MARKUP[name])]
    assert any("flett" in text for text in texts)


def test_what_is_read_out_is_read_as_words_and_a_page_in_a_frame_as_a_page():
    def written(markup):
        return [(each.text, each.written) for each in carried_by_page(markup)]

    assert ("Flett", "prose") in written(MARKUP["label of a control"])
    assert ("Flett", "prose") in written(MARKUP["page in a frame"])
    assert ("Flett", "code") in written(MARKUP["any attribute"])


def test_a_sign_that_nothing_prints_parts_two_words():
    texts = [each.text for each in carried_by_page("<style>/* Una\\1 Flett */</style>")]
    assert " Una Flett " in texts


def test_a_drawing_carries_letters_that_are_set_one_by_one():
    letters = "".join(f"<text>{letter}</text>" for letter in "Flett")
    assert "Flett" in [each.text for each in carried_by_svg(f"<svg>{letters}</svg>")]


@pytest.mark.parametrize(
    "typed",
    [
        "https://x.example/Flett",
        "https://x.example/%46lett",
        "https://x.example/%2546lett",
        "https://x.example/%252546lett",
        "https://x.example/#:~:text=%46lett,sings",
        "https://XN--FLTT-6OA.example/",
    ],
)
def test_an_address_carries_a_name_however_it_is_encoded(typed):
    texts = [each.text.lower() for each in of_address(typed, "in a link")]
    assert any("flett" in text or "flètt" in text for text in texts)


@pytest.mark.parametrize("typed", ["data:text/plain,Flett", "data:;base64,RmxldHQ="])
def test_data_in_an_address_is_read(typed):
    assert [each.text for each in of_data(typed)] == ["Flett"]


@pytest.mark.parametrize("key", ["value", "label", "exact", "prefix", "suffix"])
def test_words_of_an_annotation_are_read_as_words(key):
    (carried,) = carried_by_json(f'{{"items": [{{"{key}": "Flett said"}}]}}')
    assert (carried.text, carried.written) == ("Flett said", "prose")


def unnamed(**names):
    people = SMALLEST["people"] | {
        "x": {"described_as": "an aide", "attribution": "on background", **names}
    }
    return Brief.model_validate(SMALLEST | {"people": people})


@pytest.mark.parametrize(
    ("written", "is_found"),
    [
        ("Hájkovič".encode(), True),
        (b"HAJKOVIC", True),
        ("Hájkovič".encode("utf-16-le"), True),
        ("Hájkovič".encode("utf-16-be"), True),
        ("Hájkovič".encode("iso8859-2"), True),
        ("Јелена".encode(), True),
        (b"barrow", True),
        (b"moars", False),
        (b"nobody", False),
    ],
)
def test_a_name_is_found_in_bytes_from_six_letters_on(written, is_found):
    brief = unnamed(name="Moars Barrow Hájkovič", native_name="Јелена")
    found = list(named_in_bytes(b"\x00\x01" + written + b"\x02", brief, unnamed_of(brief)))
    assert bool(found) is is_found
