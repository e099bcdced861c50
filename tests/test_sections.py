"""A long packet typeset in sections says what it says as a whole, and leads where that leads."""

from __future__ import annotations

import functools
import io
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest
from long_briefs import (
    about,
    heard,
    links,
    of_an_office,
    outline,
    places,
    texts,
    with_everything,
)
from PIL import Image
from structure import faults, spoken

from briefgen import EngineError, api
from briefgen.typeset import typeset
from briefgen.typeset.finish import Attached
from briefgen.typeset.sections import divide, joining, typeset_in_sections
from briefgen.typeset.sections.addressing import section_page

HEAD = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Talks</title>'
    "<style>@page {{ size: A5 }} body {{ font: 11pt 'Noto Sans' }} {}</style></head>"
    '<body class="packet">{}</body></html>'
)
BODY = (
    '<h1>Talks</h1><p class="serial">7/26</p>'
    '<dl class="facts"><div><dt>As of</dt><dd><time>2 March</time></dd></div></dl>'
    '<nav class="contents" data-section="numbered"><h2>Contents</h2>'
    '<ol><li><a href="#one">One</a></li><li><a href="#two">Two</a></li></ol></nav>'
    '<main><div id="items"><article id="one" data-section><h2>One</h2><p>First<a href="#two">!</a>'
    '</p></article><article id="two" data-section="numbered"><h2>Two</h2><p>Second</p></article>'
    "</div></main>"
)


# "Page x of y" at the foot, in the languages of these pages.
NUMBER = re.compile(r"(?:Page|Seite)\s+(\d+)\s+(?:of|von)\s+(\d+)")
NUMBERED = (
    "@page { @bottom-right { content: var(--running-page, counter(page)); } } "
    ":root { --running-page: 'Page ' counter(page) ' of ' counter(pages); }"
)


def page(body=BODY, style=""):
    return HEAD.format(style, body)


# Many tests look at the same packets.
as_whole = functools.cache(typeset)


def one_by_one(pages):
    return [as_whole(each) for each in pages]


def divided(html, styles=(), attached=(), typeset_many=one_by_one):
    found = typeset_in_sections(html, styles, attached, typeset_many)
    assert found is not None
    return found


def numbers_printed(data):
    return [NUMBER.findall(text) for text in texts(data)]


def assert_the_same(html, most=1.12):
    """Typeset in sections and as a whole, a page is the same but for where its pages break."""
    apart, whole = divided(html), as_whole(html)
    # The annex names pages, which break elsewhere.
    assert without_digits(heard(apart.data)) == without_digits(heard(whole.data))
    assert sorted(links(apart.data)) == sorted(links(whole.data))
    assert outline(apart.data) == outline(whole.data)
    assert about(apart.data) == about(whole.data)
    assert apart.anchors == places(apart.data)
    assert apart.anchors.keys() == whole.anchors.keys()
    assert (apart.warnings, apart.fits, apart.outside) == (whole.warnings, True, ())
    total = str(apart.pages)
    assert numbers_printed(apart.data) == [[(str(at + 1), total)] for at in range(apart.pages)]
    assert len(apart.data) < most * len(whole.data)
    return apart


def office(tmp_path, items):
    return api.render(api.load(of_an_office(tmp_path, items)))


@pytest.mark.parametrize(
    ("items", "pages"),
    [
        (14, 20),
        pytest.param(88, 105, marks=pytest.mark.long),
        pytest.param(338, 400, marks=pytest.mark.long),
    ],
)
def test_a_packet_in_sections_is_as_the_whole(items, pages, tmp_path):
    found = assert_the_same(office(tmp_path, items), most=1.25 if items < 50 else 1.12)
    assert found.pages == pytest.approx(pages, rel=0.1)
    if pages < 200:  # the validator goes no deeper than 256 bookmarks
        assert faults(found.data, "2a", "ua1") == set()


