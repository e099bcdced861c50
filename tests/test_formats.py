"""Captures as people have them: word processors' files, mail, e-books and subtitles."""

from __future__ import annotations

import io
import zipfile

import pytest

from briefgen.evidence.capture import CaptureFault, understood
from briefgen.evidence.verify import searchable, verify

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT = "application/vnd.oasis.opendocument.text"


def archive(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return data.getvalue()


def docx(body, **parts):
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    relations = "".join(
        f'<Relationship Type="http://x/{name}" Target="{name}.xml"/>' for name in parts
    )
    return archive(
        {
            "word/document.xml": document,
            "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
            **{
                f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>'
                for name, xml in parts.items()
            },
        }
    )


def odt(body, styles=""):
    spaces = " ".join(
        f'xmlns:{name}="{ODF}:{kind}:1.0"'
        for name, kind in (
            ("o", "office"),
            ("t", "text"),
            ("tb", "table"),
            ("s", "style"),
            ("d", "drawing"),
        )
    )
    content = f"<o:document-content {spaces}>{styles}<o:body><o:text>{body}</o:text></o:body></o:document-content>"
    return archive({"mimetype": ODT, "content.xml": content})


def epub(chapters, **more):
    items = "".join(
        f'<item id="c{at}" href="c%20{at}.xhtml" media-type="application/xhtml+xml"/>'
        for at in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{at}"/>' for at in reversed(range(len(chapters))))
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/b.opf"/></rootfiles></container>',
            "OEBPS/b.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{
                f"OEBPS/c {at}.xhtml": f"<html><body>{page}</body></html>"
                for at, page in enumerate(chapters)
            },
            **more,
        }
    )


def run(text, look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


# What stands in the body of a document, and the text that its reader sees.
DOCUMENTS = {
    "runs join, paragraphs part": (
        paragraph(run("We will "), run("not", "<w:b/>"), run(" pay.")) + paragraph(run("b")),
        "We will not pay.\n\nb",
    ),
    "what was deleted is out, and what was put in is in": (
        paragraph(
            run("We will "),
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
            f"<w:ins>{run('not ')}</w:ins>",
            run("pay"),
        ),
        "We will not pay",
    ),
    "what was moved stands once": (
        paragraph(
            f"<w:moveFrom>{run('a ')}</w:moveFrom>", run("b "), f"<w:moveTo>{run('a')}</w:moveTo>"
        ),
        "b a",
    ),
    "what is struck out or hidden is out": (
        paragraph(
            run("a "),
            run("x ", "<w:strike/>"),
            run("x ", "<w:vanish/>"),
            run("b", '<w:strike w:val="0"/>'),
        ),
        "a b",
    ),
    "codes of fields are out, and what they show is in": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ x</w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("3 May"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        "3 May",
    ),
    "links, controls and comments": (
        paragraph(
            f"<w:hyperlink>{run('a')}</w:hyperlink>",
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>",
            '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        ),
        "ab",
    ),
    "tables": (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('a'))}</w:tc><w:tc>{paragraph(run('b'))}</w:tc></w:tr></w:tbl>",
        "a\t\tb",
    ),
    "breaks and hyphens": (
        paragraph(
            "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:tab/><w:t>d</w:t></w:r>"
        ),
        "a\nb\u2011c\td",
    ),
}


