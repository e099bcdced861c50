"""The quotes of a brief as W3C Web Annotations, one a quote, for other tools.

JSON-LD as in the Web Annotation Data Model (W3C Recommendation, 23 February 2017): the target is
the source with a Text Quote Selector (4.2.4) and a Time State (4.3.1), the body what was found.
"""

from __future__ import annotations

import json
from typing import Any

from briefgen.evidence.copies import copy_of
from briefgen.evidence.gather import ComparedQuote, Evidence, Read
from briefgen.model import Brief, Source, anchors
from briefgen.view.labels import labels_of
from briefgen.view.proof import proof_of, selector_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SCHEME = "urn:briefgen"


def web_annotations(brief: Brief, evidence: Evidence) -> str:
    """Write the annotations of a brief as JSON-LD: the same text for the same brief and captures.

    Each has the id of its quote, so that other tools know it again in a later version.
    """
    ids = {place.path: place.id for place in anchors(brief)}
    items = [_annotation(brief, found, ids[found.path]) for found in evidence.quotes]
    collection = {
        "@context": CONTEXT,
        "id": f"{SCHEME}:quotes",
        "type": "AnnotationCollection",
        "label": labels_of(brief.language).say("attached.quotes-of", title=brief.title),
        "total": len(items),
        "first": {
            "id": f"{SCHEME}:quotes:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _annotation(brief: Brief, found: ComparedQuote, name: str) -> dict[str, Any]:
    source, proof = brief.sources.get(found.source_id), proof_of(found, brief)
    return {
        "id": f"{SCHEME}:quote:{name}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            _body("assessing", proof.state),
            _body("describing", found.quote.text),
            _body("commenting", " ".join(f"{proof.sign}. {proof.meaning}".split())),
            # For programs: whose words they are, and what the copy is.
            *(_body("tagging", f"voice: {each}") for each in (proof.voice,) if each),
            *(_body("tagging", f"copy: {each}") for each in (proof.copy,) if each),
        ],
        "target": {
            # A target is an IRI: a source without an address has a name of ours.
            "source": (source and source.url) or f"{SCHEME}:source:{found.source_id or 'none'}",
            "selector": _selector(found, brief),
            **_state(source, found.read),
        },
    }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _selector(found: ComparedQuote, brief: Brief) -> dict[str, Any]:
    """Select the words as they stand in the capture; without one, as they were typed.

    What stands before and behind them is left out as long as somebody must not be named: it could
    name them.
    """
    prefix, exact, suffix = selector_of(found, brief)
    around = {"prefix": prefix, "suffix": suffix}
    kept = {name: words for name, words in around.items() if words}
    return {"type": "TextQuoteSelector", "exact": exact, **kept}


def _state(source: Source | None, read: Read | None) -> dict[str, Any]:
    """Say when the copy of the source was kept, or else the source was read, and where it is."""
    if source is None or not (source.accessed or source.capture):
        return {}
    state: dict[str, Any] = {"type": "TimeState"}
    kept_on = copy_of(source, read.capture).kept_on if read else None
    if when := kept_on or source.accessed:
        state["sourceDate"] = f"{when.isoformat()}T00:00:00Z"
    if source.capture:
        state["cached"] = source.capture
    return {"state": state}
