"""Makes the line that says on every page how a paper is to be handled."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from briefgen.view import data, times, words
from briefgen.view.label import Label
from briefgen.view.labels import css_string, mark
from briefgen.view.writer import Writer

BETWEEN = " · "
# The most characters of a running head that stands in one line.
LONG = 38


def handling_of(writer: Writer) -> data.HandlingView | None:
    """Make the line of marking, draft and embargo; None where the brief says none of them."""
    handling = writer.brief.handling
    if handling is None:
        return None
    said: list[str] = [writer.printed(handling.text)] if handling.text else []
    if handling.draft:
        said.append(writer.labels.say("handling.draft"))
    if embargo := _embargo(writer):
        said.append(embargo)
    if not said:
        return None
    line = escape(BETWEEN).join(
        mark(each) if isinstance(each, Label) else escape(each) for each in said
    )
    css = Markup(css_string(_in_lines(said)))  # noqa: S704 - escaped
    return data.HandlingView("handling", line, css, handling.draft)


def _in_lines(said: list[str]) -> str:
    """Give what a running head has room for: with more than that, its end on a second line."""
    *first, last = (" ".join(each.split()) for each in said)
    whole = BETWEEN.join((*first, last))
    return f"{BETWEEN.join(first)}\n{last}" if first and len(whole) > LONG else whole


def _embargo(writer: Writer) -> Label | None:
    """Write until when nothing may be published, with the offset of its zone from UTC."""
    handling = writer.brief.handling
    until = handling.embargo_at(writer.brief.zone) if handling else None
    if until is None:
        return None
    when, zone = until
    key = "handling.embargo" if zone else "handling.embargo-here"
    language = writer.labels.language_of(key)
    values = {
        "time": times.clock(when.time(), language),
        "date": words.day(when.date(), language).text,
    }
    if zone:
        there = when.replace(tzinfo=ZoneInfo(zone))
        values["zone"] = times.zone_name(there, language)
    return writer.labels.say(key, **values)
