"""What is typed is what is printed: a sentence stays one, and its marks are curled alike."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from briefgen import model
from briefgen.api import check, load
from briefgen.builds import pipeline
from briefgen.builds.pipeline import Timings
from briefgen.markdown import markup
from briefgen.markdown.curling import curled
from briefgen.model import Person, fields, reading
from briefgen.model.permitted import may_be_named
from briefgen.render.page import render
from briefgen.render.runts import NO_BREAK
from briefgen.typeset import typeset

TEXTS = Path(__file__).parent / "texts"
AS_TYPED = (TEXTS / "as-typed.txt").read_text("utf-8").splitlines()
CURLED = (TEXTS / "curled.txt").read_text("utf-8").splitlines()
STRAIGHT = str.maketrans("“”‘’", "\"\"''")

# Every text that is printed, with marks in it. `~` stands for the text.
BRIEF = """\
briefgen: 1
title: ~
language: en-GB
number: ~
serial: ~
handling: ~
as_of: 2026-03-02
received: 2026-03-01
considered: {body: ~, outcome: ~}
principal: a
to: ~
from: ~
through: ~
copy: ~
clearances: {office: ~, person: ~, note: ~}
facts: {~: ~}
owner: {office: ~, contact: ~, cleared_by: ~}
parties: {us: {name: ~, ours: true}, them: ~}
people:
  a: {name: ~, role: ~, party: us}
  b:
    {name: ~, role: ~, party: them, native_name: ~, say: ~, note: ~, group: ~, staff_contact: ~,
     biography: ~}
  c: {described_as: ~, attribution: on background}
bottom_line: ~
objectives: [~, {id: theirs, text: ~, party: them}]
programme: {id: m, date: 2026-03-04, title: ~, place: ~, with: [b, them], note: ~,
  requested_by: ~, contact: ~}
decision:
  text: ~
  otherwise: ~
  options: {title: ~, text: ~, for: ~, against: ~, cost: ~, risk: ~}
  offices: {~: for}
agenda:
  title: ~
  number: ~
  group: ~
  paper: ~
  meeting: m
  lead: a
  objective: ~
  points:
    - {id: first, text: ~, why: ~}
    - {id: second, text: ~, kind: respond, they_say: ~}
  positions: {us: ~, them: {text: ~, basis: assessed}}
  quotes:
    - {speaker: b, text: ~, source: s, carried_by: ~}
    - {id: other, speaker: c, text: ~, source: s, translated_from: {language: en, text: ~}}
  background: ~
  figures: {file: pictures/harbour.png, alt: ~, caption: ~}
questions:
  - question: ~
    answer: ~
    group: ~
    for: ~
    redirect: ~
    if_pressed: [{id: pressed, ask: ~, say: ~}, ~]
