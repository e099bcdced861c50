"""The labels of a page are in English: in a brief of another language they are marked so."""

import io
import re

import pikepdf
import pytest
from lxml import html
from test_diagnostics import checked

from briefgen.builds.pipeline import rendered, viewed
from briefgen.look import Look
from briefgen.typeset import typeset

# All that is typed is in Cyrillic, so that each Latin letter of the page is a label's.
BRIEF = """\
briefgen: 1
title: Переговоры в Сочи
serial: ПР-1
language: LANGUAGE
as_of: 2026-03-02
zone: Europe/Moscow
principal: п
owner: {office: Отдел, contact: Пётр, cleared_by: Анна}
parties: {мы: {name: Мы, ours: true}, они: {name: Они}}
people:
  п: {name: Сергей Петров, role: Министр, party: мы}
  к: {name: Анна Козлова, role: Посол, party: они, last_met: 2026-01-02, say: Козлóва, note: Добра.}
  н: {name: Никто}
  т: {described_as: высокий чиновник министерства обороны, attribution: on background}
bottom_line: {text: Договор нужен до мая., sources: и, as_of: 2026-03-01}
objectives: [Договор подписан., {text: Больше времени., party: они}]
programme:
  - {id: в, date: 2026-03-03, start: 10:00, end: 12:00, zone: Asia/Tokyo, place: Токио, title: Встреча, with: [к], press: open, note: Тихо.}
  - {date: 2026-03-04, title: Обед}
agenda:
  - title: Сроки
    meeting: в
    minutes: 20
    lead: п
    objective: Срок назван.
    points:
      - Договор нужен до мая.
      - {kind: respond, they_say: Нет, text: Да}
      - {kind: if raised, they_say: Когда, text: Скоро}
      - {kind: avoid, text: Деньги, why: Рано}
    positions:
      мы: {text: Скоро., basis: declared, sources: и}
      они: {text: Позже., confidence: high}
    quotes:
      - {speaker: к, text: Позже, source: и, said_on: 2026-02-01, carried_by: Весть, as_of: 2026-02-03}
      - {speaker: т, text: Рано, source: и, translated_from: {language: de, text: Früh}}
    background: {text: Давно., sources: и, as_of: 2026-01-01}
press:
  lines: [Скоро., {use: before, text: Едем.}]
  questions: {question: Когда, answer: Скоро.}
background: Всё.
sources:
  и: {title: Весть, publisher: Весть, published: 2026-02-02, accessed: 2026-02-03, state: superseded}
"""
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[А-яЁё]")


def page(language, template="packet"):
    case = checked(BRIEF.replace("LANGUAGE", language))
    assert case.errors == []
    return rendered(case, viewed(case), template, Look())


def texts(text):
    """Every text of a page, those of attributes that are read out too, with its language."""
    body = html.fromstring(text).find("body")
    for element in body.iter():
        nearest = [
            each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")
        ]
        yield nearest[0], element.text or ""
        for name in ("title", "aria-label", "alt"):
            yield nearest[0], element.get(name) or ""
        if element.getparent() is not None and element.tag != "body":
            above = [each.get("lang") for each in element.iterancestors() if each.get("lang")]
            yield above[0], element.tail or ""


@pytest.mark.parametrize("template", ["packet", "card"])
def test_what_the_page_adds_is_marked_as_english_and_nothing_else_is(template):
    found = [
        (language, text.strip()) for language, text in texts(page("be", template)) if text.strip()
    ]
    english = {text for language, text in found if language == "en"}
    assert len(english) > (40 if template == "packet" else 2)
    assert [text for text in english if CYRILLIC.search(text)] == []
    assert [text for language, text in found if language == "be" and LATIN.search(text)] == []
    assert ("de", "„Früh“") in found or template == "card"


@pytest.mark.parametrize("language", ["en", "en-GB", "en-CA"])
def test_in_a_brief_in_english_nothing_is_marked(language):
    assert re.findall(r'<(?!html)[^>]* lang="(?!de)[^"]*"', page(language)) == []


def test_in_the_united_states_a_programme_is_a_program():
    for language, word in (("en-US", "Program"), ("en-GB", "Programme")):
        words = {text for _, text in texts(page(language))}
        assert words & {"Program", "Programme"} == {word}


def test_a_pdf_says_it_too():
    with pikepdf.open(io.BytesIO(typeset(page("be")).data)) as document:
        said = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") and each.get("/Lang")
        ]
        headings = {str(each.Lang) for each in said if str(each.S) == "/H2"}
        assert str(document.Root.Lang) == "be"
        assert headings == {"en"}
