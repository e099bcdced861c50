"""What was read is read again: the text that a reader saw, with its pages, or a plain refusal."""

from __future__ import annotations

import hashlib
import io

import pytest

from briefgen.evidence.capture import CaptureFault, read_capture, understood
from briefgen.evidence.formats import pdf

# What stands in a page, and the text that its reader saw.
PAGES = {
    "inline elements join": ("<p>a<b>b</b>c</p>", "abc"),
    "inline elements keep spaces": ("<p>a<b> b</b> <i>c</i>\n<a href=x>d</a>.</p>", "a b c d."),
    "blocks part": ("<div>a<div>b</div>c</div><p>d</p>e", "a\nb\nc\n\nd\n\ne"),
    "lines of the file don't count": ("<p>a\n   b\n\n c</p>", "a b c"),
    "line breaks count": ("<p>a<br>b<br/>c</p>", "a\nb\nc"),
    "scripts": ("<p>a</p><script>x()</script><style>p{}</style>b", "a\n\nb"),
    "templates": ("<p>a</p><template>x</template><noscript>x</noscript>b", "a\n\nb"),
    "hidden": ("<p>a<span hidden> x</span><b style='color:red; DISPLAY : none'>x</b> b</p>", "a b"),
    "shown later": ("<p>a</p><div hidden id='S:1a'><p>b <i hidden>x</i>c</p></div>", "a\n\nb c"),
    "invisible": ("<p>a <i style='visibility: hidden'>x</i>b</p>", "a b"),
    "a closed dialog": ("<dialog>x</dialog><dialog open>a</dialog>", "a"),
    "comments": ("<p>a<!-- x -->b</p>", "ab"),
    "entities": ("<p>&ldquo;a&rdquo; &amp; &lt;b&gt; &#8212; &eacute;</p>", "“a” & <b> — é"),
    "lists": ("<ul><li>a</li><li>b</li></ul>", "  a\n  b"),
    "tables": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a\t\tb\nc"),
    "a layout table": ("<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\t\tc"),
    "hard spaces": ("<p>10\xa0000\u202f% &nbsp;x</p>", "10\xa0000\u202f% \xa0x"),
    "quotation elements": ("<p>He said <q>a <q>b</q></q>.</p>", "He said “a “b””."),
    "soft hyphens": ("<p>co&shy;ope\xadration</p>", "co\xadope\xadration"),
    "optional breaks": ("<p>co<wbr>operation</p>", "cooperation"),
    "typed lines": ("<pre>a\n  b</pre>", "a\n  b"),
    "notes": ("<p>x<sup>2</sup>, y<sup>[1]</sup></p>", "x2, y[1]"),
    "pictures": ("<p>a<img alt=x>b<svg><title>x</title></svg></p>", "ab"),
    "captions": ("<figure><img alt=x><figcaption>a</figcaption></figure>", "a"),
    "quotes in figures": ("<figure><blockquote>a</blockquote></figure>", "a"),
    "words in buttons": ("<p>a <button>b</button> <label>c</label></p>", "a b c"),
    "hidden buttons": ("<p>a <button hidden>x</button>b</p>", "a b"),
    "what folds": ("<details><summary>a</summary>b</details>", "a b"),
    "groups of a form": ("<fieldset><legend>a</legend>b</fieldset>", "a b"),
    "fields of a form": ("<p>a<input value=x><textarea>x</textarea></p>", "a"),
    "ligatures": ("<p>of\ufb01ce</p>", "of\ufb01ce"),
    "unclosed": ("<p>a<p>b<div>c", "a\n\nb\n\nc"),
    "navigation": ("<nav>a</nav><main>b</main><footer>c</footer>", "a\nb\nc"),
}


@pytest.mark.parametrize(("page", "text"), PAGES.values(), ids=PAGES)
def test_of_a_page_what_was_visible_is_read(page, text):
    found = understood(f"<!doctype html><title>x</title>{page}".encode(), "page.html")
    assert (found.text.strip("\n"), found.media_type, found.pages) == (text, "text/html", ())