def test_so_is_one_that_is_written_from_right_to_left(tmp_path):
    path = of_an_office(tmp_path, 14)
    path.write_text(path.read_text("utf-8") + "\nlanguage: ar\n", "utf-8")
    html = api.render(api.load(path))
    apart, whole = divided(html), as_whole(html)
    assert without_digits(heard(apart.data)) == without_digits(heard(whole.data))
    assert [left_foot(apart.data, at) for at in (0, 1, 10)] == [
        left_foot(whole.data, at).replace(str(whole.pages), str(apart.pages)) for at in (0, 1, 10)
    ]


def without_digits(lines):
    """What is heard, without the numbers of pages, which may break elsewhere."""
    return [re.sub(r"\d", "", line) for line in lines]


def left_foot(data, at):
    """What stands in the margin at the foot of a page, at the left."""
    page = pypdfium2.PdfDocument(data)[at]
    said: str = page.get_textpage().get_text_bounded(0, 0, page.get_width() / 3, 45)
    return said


@pytest.mark.long
@pytest.mark.parametrize(
    ("times", "style", "paper", "language"),
    [(1, "modern", "Letter", "de"), (4, "official", "A4", "en-GB")],
)
def test_so_is_one_with_turned_pages_pictures_and_other_scripts(
    times, style, paper, language, tmp_path
):
    document = api.load(with_everything(tmp_path, times, language))
    html = api.render(document, style=style, paper=paper)
    found = assert_the_same(html, most=1.25)
    assert faults(found.data, "2a", "ua1") == set()
    assert len({each.get_size() for each in pypdfium2.PdfDocument(found.data)}) == 2
    assert places_of_numbers(found.data) == places_of_numbers(as_whole(html).data)


def test_the_page_number_stands_where_it_stands_in_the_whole():
    cells = "<td>representatives</td>" * 8
    table = f"<table><tbody>{f'<tr>{cells}</tr>' * 3}</tbody></table></article>"
    breaks = "<div style='break-after: page'></div>" * 2
    body = BODY.replace("<p>First", f"{breaks}<p>First").replace("</article>", table, 1)
    html = page(body, NUMBERED)
    apart, whole = divided(html).data, as_whole(html).data
    assert places_of_numbers(apart) == places_of_numbers(whole)
    # Lower on page one, upright on others, and turned for the table.
    assert len(places_of_numbers(apart)) == 3


def test_the_numbers_go_on_behind_page_one_hundred():
    breaks = "<div style='break-after: page'></div>" * 99
    found = divided(page(BODY.replace("<p>First", f"{breaks}<p>First"), NUMBERED))
    total = str(found.pages)
    assert found.pages > 100
    assert numbers_printed(found.data) == [[(str(at + 1), total)] for at in range(found.pages)]


def places_of_numbers(data):
    """For each size of page: where "Page x of y" ends at the right, and where its line stands."""
    found = set()
    for each in pypdfium2.PdfDocument(data):
        text = each.get_textpage()
        printed = NUMBER.search(text.get_text_range())
        first = text.get_charbox(printed.start(), loose=True)
        last = text.get_charbox(printed.end() - 1, loose=True)
        found.add((each.get_size(), round(first[1]), round(last[2])))
    return found


def test_each_section_has_the_running_heads_and_only_page_one_is_the_first(tmp_path):
    html = office(tmp_path, 14).replace("\xa0", " ")
    titles = set(re.findall(r"<h2[^>]*>(?:<span[^>]*>(\d+)</span>)? ?([^<]*)</h2>", html))
    titles = {" ".join(filter(None, title)) for title in titles}
    found = [text.replace("\xa0", " ") for text in texts(divided(html).data)]
    assert re.findall(HEAD_OF_PAGE, found[0]) == []
    sections = [re.findall(HEAD_OF_PAGE, text) for text in found[1:]]
    assert [len(each) for each in sections].count(1) >= len(sections) - 1
    assert {section for each in sections for section in each} <= titles
    for text in found[1:]:
        assert text.count("As of 2 March 2026 · 000/26") == 1


# The running head: the title of the packet, and that of the section on the page.
HEAD_OF_PAGE = re.compile(r"^Fleet and storage talks 0 ([^,\r\n]+)\r?$", re.MULTILINE)


