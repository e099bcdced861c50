"""Lay the text of a brief in its second language over the brief, and find what only one has.

The second file has the ids of the brief, and of each thing only the texts. Entries of a list belong
together by their `id`, or else by their order; people, parties and sources by their key.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import field
from typing import Any, get_origin

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.records import mutable, record
from briefgen.ground.scalars import Mark
from briefgen.ground.span import Path
from briefgen.load.document import Document
from briefgen.load.laid_over import LaidOver
from briefgen.model.brief import Brief
from briefgen.model.entry import Entry, Field
from briefgen.model.fields import entries_in, field_named
from briefgen.model.in_both import (
    asks_for_text,
    has_text,
    holds_words,
    is_own,
    is_printed_group,
    is_same,
    long_form,
)
from briefgen.model.sources import Source

# Groups whose entries are referred to: they can't be left out where a text is missing.
REFERRED_TO = {"parties", "people", "sources"}
ONE, DIFFERS = "only-in-one-language", "differs-between-languages"
BY_ORDER = " Entries belong together by their order, unless each has its `id`."


def laid_over(base: Document, text: Document, language: str) -> tuple[LaidOver, list[Diagnostic]]:
    """Lay the document `text`, in another language, over that of a brief; and find what differs."""
    laying = _Laying(base, text, language)
    for path in filter(None, text.marks):
        laying.inside.setdefault(path[:-1], []).append(path)
    typed = text.data if isinstance(text.data, dict) else {}
    laying.found += _findings_about_head(text, typed, language)
    over = {key: value for key, value in typed.items() if key not in {"language", "briefgen"}}
    data = laying.group(Brief, _Twin(base.data, over))
    data["language"] = language
    laying.marks[()] = text.marks.get((), Mark(None, text.value_span(()), 0, 0))
    laid = LaidOver(text.file, text.text, data, laying.marks, text.problems, text.sha256, base)
    return laid, laying.found


def _findings_about_head(
    text: Document, typed: dict[str, Any], language: str
) -> Iterator[Diagnostic]:
    """Find what a second text says of itself, and mustn't."""
    if typed.get("language", language) != language:
        message = f"By its name, this is the text in `{language}`."
        hint = f"Type `language: {language}`, or delete the line."
        yield finding(DIFFERS, message, text.value_span(("language",)), hint)
    if "briefgen" in typed:
        message = "With `briefgen:` on top, this text would be taken for a brief of its own."
        yield finding(DIFFERS, message, text.key_span(("briefgen",)), "Delete the line.")


@record
class _Twin:
    """What the brief and the second text have in one place, and the paths of it.

    `at` is the path in the brief, `there` that in the second text, and `path` that in the result.
    """

    base: Any
    over: Any
    at: Path = ()
    there: Path = ()
    path: Path = ()

    def below(self, base: Any, over: Any, at: int | str, there: int | str) -> _Twin:
        """Give what both have under a key: the result has that of the second text."""
        return _Twin(base, over, (*self.at, at), (*self.there, there), (*self.path, there))


