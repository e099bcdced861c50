"""Lay the text of a brief in its second language over the brief, and find what only one has.

The second file has the ids of the brief, and of each thing only the texts. Entries of a list belong
together by their `id`, or else by their order; people, parties and sources by their key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, get_origin

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.records import mutable
from briefgen.ground.scalars import Mark
from briefgen.ground.span import Path
from briefgen.load.document import Document
from briefgen.load.laid_over import LaidOver
from briefgen.model.brief import Brief
from briefgen.model.entry import Entry, Field
from briefgen.model.fields import (
    entries_in,
    field_named,
    fields_of,
    groups_of_texts,
    is_words,
    keys_of,
)
from briefgen.model.portion import Quote
from briefgen.model.sources import Source

# Texts that are the same in every language, or may be: names, numbers, addresses. They may be typed
# again where they differ, as names do in another script.
SAME = {
    "Brief": {"number", "serial"},
    "Clearance": {"person"},
    "Owner": {"contact"},
    "Person": {"name", "also_called", "native_name", "say", "staff_contact", "picture"},
    "Meeting": {"contact"},
    "Item": {"number", "paper"},
    "Quote": {"text", "prefix", "suffix", "carried_by", "translated_from"},
    "Figure": {"file"},
    "Action": {"number"},
    "Contact": {"name", "phone", "email"},
    "Annex": {"tab", "file"},
}
# A source may have another edition in each language; the words of a quote come from one of them.
OWN = {Quote: {"source", "sources", "translated_from"}}
# Groups whose entries are referred to: what is said of one in both languages can't be left out.
REFERRED_TO = {"parties", "people", "sources"}
ONE = "only-in-one-language"


def laid_over(base: Document, text: Document, language: str) -> tuple[LaidOver, list[Diagnostic]]:
    """Lay the document `text` in another language over that of a brief; and find what differs."""
    over = text.data if isinstance(text.data, dict) else {}
    laying = _Laying(base, text, language)
    laying.found += _findings_about_head(text, language)
    over = {key: value for key, value in over.items() if key not in {"language", "briefgen"}}
    data = laying.group(Brief, base.data, over, (), (), ())
    data["language"] = language
    laying.marks[()] = text.marks.get((), Mark(None, text.value_span(()), 0, 0))
    laid = LaidOver(text.file, text.text, data, laying.marks, text.problems, text.sha256, base)
    return laid, laying.found


def _findings_about_head(text: Document, language: str) -> Iterator[Diagnostic]:
    """Find what a second text says of itself, and mustn't."""
    data = text.data if isinstance(text.data, dict) else {}
    if data.get("language", language) != language:
        message = f"By its name, this is the text in `{language}`."
        hint = f"Type `language: {language}`, or delete the line."
        yield finding("differs-between-languages", message, text.value_span(("language",)), hint)
    if "briefgen" in data:
        message = "With `briefgen:` on top, this text would be taken for a brief of its own."
        yield finding(
            "differs-between-languages", message, text.key_span(("briefgen",)), "Delete the line."
        )


