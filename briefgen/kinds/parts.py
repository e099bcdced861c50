"""Know the parts of which a page can consist, and put them in the order of a kind of paper."""

from __future__ import annotations

from collections.abc import Iterable

# All parts, by the names that a kind lists them under, with what each prints. They are in the order
# of a page whose kind says nothing of them.
ABOUT = {
    "routing": "to whom it goes, from whom, through whom, and who gets a copy",
    "facts": "labels and values, such as a sponsor; also what was `received` and `considered`",
    "bottom_line": "what it comes down to",
    "objectives": "what we want, and what each of the others wants",
    "glance": "a table of the items; left out where a kind lists parts, but not this one",
    "contents": "what stands where",
    "decision": "what is asked, by when, and the options",
    "remarks": "words to be read out",
    "programme": "stops and meetings, by day",
    "agenda": "the items, each with all that is said on it",
    "questions": "questions with their answers, in groups",
    "press": "lines for the media, and what they will ask",
    "people": "who is met, by party",
    "sections": "those texts below `sections` that the kind doesn't list by name",
    "background": "facts and dates on the whole",
    "actions": "earlier decisions and next steps",
    "clearances": "the offices that have to agree, and whether they have",
    "annexes": "documents that go with it",
    "contacts": "whom to ask, and how to reach them",
    "notes": "the sources that are cited",
    "evidence": "what was compared with copies of sources, and how",
}
PARTS = tuple(ABOUT)
# Before the name of a section, where it could be taken for something else.
SECTIONS = "sections."
# Before the label of a fact, which a kind names by what it is called.
FACTS = "facts."
# The parts that stand on the cover, before the contents.
FRONT = ("routing", "facts", "bottom_line", "objectives", "glance")
# The parts that stand behind the paper itself. What a kind doesn't list goes before them.
BEHIND = ("clearances", "annexes", "contacts", "notes", "evidence")


def ordered(listed: Iterable[str]) -> tuple[str, ...]:
    """Put all parts in order: those listed first, then the others, so that nothing is left out.

    Clearances, annexes and contacts that end the list end the paper, too: the others go before
    them. A name that is no part is a section's. What stands at the foot of a paper, such as notes,
    stays there; what a cover begins with, such as routing, begins it. The table of items at a
    glance only repeats what stands elsewhere: it is left out where a kind lists parts, but not this
    one.
    """
    listed = tuple(dict.fromkeys(listed))
    first = tuple(part for part in ("routing", "facts") if part not in listed)
    front = tuple(part for part in ("bottom_line", "objectives") if part not in listed)
    # The table of items, and the contents, follow the parts of the cover.
    at = next((at for at, part in enumerate(listed) if part not in FRONT), len(listed))
    wanted = ["contents"] if listed else ["glance", "contents"]
    tables = tuple(part for part in wanted if part not in listed)
    placed = {*first, *front, *tables, *listed, "glance"}
    rest = tuple(part for part in PARTS if part not in placed and part not in BEHIND)
    last = tuple(part for part in BEHIND if part not in placed)
    end = len(listed)
    while end > at and listed[end - 1] in BEHIND:
        end -= 1
    return (*first, *listed[:at], *front, *tables, *listed[at:end], *rest, *listed[end:], *last)
