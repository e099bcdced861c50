"""Check that ids and links lead somewhere: to people, parties, sources, meetings, anchors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from briefgen.checks.case import Case, RuleFunction
from briefgen.checks.misspelt import misspelt_people
from briefgen.ground.diagnostics import Diagnostic, Edit, Related, edit_to, finding
from briefgen.ground.regexes import regex
from briefgen.ground.span import Path, Span
from briefgen.ground.suggest import did_you_mean, listed, nearest, sure_id
from briefgen.markdown.links import is_safe
from briefgen.model import Objective, Person, Position, Quote, appearances

# What `citations` looks at more closely: a citation's signs that aren't followed by an id alone.
SLIP = regex(r"\[\s?\^(?![\w-]+\])|\[\s\^|\^\[")


def unknown_person(case: Case) -> Iterator[Diagnostic]:
    """Find principals, leads, speakers and people met whose id isn't in `people`.

    Those who are met may be in `parties` instead.
    """
    known = case.brief.people
    aliases: dict[str, str] = {}
    names: list[tuple[str, str]] = []
    for key, person in known.items():  # a writer who forgot the id types one of these
        name = person.name or ""
        aliases |= dict.fromkeys(filter(None, (name, *name.split()[-1:], person.role)), key)
        names += [(each, key) for each in (*person.called, *name.split()[-1:])]
    for path, name in _people_named(case):
        if name in known:
            continue
        hint = _or_add(name, "people", known, aliases)
        message, place = f"Nobody in `people` is called `{name}`.", case.value(path)
        edit = case.document.retyped(place, sure_id(name, known, names))
        yield finding("unknown-person", message, place, hint, edit=edit)
    yield from misspelt_people(case)


def unknown_party(case: Case) -> Iterator[Diagnostic]:
    """Find parties of people, objectives and positions that aren't in `parties`."""
    known = case.brief.parties
    aliases = {party.name: key for key, party in known.items()}
    for path, entry in case.entries:
        if isinstance(entry, (Person, Objective)) and entry.party:
            place, name = case.value((*path, "party")), entry.party
        elif isinstance(entry, Position):
            place, name = case.key(path), str(path[-1])
        else:
            continue
        if name not in known:
            hint = _or_add(name, "parties", known, aliases)
            message = f"No party in `parties` is called `{name}`."
            names = [(party.name, key) for key, party in known.items()]
            edit = case.document.retyped(place, sure_id(name, known, names))
            yield finding("unknown-party", message, place, hint, edit=edit)


def unknown_source(case: Case) -> Iterator[Diagnostic]:
    """Find sources, in fields and cited in texts as [^id], that aren't in `sources`."""
    for path, entry in case.entries:
        if isinstance(entry, Quote) and entry.source:
            yield from _check_source(case, entry.source, (*path, "source"))
        for index, name in enumerate(getattr(entry, "sources", ())):
            if isinstance(name, str) and path:
                yield from _check_source(case, name, (*path, "sources", index))
    for field in case.markdown:
        for cite in field.contents:
            if cite.kind == "cite" and cite.value not in case.brief.sources:
                place = case.part(field.path, cite.start + 2, cite.end - 1)  # without `[^` and `]`
                yield _finding_unknown_source(case, cite.value, place, in_text=True)
    if any(SLIP.search(field.text) for field in case.markdown):
        from briefgen.checks.citations import not_citing

        yield from not_citing(case)


def unknown_meeting(case: Case) -> Iterator[Diagnostic]:
    """Find meetings of items that aren't in `programme`."""
    known = dict.fromkeys(meeting.id for meeting in case.brief.programme if meeting.id)
    names = [(meeting.title, meeting.id) for meeting in case.brief.programme if meeting.id]
    aliases = dict(names)
    for path, item, _ in case.items:
        for at, name in enumerate(item.meetings):
            if name in known:
                continue
            hint = did_you_mean(name, known, aliases)
            hint = hint or f"Add `id: {name}` to its meeting in `programme`."
            message = f"No meeting in `programme` has the id `{name}`."
            place = case.value((*path, "meeting", at))
            edit = case.document.retyped(place, sure_id(name, known, names))
            yield finding("unknown-meeting", message, place, hint, edit=edit)


def duplicate_id(case: Case) -> Iterator[Diagnostic]:
    """Find ids that are typed twice.

    Ids that are made, and not typed, are numbered, so that they never collide.
    """
    first: dict[str, Path] = {}
    for place in case.anchors:
        path = (*place.path, "id")
        if not place.given or first.setdefault(place.id, path) == path:
            continue
        message, hint = f"The id `{place.id}` is taken.", "Give one of the two another id."
        related = [Related("the first one", case.value(first[place.id]))]
        yield finding("duplicate-id", message, case.value(path), hint, related)