press: {lines: ~, questions: {id: asked, question: ~, answer: ~}, notes: ~}
remarks: {title: ~, text: ~}
sections: {first: {title: ~, text: ~}}
actions: {number: ~, text: ~, owner: ~, note: ~}
contacts: {name: ~, role: ~, phone: ~, email: ~, hours: ~}
annexes: {tab: ~, title: ~, note: ~}
background: ~
sources: {s: {title: ~, author: ~, publisher: ~}}
"""
# Texts that are no prose: names of files, addresses, and what is looked for and never printed.
NOT_PROSE = {"file", "url", "capture", "sha256", "prefix", "suffix", "language", "native_language"}
NOT_PROSE |= {"languages", "picture"}
# Nor are these texts, but the kinds of values that are typed as one: numbers, times, days, zones.
NOT_PROSE |= {
    "briefgen",
    "as_of",
    "received",
    "accessed",
    "published",
    "review_by",
    "said_on",
    "last_met",
}
NOT_PROSE |= {"procedural", "recommended", "draft", "embargo", "pace"}
# Of these the keys are printed, which are walked apart.
NOT_PROSE |= {"facts", "offices"}
NOT_PROSE |= {"due", "agreed_on", "closed_on", "on", "by"}
NOT_PROSE |= {"kept_on", "also_called"}
NOT_PROSE |= {"date", "start", "end", "minutes", "zone", "ours"}


def brief_of(text: str, language: str = "en-GB"):
    """A checked brief with a text in every field that is printed."""
    data = BRIEF.replace("~", json.dumps(text)).replace("en-GB", language)
    folder = Path(__file__).parent / "diagnostics"
    case = pipeline.checked(pipeline.loaded(data.encode(), "brief.yaml", Timings()), folder)
    assert not case.errors, case.errors
    return case


def printed_fields(brief):
    """The kinds of entries in a brief with the names of their texts that are printed."""
    return {
        (kind, name)
        for kind in {type(entry) for _, entry in model.walk(brief)}
        for name, _, holds in fields.fields_of(kind)
        if holds in ("text", "markdown") and name not in NOT_PROSE
    }


def words_of(html: str) -> str:
    """What is read of a page, with the texts of its pictures."""
    html = re.sub(r"<(style|head)\b.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r'<img[^>]* alt="([^"]*)"', r"\1<", html)
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("line", AS_TYPED)
def test_a_text_of_one_line_is_a_sentence_however_it_starts(line):
    assert words_of(markup.html(line)) == f"{line}\n"
    assert markup.html(line).count("<") == 2


def test_it_is_one_in_every_field():
    typed = "14. Mai, + 5*3*2 per cent"
    page = words_of(render(pipeline.viewed(brief_of(typed)))).replace(NO_BREAK, " ")
    fields = BRIEF.count("~")
    assert page.count(typed) >= fields
    assert page.count("Mai") == page.count(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a:\n\n14. Mai ist es.", "<p>a:</p> <p>14. Mai ist es.</p>"),
        ("1. one\n\ntext\n\n2. two", "<p>1. one</p> <p>text</p> <p>2. two</p>"),
        ("2019. It was\nthe last.", "<p>2019. It was the last.</p>"),
        ("It fell by\n+ 5 per cent.", "<p>It fell by</p> <p>+ 5 per cent.</p>"),
        ("It fell by\n- 5 per cent.", "<p>It fell by</p> <p>- 5 per cent.</p>"),
        ("+ 5 here\n+ 7 there", "<p>+ 5 here</p> <p>+ 7 there</p>"),
        ("Gate\n# 4\nis shut.", "<p>Gate # 4 is shut.</p>"),
        ("- # 4 is shut\n- # 5b", "<ul> <li># 4 is shut</li> <li># 5b</li> </ul>"),
        ("- * so\n- it is", "<ul> <li>* so</li> <li>it is</li> </ul>"),
        ("Price*: 5\n\n* with tax", "<p>Price*: 5</p> <p>* with tax</p>"),
        ("> 50 per cent\nwait.", "<p>&gt; 50 per cent wait.</p>"),
        ("> %50 evet\n> 30 hayır", "<p>&gt; %50 evet</p> <p>&gt; 30 hayır</p>"),
        ("> 50 here\n>= 30 there", "<p>&gt; 50 here</p> <p>&gt;= 30 there</p>"),
        ("- two\n  1. three", "<ul> <li>two<br> 1. three</li> </ul>"),
        ("[x]: y\nand more", "<p>[x]: y and more</p>"),
        ("Total\n===", "<p>Total ===</p>"),
        ("Total\n---\n12", "<p>Total</p> <hr> <p>12</p>"),
        ("so[^a]\n\n[^a]: Annex", "<p>so</p> <p>: Annex</p>"),
        ("one\n\n    two\n\n    - three", "<p>one</p> <p>two</p> <ul> <li>three</li> </ul>"),
    ],
)
def test_what_can_be_no_block_prints_as_typed_among_others(typed, printed):
    assert " ".join(markup.html(typed).split()) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("- one\n- 5 per cent", "<ul> <li>one</li> <li>5 per cent</li> </ul>"),
        ("- 2026: lowest\n\ntext", "<ul> <li>2026: lowest</li> </ul> <p>text</p>"),
        ("*Price*: 5\n\n* tax", "<p><em>Price</em>: 5</p> <ul> <li>tax</li> </ul>"),
        ("- one\n\ntext", "<ul> <li>one</li> </ul> <p>text</p>"),
        ("1. one\n1. two", "<ol> <li>one</li> <li>two</li> </ol>"),
        ("1) one\n2) two", '<ol class="bracketed"> <li>one</li> <li>two</li> </ol>'),
        ("> 50 wait,\n> he said", "<blockquote> <p>50 wait, he said</p> </blockquote>"),
        ("**Zorya**s\n*Alcyone*s", "<p><strong>Zorya</strong>s <em>Alcyone</em>s</p>"),
        ("the\n[Quay\nAct][]\n\n[quay act]: #y", '<p>the <a href="#y">Quay Act</a></p>'),
        ("see [x]\n\n[x]: #y", '<p>see <a href="#y">x</a></p>'),
    ],
)
def test_what_is_a_block_stays_one(typed, printed):
    assert " ".join(markup.html(typed).split()) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("• one\n• two", "<p>• one<br> • two</p>"),
        ("– One.\n— Two.\nIt is so.", "<p>– One.<br> — Two. It is so.</p>"),
        ("10:30 Arrival\n11:00 Talks", "<p>10:30 Arrival<br> 11:00 Talks</p>"),
        ("1.1 one\n1.2 two\n2. three", "<p>1.1 one<br> 1.2 two<br> 2. three</p>"),
        ("Fristen:\n14. Mai\n15. Mai", "<p>Fristen:<br> 14. Mai<br> 15. Mai</p>"),
        ("(a) one\n(b) *two*", "<p>(a) one<br> (b) <em>two</em></p>"),
        ("- so:\n  i) one\n  ii) two", "<ul> <li>so:<br> i) one<br> ii) two</li> </ul>"),
        ("[ ] one\n[x] two", "<p>[ ] one<br> [x] two</p>"),
        ("-5 here\n+7 there", "<p>-5 here<br> +7 there</p>"),
        ("§ 5\n§ 6", "<p>§ 5<br> § 6</p>"),
        ("9 Uhr Ankunft\n10 Uhr Abfahrt", "<p>9 Uhr Ankunft<br> 10 Uhr Abfahrt</p>"),
        ("Who: the Chair\nWhen: noon", "<p>Who: the Chair<br> When: noon</p>"),
        ("Cost:\n€5m, roads\n€7m, quays", "<p>Cost:<br> €5m, roads<br> €7m, quays</p>"),
        ("Mo 9:00 Ankunft\nDi 10:00 Abfahrt", "<p>Mo 9:00 Ankunft<br> Di 10:00 Abfahrt</p>"),
        ("9h30 Arrivée\n10h Départ", "<p>9h30 Arrivée<br> 10h Départ</p>"),
        ("Art. 5\nArt. 6", "<p>Art. 5<br> Art. 6</p>"),
        ("It grew by\n3.5 per cent.", "<p>It grew by 3.5 per cent.</p>"),
        ("We – all of us\n– agreed.", "<p>We – all of us – agreed.</p>"),
        ("So it is.\nSo be it.", "<p>So it is. So be it.</p>"),
    ],
)
def test_a_list_that_markdown_does_not_know_keeps_its_lines(typed, printed):
    assert " ".join(markup.html(typed).split()) == printed


def test_a_sentence_that_is_wrapped_before_numbers_goes_on():
    typed = (
        "The two ferries that sail in winter carried in the year\n"
        "2024 as many as in the five years before, and they will\n"
        "7 times a day go on to do so: in the morning of each day\n"
        "5 times."
    )
    assert "<br>" not in markup.html(typed)


LISTS = {
    "3. Sign.\n4. Publish.\n5. Pay.": ["3.", "4.", "5."],
    "2. March\n14. May\n15. May\n1. June": ["2.", "14.", "15.", "1."],
    "0. Zero\n1. One": ["0.", "1."],
    "1. One\n1. Two\n1. Three": ["1.", "2.", "3."],
    "8) One\n10) Two\n   1) a\n   3) b\n11) Three": ["8)", "10)", "1)", "3)", "11)"],
    "2019. Roofs\n2023. Quays": ["2019.", "2023."],
}
PLAIN = """\
briefgen: 1
title: Talks
as_of: 2026-03-02
principal: a
people: {a: Anna Berg}
bottom_line: Nothing is asked.
agenda: {title: Repairs, objective: The quay is repaired.}
"""


def test_the_numbers_of_a_list_are_those_that_were_typed():
    data = PLAIN + "background: " + json.dumps("\n\nNext:\n\n".join(LISTS))
    case = pipeline.checked(pipeline.loaded(data.encode(), "brief.yaml", Timings()), TEXTS)
    pdf = pypdfium2.PdfDocument(typeset(render(pipeline.viewed(case))).data)
    words = " ".join(page.get_textpage().get_text_bounded() for page in pdf).split()
    numbers = [word for word in words if re.fullmatch(r"\d+[.)]", word)]
    assert numbers == [number for each in LISTS.values() for number in each]


@pytest.mark.parametrize("line", CURLED)
def test_marks_are_curled_as_a_printer_does(line):
    assert curled(line.translate(STRAIGHT)) == line


@pytest.mark.parametrize("line", CURLED)
def test_they_are_curled_in_markdown_as_elsewhere(line):
    straight = line.translate(STRAIGHT).replace("[", "(").replace("]", ")")
    assert words_of(markup.html(straight, language="en")) == f"{curled(straight)}\n"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('It is "safe"[^s], and Ida\'s "no"[^s].', "It is “safe”, and Ida’s “no”."),
        ('"Safe."[^s]', "“Safe.”"),
        ("the ships'[^s] turn", "the ships’ turn"),
        ('"It is safe [^s]" and so', "“It is safe ” and so"),
        ('**"Zorya"**\'s "**offer**"', "“Zorya”’s “offer”"),
        ("the [Quay Act](https://example.org/it's)'s reach", "the Quay Act’s reach"),
        ("`x`'s `'y'`", "x’s 'y'"),
        (r"2\" wide, \'so\'", "2\" wide, 'so'"),
        ('<https://example.org/it\'s> is "so"', "https://example.org/it's is “so”"),
        ('"one\ntwo"', "“one\ntwo”"),
    ],
)
def test_tags_and_notes_do_not_come_between_a_mark_and_its_word(typed, read):
    assert words_of(markup.html(typed, language="en")) == f"{read}\n"


def test_every_printed_text_is_curled_alike():
    case = brief_of("Ida's \"so\" '90s")
    for template in ("packet", "card"):
        page = words_of(render(pipeline.viewed(case), template))
        assert not re.findall(r".*[\"'].*", page)
        assert "Ida’s “so” ’90s" in page


def test_there_is_no_printed_text_that_was_forgotten():
    case = brief_of("Ida's")
    filled = {
        (type(entry), name) for _, text, entry, name in reading.texts(case.brief) if "Ida" in text
    }
    assert len({kind for kind, _ in filled}) >= 17
    assert printed_fields(case.brief) <= filled
    assert [key for _, key in reading.printed_keys(case.brief)] == ["Ida's", "Ida's"]


EVERYTHING = Path(__file__).parent.parent / "briefs" / "everything.yaml"


def test_each_typed_text_of_a_whole_brief_is_on_its_page():
    case = check(load(EVERYTHING))
    page = render(pipeline.viewed(case))
    read = "".join(words_of(re.sub(r"<sup\b.*?</sup>|\u2060", "", page)).split())
    looked_for = [
        words_of(markup.html(text, language="en"))
        if fields.is_markdown(entry, name)
        else curled(text)
        for _, text, entry, name in reading.texts(case.brief)
        if (type(entry), name) in printed_fields(case.brief)
        and not (isinstance(entry, Person) and not may_be_named(entry))
        # The one word that the page says in its own language.
        and (name, text) != ("paper", "verbal")
    ]
    assert len(looked_for) > 150
    assert [text for text in looked_for if "".join(text.split()) not in read] == []


def test_another_language_has_its_own_marks():
    case = brief_of('Ida\'s "so"', "fr")
    page = words_of(render(pipeline.viewed(case)))
    assert page.count("Ida’s «\u00a0so\u00a0»") >= BRIEF.count("~") - 3
    # In each quote, and in the annex once more: the words are in marks already.
    assert page.count("«\u00a0Ida’s “so”\u00a0»") == 4
    assert page.count("“Ida’s ‘so’”") == 1  # the original of a quote, which says that it is English
