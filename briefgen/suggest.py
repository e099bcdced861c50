"""What somebody meant by a name that doesn't exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# Words that writers type for a field's name and that no spelling rule would find.
SYNONYMS = {
    "attendees": "with",
    "participants": "with",
    "bluf": "bottom_line",
    "summary": "bottom_line",
    "body": "text",
    "content": "text",
    "words": "text",
    "said": "text",
    "by": "speaker",
    "who": "speaker",
    "from": "source",
    "duration": "minutes",
    "length": "minutes",
    "when": "date",
    "day": "date",
    "where": "place",
    "location": "place",
    "city": "place",
    "venue": "place",
    "heading": "title",
    "headline": "title",
    "subject": "title",
    "link": "url",
    "href": "url",
    "website": "url",
    "image": "file",
    "path": "file",
    "timezone": "zone",
    "tz": "zone",
    "schedule": "programme",
    "itinerary": "programme",
    "items": "agenda",
    "topics": "agenda",
    "goals": "objectives",
    "goal": "objective",
    "aim": "objective",
    "talking_points": "points",
    "citations": "sources",
    "references": "sources",
    "participant": "people",
    "persons": "people",
    "countries": "parties",
    "sides": "parties",
    "updated": "as_of",
    "version": "briefgen",
    "lang": "language",
    "reader": "principal",
    "author": "owner",
    "media": "press",
    "newspaper": "publisher",
    "read_on": "accessed",
    "retrieved": "accessed",
    "expires": "review_by",
    "valid_until": "review_by",
    "pronunciation": "say",
    "job": "role",
    "position": "role",
    "function": "role",
    "reason": "why",
}
CLOSE_ENOUGH = 0.72


def nearest(name: str, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """The known name that was most likely meant, or an empty text where none is near.

    `aliases` maps other ways of saying it (a person's name) to the known name.
    """
    names = {_folded(word): word for word in known}
    for alias, word in (aliases or {}).items():
        names.setdefault(_folded(alias), word)
    folded = _folded(name)
    if folded in names:
        return names[folded]
    if (synonym := SYNONYMS.get(name.lower())) and _folded(synonym) in names:
        return names[_folded(synonym)]
    scored = [(_likeness(folded, word), word) for word in names]
    best, word = max(scored, default=(0.0, ""))
    return names[word] if best >= CLOSE_ENOUGH else ""


def did_you_mean(name: str, known: Iterable[str], aliases: Mapping[str, str] | None = None) -> str:
    """The hint with the nearest name; the list of all of them where none is near."""
    known = list(known)
    if found := nearest(name, known, aliases):
        return f"Did you mean `{found}`?"
    if not known:
        return ""
    listed = ", ".join(f"`{word}`" for word in known[:12])
    return f"{'One of ' if len(known) > 1 else ''}{listed}{' …' if len(known) > 12 else ''}."


def _folded(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def _likeness(typed: str, word: str) -> float:
    """How near two names are, from 0 to 1: by slips of the keyboard, and by beginnings."""
    from rapidfuzz.distance import OSA, JaroWinkler

    if min(len(typed), len(word)) >= 3 and (word.startswith(typed) or typed.startswith(word)):
        return 0.9 - abs(len(word) - len(typed)) / 100
    slips = OSA.distance(typed, word)
    allowed = 1 if max(len(typed), len(word)) <= 4 else 2 if len(word) <= 8 else 3
    by_slips = 1 - slips / max(len(typed), len(word), 1) if slips > allowed else 0.95 - slips / 20
    return max(by_slips, JaroWinkler.similarity(typed, word) - 0.1)