# Kinds: the name, the bytes, and the media type.
KINDS = [
    ("a.txt", b"a", "text/plain"),
    ("a", b"a", "text/plain"),
    ("a.md", b"# a", "text/markdown"),
    ("a.markdown", b"a", "text/markdown"),
    ("a.htm", b"<p>a", "text/html"),
    ("a.php", b"\n<!-- saved --><HTML><p>a", "text/html"),
    ("a.txt", b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE html><p>a", "text/html"),
    ("a.bin", "<!doctype html><p>a".encode("utf-16"), "text/html"),
    ("a.md", b"A page starts with <html>.", "text/markdown"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), KINDS)
def test_what_is_inside_decides_the_kind_before_the_name_does(name, data, media_type):
    assert understood(data, name).media_type == media_type


RUSSIAN = "Президент заявил, что переговоры были «полезными и откровенными», и что они продолжатся."
PLAIN = RUSSIAN.replace("«", "").replace("»", "")
ENCODED = [
    ("a.txt", RUSSIAN.encode(), RUSSIAN),
    ("a.txt", RUSSIAN.encode("utf-8-sig"), RUSSIAN),
    ("a.txt", RUSSIAN.encode("utf-16"), RUSSIAN),
    ("a.txt", RUSSIAN.encode("utf-32"), RUSSIAN),
    ("a.txt", RUSSIAN.encode("cp1251"), RUSSIAN),
    ("a.txt", "Le président a déclaré : « L’été a été très chaud. »".encode("cp1252"), "« L’été a"),
    ("a.html", f"<meta charset=windows-1251><p>{RUSSIAN}".encode("cp1251"), RUSSIAN),
    ("a.html", f'<meta content="text/html; charset=koi8-r"><p>{PLAIN}'.encode("koi8-r"), PLAIN),
    ("a.html", "<meta charset=iso-8859-1><p>“a”".encode("cp1252"), "“a”"),
    ("a.html", "<meta charset=windows-1251><p>“é”".encode("utf-8-sig"), "“é”"),
    ("a.html", b"<meta charset=nonsense><p>\xc3\xa9", "é"),
    ("a.html", b"<meta charset=punycode><p>\xc3\xa9", "é"),
    ("a.txt", b"a\r\nb\rc\n", "a\nb\nc\n"),
]


@pytest.mark.parametrize(("name", "data", "text"), ENCODED)
def test_any_usual_encoding_is_understood(name, data, text):
    found = understood(data, name).text
    assert text in found
    assert "\ufeff" not in found


def test_a_text_is_kept_as_it_is_and_pinned():
    data = "  of\ufb01ce,\t10\xa0000\n\n".encode()
    found = understood(data, "a.txt")
    assert found.text.encode() == data
    assert found.sha256 == hashlib.sha256(data).hexdigest()


def test_offsets_have_lines_and_columns_and_a_text_has_no_pages():
    found = understood(b"ab\n\ncd", "a.txt")
    places = [found.line_of(at) for at in range(len(found.text) + 1)]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3)]
    assert found.page_of(0) is None


REFUSED = {
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0", "is a picture"),
    "a damaged Word document": ("a.docx", b"PK\x03\x04 ...", "is damaged"),
    "no Word document": ("a.docx", b"a", "is no Word document inside"),
    "an old Word document": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
    "a mail of Outlook": ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a mail of Outlook"),
    "a Pages document": ("a.pages", b"PK", "a Pages document"),
    "an unknown ending": ("a.xyz", b"a", "is not text"),
    "control characters": ("a.txt", b"\x01\x02\x03" * 9, "is not text"),
    "an empty file": ("a.txt", b"", "holds no text"),
    "an empty page": ("a.html", b"<!doctype html><script>x</script>", "holds no text"),
    "no PDF": ("a.pdf", b"a", "is no PDF"),
    "a damaged PDF": ("a.pdf", b"%PDF-1.7\nnonsense", "is damaged"),
    "a deep page": ("a.html", b"<div>" * 100_000, "inside each other"),
    "deep tables": ("a.html", b"<table><tr><td>" * 20_000, "inside each other"),
    "a deep page behind what hides it": ("a.html", b"<b><!-- </b> -->" * 20_000, "inside each"),
    "too many tags": ("a.html", b"<p>" * 200_000, "more than 150,000 tags"),
    "comments that never end": ("a.html", b"<!--" * 500_000, "holds no text"),
}