@mutable
class _Laying:
    """The brief and its second text while one is laid over the other.

    Each step is given the value and the path in both, and the path in the result, by which `marks`
    has the places in the second text.
    """

    base: Document
    text: Document
    language: str
    marks: dict[Path, Mark] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def group(
        self, kind: type[Entry], base: Any, over: Any, at: Path, there: Path, path: Path
    ) -> Any:
        """Lay one entry over another; a lone text stands for its short field."""
        self._mark(there, path)
        if not isinstance(base, dict) and not isinstance(over, dict):
            return over
        if not isinstance(over, dict):
            self._mark(there, (*path, kind.short_key()))
        base, over = _long(kind, base), _long(kind, over)
        made: dict[str, Any] = {}
        for key, value in base.items():
            if value is None or (key in over and over[key] is None):
                continue
            each = field_named(kind, key)
            if each is None:
                continue
            if key in over:
                places = ((*at, key), (*there, key), (*path, key))
                made[key] = self._field(kind, each, key, value, over[key], *places)
            elif not _asks_for_text(kind, key, value, self.base.data):
                made[key] = value
            else:
                self._only_in_brief((*at, key), there)
                if each.is_required() or key in REFERRED_TO:
                    made[key] = value
        for key, value in over.items():
            if key not in base and value is not None:
                self._only_in_text(kind, key, value, made, there, path)
        return made

    def _field(  # noqa: PLR0913, PLR0917 - a field, with what both languages have in it and where
        self,
        kind: type[Entry],
        each: Field,
        key: str,
        base: Any,
        over: Any,
        at: Path,
        there: Path,
        path: Path,
    ) -> Any:
        """Lay what a field holds over what it holds in the brief."""
        inner = next(entries_in(each.annotation), None)
        if name_in(kind, key) in groups_of_texts(kind):
            return self._labelled(inner, base, over, at, there, path)
        if inner is None:
            return self._value(kind, key, base, over, at, there, path)
        if get_origin(each.annotation) is tuple:
            return self._entries(inner, base, over, at, there, path)
        if get_origin(each.annotation) is dict:
            return self._keyed(inner, key, base, over, at, there, path)
        return self.group(inner, base, over, at, there, path)

    def _value(  # noqa: PLR0913, PLR0917
        self, kind: type[Entry], key: str, base: Any, over: Any, at: Path, there: Path, path: Path
    ) -> Any:
        """Take a text of the second file; what isn't one has to be that of the brief."""
        if holds_words(kind, key) or _is_own(kind, key):
            here, in_brief = _count(over), _count(base)
            if here != in_brief and key not in SAME.get(kind.__name__, ()):
                self._tell(ONE, f"`{key}` has {here} here, and {in_brief} in the brief.", there)
            self._marks_below(there, path)
            return over
        if str(base) != str(over) and not (isinstance(base, list) and list(base) == over):
            message = f"`{key}` isn't a text, and differs from that of the brief."
            hint = f"It holds for both languages: delete it here, or mend it in {self.base.file}."
            self._tell("differs-between-languages", message, there, hint)
        self._mark(there, path)
        return base

    def _labelled(  # noqa: PLR0913, PLR0917
        self, inner: type[Entry] | None, base: Any, over: Any, at: Path, there: Path, path: Path
    ) -> Any:
        """Lay groups whose keys are printed: alike by their key, or else by their order."""
        if not isinstance(base, dict) or not isinstance(over, dict):
            return over
        self._mark(there, path)
        new = iter([key for key in over if key not in base])
        made: dict[str, Any] = {}
        for label, value in base.items():
            key = label if label in over else next(new, None)
            if key is None:
                self._only_in_brief((*at, label), there)
                continue
            places = ((*at, label), (*there, key), (*path, key))
            if inner:
                made[key] = self.group(inner, value, over[key], *places)
            else:
                self._mark(there + (key,), path + (key,))
                made[key] = value
        for key in new:
            self._only_here((*there, key))
        return made

    def _keyed(  # noqa: PLR0913, PLR0917
        self, inner: type[Entry], name: str, base: Any, over: Any, at: Path, there: Path, path: Path
    ) -> Any:
        """Lay groups under ids, such as people: those with the same id belong together."""
        if not isinstance(base, dict) or not isinstance(over, dict):
            return over
        self._mark(there, path)
        made: dict[str, Any] = {}
        for key, value in base.items():
            if key in over:
                places = ((*at, key), (*there, key), (*path, key))
                made[key] = self.group(inner, value, over[key], *places)
                continue
            if _has_text(inner, value, self.base.data):
                self._only_in_brief((*at, key), there)
            if name in REFERRED_TO or not _has_text(inner, value, self.base.data):
                made[key] = value
        for key, value in over.items():
            if key in base:
                continue
            if inner is Source:  # an edition that only this text cites
                self._marks_below((*there, key), (*path, key))
                made[key] = value
            else:
                self._only_here((*there, key))
        return made

    def _entries(  # noqa: PLR0913, PLR0917
        self, inner: type[Entry], base: Any, over: Any, at: Path, there: Path, path: Path
    ) -> Any:
        """Lay the entries of a list over those with the same id, or else in the same place."""
        if not isinstance(base, list) and not isinstance(over, list):
            return self.group(inner, base, over, at, there, path)
        self._mark(there, path)
        # A lone entry may be typed without a list.
        ours = [(v, (*at, i)) for i, v in enumerate(base)] if _is_list(base) else [(base, at)]
        theirs = [(v, (*there, i)) for i, v in enumerate(over)] if _is_list(over) else [(over, there)]
        by_id = {_id(value): (value, place) for value, place in theirs if _id(value)}
        known = {_id(value) for value, _ in ours}
        rest = iter([each for each in theirs if not _id(each[0])])
        made: list[Any] = []
        for value, place in ours:
            found = by_id.get(_id(value)) if _id(value) else None
            found = found or next(rest, None)
            if found is not None:
                made.append(self.group(inner, value, found[0], place, found[1], (*path, len(made))))
            elif _has_text(inner, value, self.base.data):
                self._only_in_brief(place, there)
            else:
                made.append(value)
        for value, place in theirs:
            if _id(value) and _id(value) not in known:
                self._only_here(place)
        for _, place in rest:
            self._only_here(place)
        return made

    def _only_in_text(  # noqa: PLR0913, PLR0917
        self, kind: type[Entry], key: str, value: Any, made: dict[str, Any], there: Path, path: Path
    ) -> None:
        """Take what only the second text has, and tell of it."""
        each = field_named(kind, key)
        if each is None or kind is Source or _is_own(kind, key):
            # A field that nobody knows is told of by validation, in its place.
            self._marks_below((*there, key), (*path, key))
            made[key] = value
        elif holds_words(kind, key) or next(entries_in(each.annotation), None):
            if key not in SAME.get(kind.__name__, ()):
                self._only_here((*there, key))
            self._marks_below((*there, key), (*path, key))
            made[key] = value
        else:
            message = f"`{key}` isn't a text, and the brief doesn't have it."
            hint = f"It holds for both languages: type it in {self.base.file}."
            self._tell("differs-between-languages", message, (*there, key), hint)

    def _only_in_brief(self, at: Path, there: Path) -> None:
        """Tell of what has no text in the second language, at its place in the brief."""
        what = _called(at)
        message = f"{what} has no text in `{self.language}`."
        hint = f"Add it to {self.text.file}."
        if isinstance(at[-1], int):
            hint += " Entries belong together by their order, unless each has its `id`."
        self.found.append(finding(ONE, message, self.base.key_span(at), hint))

    def _only_here(self, there: Path) -> None:
        """Tell of what only the second text has."""
        message = f"{_called(there)} stands only in the text in `{self.language}`."
        hint = f"Add it to {self.base.file}, or delete it here."
        if isinstance(there[-1], int):
            hint += " Entries belong together by their order, unless each has its `id`."
        self._tell(ONE, message, there, hint)

    def _tell(self, rule: str, message: str, there: Path, hint: str = "") -> None:
        self.found.append(finding(rule, message, self.text.key_span(there), hint))

    def _mark(self, there: Path, path: Path) -> None:
        if mark := self.text.marks.get(there):
            self.marks[path] = mark

    def _marks_below(self, there: Path, path: Path) -> None:
        """Take the places of a value and of all that is in it."""
        for at, mark in self.text.marks.items():
            if at[: len(there)] == there:
                self.marks[(*path, *at[len(there) :])] = mark