def test_page_numbers_in_the_contents_are_those_of_the_pages(tmp_path):
    found = divided(office(tmp_path, 14))
    numbers = re.findall(r"Link: \[\d+ .*\n +Span: \d+\n +Span: (\d+)\n", spoken(found.data))
    assert [int(number) for number in numbers] == [found.anchors[f"item-{at}"] for at in range(14)]


def test_the_same_page_gives_the_same_bytes_in_whatever_order_its_sections_are_done():
    html = page()

    def backwards(pages):
        return [typeset(each) for each in pages[::-1]][::-1]

    assert divided(html).data == divided(html, typeset_many=backwards).data


def test_sections_are_joined_while_others_are_typeset(monkeypatch):
    joined = []
    add = joining.Joined.add
    monkeypatch.setattr(
        joining.Joined, "add", lambda *given: (joined.append(given[1]), add(*given))
    )

    def slowly(pages):
        for each in pages:
            yield as_whole(each)
            so_far.append(len(joined))

    so_far = []
    body = BODY.replace("<p>First", f"<p>{'Long. ' * 2000}</p><p>First")
    more = "".join(f"<article data-section><p>{'Longer. ' * 2500}</p></article>" for _ in range(3))
    body = body.replace("</article>", f"</article>{more}", 1)
    found = divided(page(body), typeset_many=slowly)
    assert so_far[:5] == [0, 0, 1, 2, 3]
    assert found.data == divided(page(body)).data


def annex(times, words):
    text = f"<p>{'Quoted. ' * words}<a href='#one'>x</a></p>"
    marked = f'<h3 data-section="numbered">More</h3>{text}' * times
    annex = f"<h2>Annex</h2><h3>First</h3>{marked}"
    return BODY.replace("</main>", f'<section data-section="numbered">{annex}</section></main>')


def test_a_long_annex_is_several_sections_and_a_short_one_is_one():
    sections = [len(divide(page(annex(6, words))).parts) for words in (10, 3000)]
    assert sections == [4, 9]


def test_the_sections_of_an_annex_are_typeset_once():
    counted = []

    def counting(pages):
        counted.extend(pages)
        return one_by_one(pages)

    found = divided(page(annex(6, 3000)), typeset_many=counting)
    assert sum("Quoted" in each for each in counted) == 6
    whole = typeset(page(annex(6, 3000))).data
    assert heard(found.data) == heard(whole)
    assert outline(found.data) == outline(whole)
    closed = page(annex(6, 3000), "h2 { bookmark-state: closed }")
    assert outline(divided(closed).data) == outline(typeset(closed).data)


def test_a_changed_item_changes_one_section_only(tmp_path):
    html = office(tmp_path, 200)
    once = html.index("</article>", html.index('id="item-100"'))
    changed = f"{html[:once]}<p>One more sentence.</p>{html[once:]}"
    before, after = divide(html), divide(changed)
    pages = [[section_page(each, at) for at in range(len(each.parts))] for each in (before, after)]
    assert len(pages[0]) == len(pages[1]) > 30
    assert sum(one != other for one, other in zip(*pages, strict=True)) == 1


def test_behind_an_inserted_item_sections_begin_where_they_began(tmp_path):
    html = office(tmp_path, 200)
    once = html.index('<article class="item" id="item-90"')
    item = re.compile(r'<article class="item" id="item-50".*?</article>', re.DOTALL).search(html)[0]
    new = item.replace("item-50", "new")
    begun = [begins(divide(each)) for each in (html, f"{html[:once]}{new}{html[once:]}")]
    assert len(set(begun[0]) ^ set(begun[1])) <= 6


def begins(division):
    """The first id of each section that has any; most of the annex has none."""
    found = (re.search(r' id="([^"]*)"', part.text) for part in division.parts)
    return [each[1] for each in found if each]