@pytest.mark.parametrize(("body", "text"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_of_a_word_document_the_last_version_is_read(body, text):
    assert understood(docx(body), "a.docx").text.strip() == text


def test_notes_of_a_word_document_stand_apart():
    body = paragraph(
        run("We will pay"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" next year.")
    )
    notes = '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">{}</w:footnote>'
    found = understood(docx(body, footnotes=notes.format(paragraph(run("In May.")))), "a.docx")
    assert found.text.split("\n\n") == ["We will pay next year.", "In May.", ""]


def test_a_raised_number_and_a_text_box_stand_beside_the_sentence():
    body = paragraph(
        run("We will pay"),
        run("3", '<w:vertAlign w:val="superscript"/>'),
        f"<w:r><w:pict><w:txbxContent>{paragraph(run('A box'))}</w:txbxContent></w:pict></w:r>",
        run(" next year."),
    )
    found = understood(docx(body), "a.docx")
    assert verify("We will pay next year", searchable(found.text, found)).fault is None


OPEN_DOCUMENTS = {
    "spans join, paragraphs part": ("<t:h>a</t:h><t:p>b <t:span>c</t:span>\n d<t:s t:c='2'/>e</t:p>", "a\n\nb c d  e"),
    "changes": ("<t:tracked-changes><t:p>x</t:p></t:tracked-changes><t:p>a<t:change/>b</t:p>", "ab"),
    "comments and rubies": ("<t:p>a<o:annotation><t:p>x</t:p></o:annotation>b<t:ruby><t:ruby-base>c</t:ruby-base><t:ruby-text>x</t:ruby-text></t:ruby></t:p>", "abc"),
    "tables": ("<tb:table><tb:table-row><tb:table-cell><t:p>a</t:p></tb:table-cell><tb:table-cell><t:p>b</t:p></tb:table-cell></tb:table-row></tb:table>", "a\t\tb"),
    "links and fields": ("<t:p><t:a>a</t:a> <t:date>3 May</t:date> b<t:line-break/>c</t:p>", "a 3 May b\nc"),
    "lists": ("<t:list><t:list-item><t:p>a</t:p></t:list-item></t:list>", "a"),
    "notes": ("<t:p>a<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>n</t:p></t:note-body></t:note> b</t:p>", "a b\n\nn"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), OPEN_DOCUMENTS.values(), ids=OPEN_DOCUMENTS)
def test_of_an_open_document_the_last_version_is_read(body, text):
    found = understood(odt(body), "a.odt")
    assert (found.text.strip(), found.media_type) == (text, ODT)


def test_what_a_style_strikes_out_is_left_out():
    styles = '<s:style s:name="T1"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    body = "<t:p>We will <t:span t:style-name='T1'>not </t:span>pay</t:p>"
    assert understood(odt(body, styles), "a.odt").text.strip() == "We will pay"


def test_a_book_is_read_in_the_order_of_its_spine():
    found = understood(epub(["<p>We will not pay.</p>", "<h1>One</h1><aside>x</aside>"]), "a.epub")
    assert found.text.split() == ["One", "x", "We", "will", "not", "pay."]
    assert [found.text[start:end].strip() for start, end, _ in found.left_out] == ["x"]


RICH = {
    rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 We will {\b not} pay.\par b}": "We will not pay.\nb",
    rb"{\rtf1 \u8220?We\u8217?ll pay\u8221? \'e9t\'e9}": "“We’ll pay” été",
    rb"{\rtf1 {\header x\par}a{\footnote x} b{\*\annotation x}}": "a b",
    rb"{\rtf1 We will {\deleted not }pay{\revised  now}}": "We will pay now",
    rb"""{\rtf1 the {\field{\*\fldinst{HYPERLINK "http://x.org"}}{\fldrslt bill}} now}""": "the bill now",
    rb"{\rtf1 \u-10179?\u-8704?}": "😀",
}


@pytest.mark.parametrize(("data", "text"), RICH.items())
def test_rich_text_is_read_without_its_marks(data, text):
    found = understood(data, "a.txt")
    assert (found.text, found.media_type) == (text, "application/rtf")


HEAD = b"From: a@example.org\nSubject: Talks\nMIME-Version: 1.0\n"
PAGE = b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>We will=20=\nnot pay=E2=80=94ever.</p>\n"
WORDS = b"Content-Type: text/plain; charset=iso-8859-2\nContent-Transfer-Encoding: base64\n\nV2Ugd2lsbCBub3QgcGF5Lg==\n"
MAILS = {
    "quoted-printable": (HEAD + PAGE, "We will not pay—ever."),
    "base64": (HEAD + WORDS, "We will not pay."),
    "a page and its text": (
        HEAD + b"Content-Type: multipart/alternative; boundary=b\n\n--b\n" + WORDS + b"--b\n" + PAGE + b"--b--\n",
        "We will not pay—ever.",
    ),
    "an attachment": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + WORDS
        + b"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nx\n--b--\n",
        "We will not pay.",
    ),
    "one that was forwarded": (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n" + HEAD + WORDS + b"--b--\n",
        "We will not pay.",
    ),
    "no encoding": (b"From: a\nTo: b\n\nWe will not pay.\n", "We will not pay."),
}  # fmt: skip


@pytest.mark.parametrize(("data", "text"), MAILS.values(), ids=MAILS)
def test_of_a_mail_what_was_shown_is_read(data, text):
    found = understood(data, "a.eml")
    assert (found.text.strip(), found.media_type) == (text, "message/rfc822")


def test_a_page_that_was_saved_as_one_file_is_read():
    related = b'Content-Type: multipart/related; type="text/html"; boundary=b\n\n--b\n'
    found = understood(HEAD + related + PAGE + b"--b--\n", "a.mhtml")
    assert (found.text.strip(), found.media_type) == ("We will not pay—ever.", "multipart/related")


SRT = "1\n00:00:01,000 --> 00:00:03,000\n<i>We will not</i>\n{\\an8}pay\n\n2\n00:00:03,000 --> 00:00:05,000\nthe bill next year."
VTT = """WEBVTT - talks

NOTE nothing

first
00:01.000 --> 00:03.000 align:start
<v Jonas Falk>We will not &amp; shall not</v>

00:03.000 --> 00:05.000
<v.loud Jonas Falk>pay <c.x>the</c> bill.</v>

00:05.000 --> 00:06.000
<v Ida Moe>Why?</v>
"""
SUBTITLES = [
    ("a.srt", SRT, "application/x-subrip", "We will not\npay\nthe bill next year.", (3, 4, 8)),
    ("a.txt", "\ufeff" + SRT.replace("\n", "\r\n"), "application/x-subrip", "We will not\npay\nthe bill next year.", (3, 4, 8)),
    ("a.txt", VTT, "text/vtt", "Jonas Falk: We will not & shall not\npay the bill.\nIda Moe: Why?", (7, 10, 13)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "media_type", "text", "lines"), SUBTITLES)