def name_in(kind: type[Entry], key: str) -> str:
    """Find the name of the field that is typed under a key; empty where there is none."""
    return next((name for name, typed, _ in fields_of(kind) if typed == key), "")


def holds_words(kind: type[Entry], key: str) -> bool:
    """Tell whether a field holds words that are printed as they are typed: a text, or several."""
    name = name_in(kind, key)
    return bool(name) and is_words(kind, name)


def _is_own(kind: type[Entry], key: str) -> bool:
    """Tell whether a field may be another one in each language, though it is no text."""
    return kind is Source or key in OWN.get(kind, ())


def _asks_for_text(kind: type[Entry], key: str, value: Any, brief: Any) -> bool:
    """Tell whether there is a text in a field of the brief that has to be in both languages."""
    if kind is Source or key in SAME.get(kind.__name__, ()):
        return False
    each = field_named(kind, key)
    inner = next(entries_in(each.annotation), None) if each else None
    if inner is None:
        is_person = isinstance(value, str) and value in (brief.get("people") or {})
        return holds_words(kind, key) and not is_person
    if get_origin(each.annotation if each else None) is dict:
        is_printed = name_in(kind, key) in groups_of_texts(kind)
        values = value.values() if isinstance(value, dict) else ()
        return is_printed or any(_has_text(inner, held, brief) for held in values)
    values = value if isinstance(value, list) else [value]
    return any(_has_text(inner, held, brief) for held in values)


def _has_text(kind: type[Entry], value: Any, brief: Any) -> bool:
    """Tell whether there is a text in an entry that has to be in both languages."""
    fields = _long(kind, value)
    return any(
        held is not None and key in keys_of(kind) and _asks_for_text(kind, key, held, brief)
        for key, held in fields.items()
    )


def _long(kind: type[Entry], value: Any) -> dict[str, Any]:
    """Give an entry in its long form."""
    if isinstance(value, dict):
        return value
    return {kind.short_key(): value} if kind.short and value is not None else {}


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _id(value: Any) -> str:
    return str(value.get("id") or "") if isinstance(value, dict) else ""


def _count(value: Any) -> str:
    number = len(value) if isinstance(value, list) else 1
    return f"{number} {'text' if number == 1 else 'texts'}"


def _called(at: Path) -> str:
    """Name a place in a sentence: `background`, or the third of `points`."""
    words = [str(step) for step in at if isinstance(step, str)]
    if isinstance(at[-1], int):
        return f"Entry {at[-1] + 1} of `{words[-1]}`"
    return f"`{words[-1]}`"