@pytest.mark.parametrize(("name", "data", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(name, data, why):
    with pytest.raises(CaptureFault, match=f"^`{name}` .*{why}.*\\.$") as refused:
        understood(data, name)
    assert refused.value.hint.endswith(("?", "."))


@pytest.mark.parametrize(
    "page",
    [
        b"<" * 5_000_000,
        b"<p " + b"a=b " * 500_000 + b">x",
        b"<td colspan=99999999>x",
        b"<p class=ad>x" * 40_000,
    ],
)
def test_a_hostile_page_is_read_to_its_end(page):
    assert understood(page, "a.html").text


def test_a_page_may_have_empty_paths_without_end():
    page = b"<p>a<svg>" + b"<path d=''/>" * 3_000 + b"</svg>b"
    assert understood(page, "a.html").text == "ab"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "brief" / "captures").mkdir(parents=True)
    (tmp_path / "brief" / "captures" / "report.txt").write_text("We will be ready.")
    (tmp_path / "other.txt").write_text("a")
    return tmp_path / "brief"


def test_a_capture_is_read_from_the_briefs_folder(folder):
    assert read_capture(folder, "captures/report.txt").text == "We will be ready."


FILES = {
    "captures/reprot.txt": ("isn't there", "Did you mean `captures/report.txt`?"),
    "nowhere/report.txt": ("isn't there", "The folder `nowhere` isn't there either."),
    "../other.txt": ("outside the brief's folder", "Put the file beside the brief"),
    "captures/link.txt": ("outside the brief's folder", "Put the file beside the brief"),
    "captures": ("is not a file", ""),
    "a\0b": ("not the name of a file", ""),
}


@pytest.mark.parametrize(("name", "said"), FILES.items())
def test_a_file_that_is_not_to_be_had_is_said(folder, name, said):
    (folder / "captures" / "link.txt").symlink_to(folder.parent / "other.txt")
    with pytest.raises(CaptureFault, match=said[0]) as refused:
        read_capture(folder, name)
    assert refused.value.hint.startswith(said[1])


def test_a_file_that_may_not_be_read_is_no_misspelt_name(folder, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("briefgen.ground.folder.read_file", refused)
    with pytest.raises(CaptureFault, match="can't be read") as fault:
        read_capture(folder, "captures/report.txt")
    assert (fault.value.hint, fault.value.meant) == ("The system says: Permission denied.", "")


def test_a_large_file_is_refused_unread(folder):
    with (folder / "large.txt").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(CaptureFault, match="larger than 20 MB"):
        read_capture(folder, "large.txt")


STYLE = """<style>@page { size: 300pt 200pt; margin: 20pt } h1 { break-before: page }
body { font: 10pt serif; columns: 2; hyphens: auto } p { margin: 0 }</style>"""
COLUMNS = " ".join(f"Undersecretary{n} acknowledged responsibilities." for n in range(40))


@pytest.fixture(scope="session")
def typeset(printed_page):
    """Makes a PDF of a page."""
    return lambda body: printed_page(STYLE, body)


@pytest.fixture(scope="session")
def columns(typeset):
    return understood(typeset(f"<p>{COLUMNS}<h1>Annex</h1><p>of\ufb01ce \xa0x"), "a.pdf")


def test_columns_are_read_one_after_the_other(columns):
    words = columns.text.replace("\u2010\n", "").split()
    assert " ".join(words).startswith(COLUMNS)
    assert "\u2010\n" in columns.text


def test_each_offset_of_a_pdf_is_on_a_page(columns):
    assert columns.media_type == "application/pdf"
    assert columns.pages[0] == 0
    assert columns.page_of(0) == 1
    annex = columns.text.index("Annex")
    assert columns.pages[-1] == annex
    assert columns.page_of(annex) == len(columns.pages)
    assert columns.page_of(annex - 1) == len(columns.pages) - 1
    assert columns.page_of(len(columns.text)) == len(columns.pages)


def test_a_ligature_of_a_pdf_comes_as_its_letters(columns):
    assert columns.text.endswith("office \xa0x")


# As pdfium gives them: a hyphen-minus at a line's end is one mark with the line end.
HYPHENS = [
    ("far-<br>reaching", "far-\nreaching"),
    ("far\u2010<br>reaching", "far\u2010\nreaching"),
    ("1990-<br>1995", "1990-\n1995"),
    ("end –<br>dash", "end –\ndash"),
    ("state-of-the-art", "state-of-the-art"),
]


@pytest.mark.parametrize(("typed", "text"), HYPHENS)
def test_hyphens_at_line_ends_are_kept_as_printed(typeset, typed, text):
    assert understood(typeset(f"<p>a {typed} b"), "a.pdf").text == f"a {text} b"


def test_a_word_that_was_cut_may_have_had_a_hyphen_or_not(typeset):
    from briefgen.evidence.verify import searchable, verify

    text = searchable(understood(typeset("<p>a coopera-<br>tion, far-<br>reaching"), "a").text)
    quotes = ["cooperation", "far-reaching", "a cooperation, far-reaching"]
    assert [verify(quote, text).fault for quote in quotes] == [None, None, None]


def test_a_scan_is_refused_with_a_way_out(typeset):
    with pytest.raises(CaptureFault, match="holds no text") as refused:
        understood(typeset("<hr>"), "a.pdf")
    assert "OCR" in refused.value.hint


def test_a_pdf_with_a_password_is_refused(typeset):
    import pikepdf

    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset("<p>a"))) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(CaptureFault, match="protected by a password"):
        understood(locked.getvalue(), "a.pdf")


def test_a_pdf_that_breaks_off_is_refused_or_read(typeset):
    data = typeset(f"<p>{COLUMNS}")
    for end in range(40, len(data), len(data) // 40):
        try:
            assert understood(data[:end], "a.pdf").text
        except CaptureFault as fault:
            assert str(fault).startswith("`a.pdf` ")  # noqa: PT017


@pytest.mark.parametrize(("bound", "why"), [("MOST_PAGES", "pages"), ("MOST_CHARACTERS", "char")])
def test_a_pdf_has_its_bounds(typeset, monkeypatch, bound, why):
    monkeypatch.setattr(pdf, bound, 1)
    with pytest.raises(CaptureFault, match=f"more than 1 {why}"):
        understood(typeset(f"<p>{COLUMNS}<h1>x"), "a.pdf")
