"""From the brief to the View, in the order of reading: notes are numbered on the way."""

from __future__ import annotations

import pathlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from markupsafe import Markup

from briefgen.attribution import evidence_of
from briefgen.evidence.counting import tally_of
from briefgen.evidence.gather import Evidence
from briefgen.ground.span import Path, dotted
from briefgen.markdown import markup
from briefgen.markdown.curling import curled
from briefgen.markdown.links import CITE
from briefgen.model import (
    Anchor,
    Answer,
    Background,
    Brief,
    Figure,
    Item,
    Meeting,
    Person,
    Point,
    Portion,
    Position,
    PressLine,
    Quote,
    anchors,
    permitted,
)
from briefgen.model.portion import PointKind
from briefgen.pictures import read_picture
from briefgen.view import data, times, words
from briefgen.view.contents import contents_of
from briefgen.view.labels import labels_of, mark
from briefgen.view.notes import Notes
from briefgen.view.printed import is_english, printed
from briefgen.view.proof import described, legend, proof_of, said_once, unchecked

Typed = TypeVar("Typed")
Viewed = TypeVar("Viewed")
# In the order in which they are read.
POINTS: tuple[PointKind, ...] = ("make", "respond", "if raised", "avoid")


def view_of(
    brief: Brief, folder: pathlib.Path, file: str = "", evidence: Evidence | None = None
) -> data.View:
    """The view of a brief whose checks found no error.

    `folder` is where its pictures are, `file` its name in messages about templates, `evidence` what
    the captures say of its quotes. A picture that has gone since the check raises PictureFault.
    """
    return _Builder(brief, folder, file, evidence or evidence_of(brief, folder)).view()