def test_files_are_attached_once_and_claimed(tmp_path):
    source = Attached("a.yaml", b"title: A\n", "application/yaml", "Source", "It", date(2026, 1, 2))
    found = divided(office(tmp_path, 14), attached=(source,)).data
    assert faults(found, "3a", "ua1") == set()
    with pikepdf.open(io.BytesIO(found)) as pdf:
        assert list(pdf.attachments) == ["a.yaml"]
        assert len(pdf.Root.AF) == 1


def test_a_small_page_is_joined_from_its_sections():
    found = divided(page())
    assert found.pages == 4
    assert found.anchors == {"items": 3, "one": 3, "two": 4}
    assert links(found.data) == [("One", "one"), ("Two", "two"), ("!", "two")]
    assert heard(found.data) == heard(typeset(page()).data)


def test_a_picture_in_two_sections_is_kept_once():
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(drawn, "png")
    address = f"data:image/png;base64,{b64encode(drawn.getvalue()).decode()}"
    shown = f'<img alt="A dot" src="{address}" style="image-rendering: pixelated"></article>'
    found = divided(page(BODY.replace("</article>", shown))).data
    with pikepdf.open(io.BytesIO(found)) as pdf:
        pictures = [each for each in pdf.objects if _is(each, "/Image")]
        fonts = [each for each in pdf.objects if "/FontFile2" in str(getattr(each, "keys", list)())]
        files = {each.FontFile2.objgen for each in fonts}
    assert len(pictures) == 1
    assert len(fonts) == len(files) == len({str(each.FontName) for each in fonts}) > 1


def _is(thing, kind):
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == kind


def test_a_space_that_may_break_and_one_that_may_not_stay_apart():
    body = BODY.replace("First", "a b").replace("Second", "a\u00a0b")
    said = [line for line in heard(divided(page(body)).data) if line.strip().startswith("P: a")]
    assert said == [line for line in heard(typeset(page(body)).data) if " P: a" in line]


def test_what_stands_outside_is_told_with_its_page_in_the_whole():
    long = "<p style='position: relative; left: 420px'>Wide</p>"
    found = divided(page(BODY.replace("<p>Second</p>", long)))
    assert [(each.page, each.anchor) for each in found.outside] == [(4, "two")]


def test_a_link_to_what_is_not_printed_is_refused():
    hidden = page(style="#two { display: none }")
    with pytest.raises(EngineError, match="#two"):
        divided(hidden)


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (BODY.replace(" data-section", " data-other"), ""),
        (BODY.replace("</article>", "", 1), ""),
        (BODY.replace("<div id", "<table><div id").replace("</div></main>", "</div></table>"), ""),
        (BODY, "li a::after { content: target-counter(attr(href url), page) }"),
        (BODY, "@page { @top-left { content: counter(page) } }"),
        (BODY, "h2 { counter-increment: heading }"),
        (BODY, "h2 { string-set: heading content(text) }"),
        (BODY, "@page wide:left { margin: 0 }"),
        (BODY, "article { break-before: recto }"),
    ],
)
def test_a_page_that_would_come_out_different_stays_whole(body, style):
    assert divide(page(body, style)) is None
    assert typeset_in_sections(page(body, style), (), (), one_by_one) is None


def test_a_page_with_a_sheet_for_paper_of_the_users_stays_whole(tmp_path):
    assert divide(page(), (tmp_path,)) is not None
    (tmp_path / "paged.css").write_text("@page { margin: 1cm }")
    assert divide(page(), (tmp_path,)) is None


def test_a_page_whose_numbers_never_stand_still_stays_whole():
    lengths = iter(range(2, 1000))

    def growing(pages):
        ids = [{"two": 2} if 'id="two"' in each else {} for each in pages]
        made = [as_whole(each) for each in pages]
        return [replace(pdf, pages=next(lengths), anchors=ids.pop(0)) for pdf in made]

    assert typeset_in_sections(page(), (), (), growing) is None


@pytest.mark.parametrize("text", ["<a '", "<!--", "<style>", "<h1>", "/*", '<a "', "@page", "< <"])
def test_a_page_that_is_made_to_be_slow_is_read_once(text):
    divide(page(text * 100_000 + BODY, text.replace("<", "") * 100_000))