@mutable
class _Laying:
    """The brief and its second text while one is laid over the other.

    `marks` has the places in the second text by the paths of the result, and `inside` the paths in
    the second text by the path of what holds them.
    """

    base: Document
    text: Document
    language: str
    marks: dict[Path, Mark] = field(default_factory=dict)
    inside: dict[Path, list[Path]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def people(self) -> dict[str, Any]:
        """The people of the brief, by their ids."""
        people = self.base.data.get("people")
        return people if isinstance(people, dict) else {}

    def group(self, kind: type[Entry], twin: _Twin) -> Any:
        """Lay one entry over another; a lone text stands for its short field."""
        self._mark(twin)
        if not isinstance(twin.base, dict) and not isinstance(twin.over, dict):
            return twin.over
        if not isinstance(twin.over, dict) and (mark := self.text.marks.get(twin.there)):
            self.marks[*twin.path, kind.short_key()] = mark
        base, over = long_form(kind, twin.base), long_form(kind, twin.over)
        made: dict[str, Any] = {}
        for key, value in base.items():
            each = field_named(kind, key)
            if value is None or each is None:
                continue
            if over.get(key) is not None:
                made[key] = self._field(kind, each, twin.below(value, over[key], key, key))
            elif not asks_for_text(kind, key, value, self.people):
                made[key] = value
            else:
                self._only_in_brief((*twin.at, key))
                if each.is_required() or key in REFERRED_TO:
                    made[key] = value
        for key, value in over.items():
            if value is not None and base.get(key) is None:
                self._only_in_text(kind, key, made, twin)
        return made

    def _field(self, kind: type[Entry], each: Field, twin: _Twin) -> Any:
        """Lay what a field holds over what it holds in the brief."""
        inner = next(entries_in(each.annotation), None)
        if is_printed_group(kind, str(twin.there[-1])):
            return self._labelled(inner, twin)
        if inner is None:
            return self._value(kind, twin)
        if get_origin(each.annotation) is tuple:
            return self._entries(inner, twin)
        if get_origin(each.annotation) is dict:
            return self._keyed(inner, twin)
        return self.group(inner, twin)

    def _value(self, kind: type[Entry], twin: _Twin) -> Any:
        """Take a text of the second file; what isn't one has to be that of the brief."""
        key, base, over = str(twin.there[-1]), twin.base, twin.over
        if holds_words(kind, key) or is_own(kind, key):
            here, in_brief = _count(over), _count(base)
            if here != in_brief and not is_same(kind, key):
                message = f"`{key}` has {here} here, and {in_brief} in the brief."
                self._tell(ONE, message, twin.there)
            self._marks_below(twin.there, twin.path)
            return over
        if _plain(base) != _plain(over):
            message = f"`{key}` isn't a text, and differs from that of the brief."
            hint = f"It holds for both languages: delete it here, or mend it in {_name(self.base)}."
            self._tell(DIFFERS, message, twin.there, hint)
        self._mark(twin)
        return base

    def _labelled(self, inner: type[Entry] | None, twin: _Twin) -> Any:
        """Lay groups whose keys are printed: alike by their key, or else by their order."""
        base, over = twin.base, twin.over
        if not isinstance(base, dict) or not isinstance(over, dict):
            return over
        self._mark(twin)
        new = iter([key for key in over if key not in base])
        made: dict[str, Any] = {}
        for label, value in base.items():
            key = label if label in over else next(new, None)
            if key is None:
                self._only_in_brief((*twin.at, label))
                continue
            each = twin.below(value, over[key], label, key)
            self._mark(each)
            made[key] = self.group(inner, each) if inner else value
        for key in new:
            self._only_here((*twin.there, key))
        return made

    def _keyed(self, inner: type[Entry], twin: _Twin) -> Any:
        """Lay groups under ids, such as people: those with the same id belong together."""
        base, over = twin.base, twin.over
        if not isinstance(base, dict) or not isinstance(over, dict):
            return over
        self._mark(twin)
        made: dict[str, Any] = {}
        for key, value in base.items():
            if key in over:
                made[key] = self.group(inner, twin.below(value, over[key], key, key))
                continue
            is_asked = has_text(inner, value, self.people)
            if is_asked:
                self._only_in_brief((*twin.at, key))
            if twin.at[-1] in REFERRED_TO or not is_asked:
                made[key] = value
        for key in over.keys() - base.keys():
            if inner is Source:  # an edition that only this text cites
                self._marks_below((*twin.there, key), (*twin.path, key))
                made[key] = over[key]
            else:
                self._only_here((*twin.there, key))
        return made

    def _entries(self, inner: type[Entry], twin: _Twin) -> Any:
        """Lay the entries of a list over those with the same id, or else in the same place."""
        if not isinstance(twin.base, list) and not isinstance(twin.over, list):
            return self.group(inner, twin)
        self._mark(twin)
        ours, theirs = _listed(twin.base, twin.at), _listed(twin.over, twin.there)
        by_id = {_id(value): (value, place) for value, place in theirs if _id(value)}
        rest = iter([each for each in theirs if not _id(each[0])])
        made: list[Any] = []
        for value, place in ours:
            found = by_id.pop(_id(value), None) or next(rest, None)
            if found is not None:
                path = (*twin.path, len(made))
                made.append(self.group(inner, _Twin(value, found[0], place, found[1], path)))
            elif has_text(inner, value, self.people):
                self._only_in_brief(place)
            else:
                made.append(value)
        for _, place in (*by_id.values(), *rest):
            self._only_here(place)
        return made

    def _only_in_text(self, kind: type[Entry], key: str, made: dict[str, Any], twin: _Twin) -> None:
        """Take what only the second text has, and tell of it."""
        each, there = field_named(kind, key), (*twin.there, key)
        is_known = each is not None and not is_own(kind, key)
        is_text = each and (holds_words(kind, key) or next(entries_in(each.annotation), None))
        if is_known and not is_text:
            message = f"`{key}` isn't a text, and the brief doesn't have it."
            hint = f"It holds for both languages: type it in {_name(self.base)}."
            self._tell(DIFFERS, message, there, hint)
            return
        if is_known and not is_same(kind, key):
            self._only_here(there)
        # A field that nobody knows is told of by validation, in its place.
        self._marks_below(there, (*twin.path, key))
        made[key] = twin.over[key] if isinstance(twin.over, dict) else twin.over

    def _only_in_brief(self, at: Path) -> None:
        """Tell of what has no text in the second language, at its place in the brief."""
        message = f"{_called(at)} has no text in `{self.language}`."
        hint = f"Add it to {_name(self.text)}.{BY_ORDER if isinstance(at[-1], int) else ''}"
        self.found.append(finding(ONE, message, self.base.key_span(at), hint))

    def _only_here(self, there: Path) -> None:
        """Tell of what only the second text has."""
        message = f"{_called(there)} stands only in the text in `{self.language}`."
        hint = f"Add it to {_name(self.base)}, or delete it here."
        hint += BY_ORDER if isinstance(there[-1], int) else ""
        self._tell(ONE, message, there, hint)

    def _tell(self, rule: str, message: str, there: Path, hint: str = "") -> None:
        self.found.append(finding(rule, message, self.text.key_span(there), hint))

    def _mark(self, twin: _Twin) -> None:
        if mark := self.text.marks.get(twin.there):
            self.marks[twin.path] = mark

    def _marks_below(self, there: Path, path: Path) -> None:
        """Take the places of a value and of all that is in it."""
        if mark := self.text.marks.get(there):
            self.marks[path] = mark
        for at in self.inside.get(there, ()):
            self._marks_below(at, (*path, at[-1]))


def _listed(value: Any, path: Path) -> list[tuple[Any, Path]]:
    """List entries with their paths; a lone one may be typed without a list."""
    if not isinstance(value, list):
        return [(value, path)]
    return [(entry, (*path, at)) for at, entry in enumerate(value)]


def _name(document: Document) -> str:
    return pathlib.Path(document.file).name


def _id(value: Any) -> str:
    return str(value.get("id") or "") if isinstance(value, dict) else ""


def _plain(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _count(value: Any) -> str:
    number = len(value) if isinstance(value, list) else 1
    return f"{number} {'text' if number == 1 else 'texts'}"


def _called(at: Path) -> str:
    """Name a place in a sentence: `background`, or the third entry of `points`."""
    words = [str(step) for step in at if isinstance(step, str)]
    if isinstance(at[-1], int):
        return f"Entry {at[-1] + 1} of `{words[-1]}`"
    return f"`{words[-1]}`"
