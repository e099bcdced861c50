"""Makes the annotations of sentences whose figures or names were looked for, and shared parts.

Apart from `annotations`, which makes those of quotes and the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.evidence.claim import Claim, Looked
from briefgen.evidence.copies import copy_of
from briefgen.evidence.counting import Told, printed_claims, told_of
from briefgen.evidence.gather import Evidence, Read
from briefgen.ground.span import Path
from briefgen.model import Brief, Source, texts
from briefgen.model.permitted import may_show_passages
from briefgen.naming import named_in, unnamed_of
from briefgen.view.labels import labels_of
from briefgen.view.proof import origin_of

# The start of all ids that are made here. JSON-LD wants IRIs, and these needn't lead anywhere.
SCHEME = "urn:briefgen"
# A sentence has the state of its figure or name of which most is open.
WORST: tuple[Told, ...] = ("missing", "elsewhere", "uncopied", "uncited", "rounded", "found")


def of_claims(
    brief: Brief, evidence: Evidence, ids: Mapping[Path, str]
) -> Iterator[dict[str, Any]]:
    """Make an annotation for each sentence that was compared with the copy of a source.

    `ids` has the id of each place of the brief.
    """
    typed = {path: text for path, text, _, _ in texts(brief)}
    unnamed, shows_passages = unnamed_of(brief), may_show_passages(brief)
    numbers: Counter[str] = Counter()
    for claim in printed_claims(brief, evidence):
        # A comment may allow a name at its own place, but in no list of names.
        looked = [each for each in claim.looked if not named_in(each.text, unnamed, "prose")]
        targets = [
            _target(brief, claim, name, read, shows_passages=shows_passages)
            for name in claim.cited
            if (read := evidence.captures.get(name))
        ]
        if not (looked and targets):
            continue
        name = _name_of(claim.path, ids)
        numbers[name] += 1
        yield {
            "id": f"{SCHEME}:claim:{name}:{numbers[name]}",
            "type": "Annotation",
            "motivation": "assessing",
            "body": [
                *_bodies(brief, looked, typed[claim.path][claim.start : claim.end]),
                *_of_copies(brief, evidence, claim),
            ],
            # A sentence may cite several sources (3.2.1 of the data model: one or more targets).
            "target": targets[0] if len(targets) == 1 else targets,
        }


def _name_of(path: Path, ids: Mapping[Path, str]) -> str:
    """Find the id of what holds a text; a note on a person has none, and is named by its path."""
    lengths = range(len(path), 0, -1)
    found = (ids.get(path[:length]) for length in lengths)
    return next(filter(None, found), "-".join(map(str, path)))


def _bodies(brief: Brief, looked: list[Looked], sentence: str) -> list[dict[str, str]]:
    """Make the bodies: the state of the sentence, its words, and a tag for each figure and name."""
    labels = labels_of(brief.language).together("looked")
    worst = min(looked, key=lambda each: WORST.index(told_of(each)))
    about = "names" if worst.kind == "name" else "figures"
    return [
        body("assessing", told_of(worst)),
        body("describing", sentence.strip()),
        body("commenting", labels.say(f"looked.{about}-{told_of(worst)}-means")),
        *(body("tagging", f"{each.kind} {told_of(each)}: {each.text}") for each in looked),
        *(body("tagging", f"{each.kind} allowed: {each.text}") for each in looked if each.allowed),
    ]


def _of_copies(brief: Brief, evidence: Evidence, claim: Claim) -> Iterator[dict[str, str]]:
    """Make a tag for each way in which it is known what the copies are, as quotes have it."""
    for known in dict.fromkeys(
        origin_of(brief.sources[name], evidence.captures[name])
        for name in claim.cited
        if name in evidence.captures
    ):
        yield body("tagging", f"copy: {known}")


def _target(
    brief: Brief, claim: Claim, name: str, read: Read, *, shows_passages: bool
) -> dict[str, Any]:
    """Make the target: a source of the sentence, with the passage that is most like it."""
    source = brief.sources.get(name)
    place = next((each for each in claim.passages if each.source == name), None)
    selector = {}
    if place and shows_passages:
        exact = read.capture.text[place.start : place.end]
        selector = {"selector": {"type": "TextQuoteSelector", "exact": exact}}
    return {"source": iri_of(source, name), **selector, **state_of_copy(source, read)}


def iri_of(source: Source | None, name: str) -> str:
    """Give the IRI of a source: a target has to have one, so that one without gets one of ours."""
    return (source and source.url) or f"{SCHEME}:source:{name or 'none'}"


def body(purpose: str, value: str) -> dict[str, str]:
    """Make a body of words, with what they are for."""
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def state_of_copy(source: Source | None, read: Read | None) -> dict[str, Any]:
    """Make the Time State: a time, and the file of the copy.

    The time is when the copy was kept, or else when the source was read. Empty if neither the time
    nor the file is known.
    """
    if source is None or not (source.accessed or source.capture):
        return {}
    state: dict[str, Any] = {"type": "TimeState"}
    kept_on = copy_of(source, read.capture).kept_on if read else None
    if when := kept_on or source.accessed:
        state["sourceDate"] = f"{when.isoformat()}T00:00:00Z"
    if source.capture:
        state["cached"] = source.capture
    return {"state": state}