def test_of_subtitles_the_words_are_read_with_their_voices(name, typed, media_type, text, lines):
    found = understood(typed.encode(), name)
    assert (found.text, found.media_type, found.lines) == (text, media_type, lines)


def test_a_place_in_subtitles_is_a_line_of_the_file():
    found = understood(SRT.encode(), "a.srt")
    assert found.line_of(found.text.index("the bill")) == (8, 1)


def test_subtitles_that_roll_say_each_line_once():
    cues = ["we will", "we will\nnot pay", "not pay\nthe bill", "the bill\nnext year"]
    typed = "WEBVTT\n\n" + "\n\n".join(
        f"0:0{at}.000 --> 0:0{at + 1}.000\n{cue}" for at, cue in enumerate(cues)
    )
    assert understood(typed.encode(), "a.vtt").text.split("\n") == [
        "we will",
        "not pay",
        "the bill",
        "next year",
    ]


def test_what_was_said_twice_in_subtitles_stays_twice():
    cues = ["No.", "No.", "We will not", "pay the bill", "next year", "in full"]
    typed = "WEBVTT\n\n" + "\n\n".join(
        f"0:0{at}.000 --> 0:0{at + 1}.000\n{cue}" for at, cue in enumerate(cues)
    )
    assert understood(typed.encode(), "a.vtt").text.startswith("No.\nNo.\n")


LOCKED = '<encryption><CipherReference URI="OEBPS/c%200.xhtml"/></encryption>'
LEVELS = 400


def entities(kind):
    return f'<!DOCTYPE x [<!ENTITY a "{"aaaaaaaaaa" * 10}">{kind}]>'


# Files that a stranger made to cost much, or to lead elsewhere: the name, the bytes, what is said.
HOSTILE = {
    "a bomb": lambda: ("a.docx", docx("<w:p>" + " " * 80_000_000 + "</w:p>"), "unpacks to more than"),
    "a bomb of numbers": lambda: ("a.docx", archive({f"word/{n}": "" for n in range(10_100)}), "more than 10,000"),
    "entities": lambda: (
        "a.odt",
        archive({"mimetype": ODT, "content.xml": f'{entities("<!ENTITY b SYSTEM &#34;file:///etc/passwd&#34;>".replace("&#34;", chr(34)))}<x>&a;&b;</x>'}),
        "defines entities",
    ),
    "nesting": lambda: ("a.docx", docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "is damaged"),
    "a loop": lambda: ("a.docx", archive({"word/document.xml": b"\0" * 90}), "is damaged"),
    "a part that isn't there": lambda: ("a.odt", archive({"mimetype": ODT}), "is damaged"),
    "a name that leads out": lambda: (
        "a.epub",
        archive({"META-INF/container.xml": '<c><rootfile full-path="../../../../etc/passwd"/></c>'}),
        "is damaged",
    ),
    "a locked book": lambda: ("a.epub", epub(["x"], **{"META-INF/encryption.xml": LOCKED}), "protected against copying"),
    "other archives": lambda: ("a.zip", archive({"a.txt": "a"}), "is an archive"),
    "a table": lambda: ("a.xlsx", archive({"xl/workbook.xml": "a"}), "is a table"),
    "rich nonsense": lambda: ("a.rtf", rb"{\rtf1\uc\ansicpg\u99999999 a}", "is damaged"),
    "mail inside mail": lambda: (
        "a.eml",
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(LEVELS)),
        "(damaged|holds no text)",
    ),
    "mail of many parts": lambda: ("a.eml", HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" * 2_000, "1,000 parts"),
    "an empty mail": lambda: ("a.eml", HEAD + b"\n", "holds no text"),
    "a page made by a script": lambda: ("a.html", b"<html><script>x</script>", "holds no text"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_costs_or_leads_elsewhere_is_refused(name):
    file, data, why = HOSTILE[name]()
    with pytest.raises(CaptureFault, match=f"^`{file}` .*{why}.*\\.$") as refused:
        understood(data, file)
    assert refused.value.hint.endswith(("?", "."))


def test_a_file_that_takes_too_long_to_read_is_ended(monkeypatch):
    from briefgen.ground.bounds import Bounds

    monkeypatch.setattr("briefgen.evidence.reading.apart.BOUNDS", Bounds(seconds=1, megabytes=2048))
    # striprtf puts a font's bytes together for each sign.
    with pytest.raises(CaptureFault, match="takes more than 1 s to read"):
        understood(rb"{\rtf1 " + rb"\'e9" * 4_000_000 + b"}", "a.rtf")


@pytest.mark.parametrize("make", [lambda: docx(paragraph(run("We will pay."))), lambda: odt("<t:p>We will pay.</t:p>"), lambda: epub(["We will pay."])])  # fmt: skip
def test_a_file_that_breaks_off_is_refused_or_read(make):
    data = make()
    for end in range(1, len(data), max(1, len(data) // 60)):
        for broken in (data[:end], data[:end] + b"\0\xff" + data[end + 2 :]):
            try:
                assert understood(broken, "a.docx").text
            except CaptureFault as fault:
                assert str(fault).startswith("`a.docx` ")  # noqa: PT017