def dead_anchor(case: Case) -> Iterator[Diagnostic]:
    """Find links inside the brief, as `[text](#id)`, that lead nowhere."""
    known = dict.fromkeys(place.id for place in case.anchors)
    for field in case.markdown:
        for link in field.contents:
            if link.kind == "link" and link.value.startswith("#") and link.value[1:] not in known:
                place = case.part(field.path, link.start, link.end)
                near = did_you_mean(link.value[1:], known)
                # Listing all ids would not help: most are made, so that the writer has never seen
                # them.
                # An address has the # before the id.
                hint = near.replace("`", "`#", 1) if near.startswith("Did") else ""
                message = f"Nothing in the brief has the id `{link.value[1:]}`."
                hint = hint or "Link to the id of an item."
                certain = sure_id(link.value[1:], known)
                meant = certain and f"#{certain}"
                edit = _edit_of_link(case, place, link.value, meant)
                yield finding("dead-anchor", message, place, hint, edit=edit)


def _edit_of_link(case: Case, place: Span, typed: str, meant: str) -> Edit | None:
    """Make the edit of a link's address alone, without its words; None where that isn't sure."""
    start, end = case.document.offsets(place)
    words = case.document.text[start:end]
    if not meant or words.count(typed) != 1:
        return None
    at = start + words.index(typed)
    return Edit(case.document.span(at, at + len(typed)), meant)


def bad_link(case: Case) -> Iterator[Diagnostic]:
    """Find links that a packet may not hold: to files, or that run a script."""
    for field in case.markdown:
        for link in field.contents:
            if link.kind == "link" and not is_safe(link.value):
                place = case.part(field.path, link.start, link.end)
                message = f"`{link.value}` is not a link that a packet may hold."
                hint = "Start it with https://, http://, mailto: or, inside the brief, #."
                known = [anchor.id for anchor in case.anchors]
                meant = f"#{link.value}" if link.value in known else ""
                edit = _edit_of_link(case, place, link.value, meant)
                yield finding("bad-link", message, place, hint, edit=edit)


def unused_source(case: Case) -> Iterator[Diagnostic]:
    """Find sources that nothing cites."""
    # A misspelt id may mean this source, which then isn't unused.
    unknown = [name for name in case.cited if name not in case.brief.sources]
    meant = {nearest(name, case.brief.sources) for name in unknown}
    for name in case.brief.sources:
        if name not in case.cited and name not in meant:
            message = f"Nothing in the brief rests on `{name}`."
            hint = "Cite it where it is used, or delete it."
            yield finding("unused-source", message, case.key(("sources", name)), hint)


def _people_named(case: Case) -> Iterator[tuple[Path, str]]:
    """Yield every reference to a person, with its path; parties that are met are left out."""
    for path, name in appearances(case.brief):
        if "with" not in path or name not in case.brief.parties:
            yield path, name
    for path, entry in case.entries:
        if isinstance(entry, Quote):
            yield (*path, "speaker"), entry.speaker


def _or_add(name: str, where: str, known: Collection[str], aliases: Mapping[str, str]) -> str:
    """Write the hint with the id that was meant, or else that this one can be added."""
    if found := nearest(name, known, aliases):
        return f"Did you mean `{found}`?"
    add = f"Add `{name}:` below `{where}:`"
    if not known:
        return f"{add}."
    return f"{add}, or name {'one of ' if len(known) > 1 else ''}{listed(known, name)}."


def _check_source(case: Case, name: str, path: Path) -> Iterator[Diagnostic]:
    """Find a source named in a field that isn't in `sources`."""
    if name not in case.brief.sources:
        yield _finding_unknown_source(case, name, case.value(path))


def _finding_unknown_source(
    case: Case, name: str, place: Span, *, in_text: bool = False
) -> Diagnostic:
    """Make the finding about an unknown source, with the one that was meant."""
    known = case.brief.sources
    aliases = {source.title: key for key, source in known.items()}
    message, hint = (
        f"No source in `sources` is called `{name}`.",
        _or_add(name, "sources", known, aliases),
    )
    certain = sure_id(name, known, [(source.title, key) for key, source in known.items()])
    edit = edit_to(certain, place) if in_text else case.document.retyped(place, certain)
    return finding("unknown-source", message, place, hint, edit=edit)


RULES: tuple[RuleFunction, ...] = (
    unknown_person,
    unknown_party,
    unknown_source,
    unknown_meeting,
    duplicate_id,
    dead_anchor,
    bad_link,
    unused_source,
)