class _Builder:
    def __init__(self, brief: Brief, folder: pathlib.Path, file: str, evidence: Evidence) -> None:
        self.brief = brief
        self.evidence = evidence
        self.folder = folder
        self.file = file
        self.language = brief.language
        self.labels = labels_of(brief.language)
        self.curly = is_english(brief.language)
        self.notes = Notes(brief.sources, self.labels, self._printed)
        self.places = {place.path: place for place in anchors(brief)}
        self.names = Counter(map(permitted.name_shown, brief.people.values()))
        self.meetings = {met.id: met for met in brief.programme if met.id}

    def view(self) -> data.View:
        brief = self.brief
        dates = [meeting.date for meeting in brief.programme]
        cities = dict.fromkeys(met.place for met in brief.programme if met.place)
        sections: dict[str, Any] = {
            "bottom_line": self._said(("bottom_line",), brief.bottom_line),
            "objectives": self._our_objectives(),
            "their_objectives": self._their_objectives(),
            "programme": self._programme(),
            "items": tuple(self._item(at, item) for at, item in enumerate(brief.agenda)),
            **self._press(),
            "people": self._people(),
            "background": self._background(("background",), brief.background),
        }
        return data.View(
            file=self.file,
            title=self._printed(brief.title),
            serial=self._printed(brief.serial),
            language=brief.language,
            as_of=words.day(brief.as_of, self.language),
            principal=self._person(brief.principal, brief.people[brief.principal]),
            owner=self._owner(),
            where=words.listed([self._printed(city) for city in cities if city], self.language),
            when=words.days(dates, self.language),
            notes=self.notes.notes(),
            quotes=tuple(quote for item in sections["items"] for quote in item.quotes),
            proofs=legend(self.evidence, brief),
            unchecked=unchecked(tally_of(brief, self.evidence), self.language),
            sources=self._sources(),
            contents=contents_of(sections, self.labels, has_notes=bool(self.notes.notes())),
            **sections,
        )

    def _is_theirs(self, party: str | None) -> bool:
        return party is not None and not self.brief.parties[party].ours

    def _our_objectives(self) -> tuple[data.Said, ...]:
        return tuple(
            self._said(("objectives", at), objective)
            for at, objective in enumerate(self.brief.objectives)
            if not self._is_theirs(objective.party)
        )

    def _their_objectives(self) -> tuple[data.Objectives, ...]:
        theirs: dict[str, list[data.Said]] = {}
        for at, objective in enumerate(self.brief.objectives):
            if objective.party and self._is_theirs(objective.party):
                name = self._party(objective.party)
                theirs.setdefault(name, []).append(self._said(("objectives", at), objective))
        return tuple(data.Objectives(name, tuple(said)) for name, said in theirs.items())

    def _printed(self, text: str | None) -> str:
        return printed(text, self.language)

    def _party(self, name: str | None) -> str:
        return self._printed(self.brief.parties[name].name) if name else ""

    def _said_fields(
        self, path: Path, portion: Portion, to_html: Callable[..., str]
    ) -> dict[str, Any]:
        """The fields that every portion has in the view. Notes inside the text come first."""
        html = to_html(portion.text, self.notes.cite, curly=self.curly)
        bare = to_html(portion.text, anchors=False, curly=self.curly)
        return {
            "source": dotted(path),
            "id": self.places[path].id,
            "html": Markup(html),  # noqa: S704 - made by markup.py
            "bare": Markup(bare),  # noqa: S704 - made by markup.py
            "cited": self.notes.cite_all(portion.cited, after=portion.text),
            "as_of": words.day(portion.as_of, self.language),
        }

    def _said(self, path: Path, portion: Portion) -> data.Said:
        return data.Said(**self._said_fields(path, portion, markup.inline_html))

    def _background(self, path: Path, background: Background | None) -> data.Said | None:
        if background is None:
            return None
        return data.Said(**self._said_fields(path, background, markup.html))

    def _inline(self, text: str | None) -> Markup:
        if not text:
            return Markup()
        html = markup.inline_html(text, self.notes.cite, curly=self.curly)
        return Markup(html)  # noqa: S704 - made by markup.py

    def _item(self, at: int, item: Item) -> data.ItemView:
        path = "agenda", at
        meeting = self.meetings.get(item.meeting or "")
        when = item.date or (meeting.date if meeting else None)
        end = item.ends_at(self.brief.meeting_of(item), self.brief.zone)
        view = data.ItemView(
            source=dotted(path),
            number=at + 1,
            id=self.places[path].id,
            title=self._printed(item.title),
            date=words.day(when, self.language),
            time=times.span_of_time(item.start, end, self.language),
            minutes=self.labels.counted("item.minutes", item.minutes),
            meeting=self._printed(meeting.title) if meeting else "",
            lead=self._called(item.lead) if item.lead else "",
            objective=self._said((*path, "objective"), item.objective) if item.objective else None,
            points=self._points((*path, "points"), item.points),
            positions=tuple(
                self._position((*path, "positions", party), held)
                for party, held in item.positions.items()
            ),
            quotes=self._each((*path, "quotes"), item.quotes, self._quote),
            background=self._background((*path, "background"), item.background),
            figures=self._each((*path, "figures"), item.figures, self._figure),
        )
        return replace(view, sign=said_once([quote.proof for quote in view.quotes], self.language))

    def _each(
        self, path: Path, entries: Iterable[Typed], viewed: Callable[[Path, Typed], Viewed]
    ) -> tuple[Viewed, ...]:
        """The views of the entries of a list, each with the path at which it stands."""
        return tuple(viewed((*path, at), entry) for at, entry in enumerate(entries))

    def _points(self, path: Path, points: Iterable[Point]) -> tuple[data.PointGroup, ...]:
        groups = []
        for kind in POINTS:
            found = tuple(
                self._point((*path, at), point)
                for at, point in enumerate(points)
                if point.kind == kind
            )
            if found:
                groups.append(data.PointGroup(kind, self.labels.of("points", kind), found))
        return tuple(groups)

    def _point(self, path: Path, point: Point) -> data.PointView:
        return data.PointView(
            **self._said_fields(path, point, markup.inline_html),
            kind=point.kind,
            they_say=self._printed(point.they_say),
            why=self._inline(point.why),
        )

    def _position(self, path: Path, position: Position) -> data.PositionView:
        holder = self.brief.parties[str(path[-1])]
        basis = position.basis or ("" if holder.ours else "assessed")
        return data.PositionView(
            **self._said_fields(path, position, markup.inline_html),
            party=self._printed(holder.name),
            ours=holder.ours,
            basis=self.labels.of("positions", basis),
            confidence=self.labels.of("positions", position.confidence),
        )

    def _quote(self, path: Path, quote: Quote) -> data.QuoteView:
        speaker = self.brief.people[quote.speaker]
        is_named = permitted.may_name_speaker(self.brief, quote)
        original = quote.translated_from
        found = self.evidence.of(path)
        fields = self._said_fields(path, quote, _as_typed)  # gives its sources their numbers
        language = original.language if original else ""
        return data.QuoteView(
            **fields,
            speaker=self._speaker(quote),
            role=self._printed(speaker.role) if is_named else "",
            said_on=words.day(quote.said_on, self.language),
            terms=self.labels.of(
                "quote", permitted.terms_shown(permitted.terms_of(self.brief, quote))
            ),
            carried_by=self._printed(quote.carried_by),
            note=str(self.notes.number(found.source_id) or "") if found else "",
            proof=proof_of(found, self.brief) if found else data.Proof("unchecked"),
            original=printed(original.text, language) if original else "",
            original_language=language,
            original_language_name=words.language_name(language, self.language),
        )

    def _figure(self, path: Path, figure: Figure) -> data.FigureView:
        return data.FigureView(
            source=dotted(path),
            id=self.places[path].id,
            url=read_picture(self.folder, figure.file).url,
            alt=self._printed(figure.alt),
            caption=self._inline(figure.caption),
            cited=self.notes.cite_all(figure.cited, after=figure.caption or ""),
        )

    def _programme(self) -> tuple[data.DayOfMeetings, ...]:
        by_day: dict[Any, list[data.MeetingView]] = {}
        for at, meeting in enumerate(self.brief.programme):
            view = self._meeting(("programme", at), meeting)
            by_day.setdefault(meeting.date, []).append(view)
        return tuple(
            data.DayOfMeetings(words.day(date, self.language, weekday=True), tuple(meetings))
            for date, meetings in sorted(by_day.items())
        )

    def _meeting(self, path: Path, meeting: Meeting) -> data.MeetingView:
        zone, home = times.zones_of(meeting, self.brief.zone, self.language)
        return data.MeetingView(
            source=dotted(path),
            id=self.places[path].id,
            time=times.span_of_time(meeting.start, meeting.ends_at(self.brief.zone), self.language),
            zone=zone,
            home_time=home,
            place=self._printed(meeting.place),
            title=self._printed(meeting.title),
            people=tuple(self._label(name) for name in meeting.with_),
            press=self.labels.of("programme", meeting.press),
            note=self._inline(meeting.note),
        )

    def _called(self, key: str) -> str:
        """A person as printed; with the office where two have the same name."""
        label = permitted.name_shown(self.brief.people[key])
        return self._label(key) if self.names[label] > 1 else self._printed(label)

    def _label(self, name: str) -> str:
        """A person's or a party's name as printed, a person's with the office."""
        if name not in self.brief.people:
            return self._party(name)
        person = self.brief.people[name]
        shown = permitted.name_shown(person), permitted.role_shown(person)
        return self._printed(", ".join(filter(None, shown)))

    def _people(self) -> tuple[data.PartyOfPeople, ...]:
        """Those who may be printed by party, our own side last: the reader knows it."""
        parties = self.brief.parties
        order = sorted(parties, key=lambda key: parties[key].ours)
        groups: dict[str, list[data.PersonView]] = {key: [] for key in (*order, "")}
        for key, person in self.brief.people.items():
            if permitted.may_be_named(person) and key != self.brief.principal:
                groups[person.party or ""].append(self._person(key, person))
        return tuple(
            data.PartyOfPeople(self._party(key), tuple(people))
            for key, people in groups.items()
            if people
        )

    def _person(self, key: str, person: Person) -> data.PersonView:
        native = person.native_language or self.language
        return data.PersonView(
            source=f"people.{key}",
            name=self._printed(permitted.name_shown(person)),
            role=self._printed(person.role),
            party=self._party(person.party),
            native_name=printed(person.native_name, native)
            if permitted.may_be_named(person)
            else "",
            native_language=person.native_language or "",
            say=self._printed(person.say),
            last_met=words.day(person.last_met, self.language),
            note=self._inline(person.note),
            terms=self.labels.of("quote", permitted.terms_shown(person.attribution)),
        )

    def _press(self) -> dict[str, Any]:
        press = self.brief.press
        lines, questions = (press.lines, press.questions) if press else ((), ())
        return {
            "press_lines": self._each(("press", "lines"), lines, self._press_line),
            "questions": self._each(("press", "questions"), questions, self._answer),
        }

    def _press_line(self, path: Path, line: PressLine) -> data.PressLineView:
        fields = self._said_fields(path, line, markup.inline_html)
        return data.PressLineView(**fields, use=self.labels.of("press", line.use))

    def _answer(self, path: Path, answer: Answer) -> data.AnswerView:
        fields = self._said_fields(path, answer, markup.inline_html)
        return data.AnswerView(**fields, question=self._printed(answer.question))

    def _sources(self) -> tuple[data.SourceView, ...]:
        """The cited sources in the order of their notes, each with all that rests on it."""
        resting = self._resting()
        return tuple(
            data.SourceView(
                number,
                self._printed(self.brief.sources[name].title),
                f"#note.{number}",
                described(
                    self.brief.sources[name], self.evidence.captures.get(name), self.language
                ),
                self.brief.sources[name].capture or "",
                self.brief.sources[name].sha256 or "",
                tuple(resting.get(name, ())),
            )
            for number, name in enumerate(self.notes.cited, 1)
        )

    def _resting(self) -> dict[str, list[data.Resting]]:
        """What rests on each source, in the order of the brief."""
        resting: dict[str, list[data.Resting]] = {}
        for place in self.places.values():
            inside = CITE.findall(getattr(place.entry, "text", ""))
            for name in dict.fromkeys((*inside, *getattr(place.entry, "cited", ()))):
                found = data.Resting(self._place_name(place), f"#{place.id}")
                resting.setdefault(name, []).append(found)
        return resting

    def _place_name(self, place: Anchor) -> Markup:
        """What stands at a place: `Arms control: quote of Sergei Lavrov`."""
        entry, values = place.entry, {}
        if isinstance(entry, Position):
            values = {"party": self._party(str(place.path[-1]))}
        elif isinstance(entry, Quote):
            values = {"speaker": self._speaker(entry)}
        key = "resting." + re.sub(r"(?<!^)(?=[A-Z])", "-", type(entry).__name__).lower()
        if place.path[0] == "agenda":
            where = self._printed(self.brief.agenda[int(place.path[1])].title)
            return Markup("{}: {}").format(where, self.labels.marked(key, **values))
        return mark(self.labels.say(key, **values).capitalised())

    def _speaker(self, quote: Quote) -> str:
        """The speaker of a quote on its terms: the name, or the description."""
        return self._printed(permitted.speaker_shown(self.brief, quote))

    def _owner(self) -> data.OwnerView | None:
        if not (owner := self.brief.owner):
            return None
        return data.OwnerView(*map(self._printed, (owner.office, owner.contact, owner.cleared_by)))


def _as_typed(text: str, *_cite: Any, curly: bool = False, **_options: bool) -> str:
    """A quote's words are printed as they are: they are not Markdown."""
    return str(Markup.escape(curled(text) if curly else text))
