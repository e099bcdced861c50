"""Writes the quotes of a brief as W3C Web Annotations, one for each quote, for other tools.

The format is JSON-LD as in the Web Annotation Data Model (W3C Recommendation, 23 February 2017).
The target of an annotation is the source, with a Text Quote Selector (4.2.4) and a Time State
(4.3.1); its body says what was found.
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
# The start of all ids that are made here. JSON-LD wants IRIs, and these needn't lead anywhere.
SCHEME = "urn:briefgen"


def web_annotations(brief: Brief, evidence: Evidence) -> str:
    """Write the annotations of a brief as JSON-LD: the same text for the same brief and captures.

    Each annotation has the id of its quote, by which other tools recognise it in a later version.
    """
    ids = {place.path: place.id for place in anchors(brief)}
    items = [_annotation(brief, found, ids[found.path]) for found in evidence.quotes]
    collection = {
        "@context": CONTEXT,
        "id": f"{SCHEME}:quotes",
        "type": "AnnotationCollection",
        "label": labels_of(brief.language).say("attached.quotes-of", title=brief.title),
        "total": len(items),
        # A collection consists of pages (5.2); this one has a single page with all items.
        "first": {
            "id": f"{SCHEME}:quotes:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _annotation(brief: Brief, found: ComparedQuote, name: str) -> dict[str, Any]:
    """Make the annotation of one quote; `name` is the quote's id."""
    source, proof = brief.sources.get(found.source_id), proof_of(found, brief)
    return {
        "id": f"{SCHEME}:quote:{name}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            _body("assessing", proof.state),
            _body("describing", found.quote.text),
            _body("commenting", " ".join(f"{proof.sign}. {proof.meaning}".split())),
            # Tags for programs: whose words they are, and how it is known what the copy is.
            *(_body("tagging", f"voice: {each}") for each in (proof.voice,) if each),
            *(_body("tagging", f"copy: {each}") for each in (proof.copy,) if each),
        ],
        "target": {
            # A target has to be an IRI. A source without an address gets one of ours.
            "source": (source and source.url) or f"{SCHEME}:source:{found.source_id or 'none'}",
            "selector": _selector(found, brief),
            **_state(source, found.read),
        },
    }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _selector(found: ComparedQuote, brief: Brief) -> dict[str, Any]:
    """Make the selector: the words as the capture has them, or without a capture as typed.

    The words before and behind them are left out if the brief has anybody who must not be named,
    because they may name that person.
    """
    prefix, exact, suffix = selector_of(found, brief)
    around = {"prefix": prefix, "suffix": suffix}
    kept = {name: words for name, words in around.items() if words}
    return {"type": "TextQuoteSelector", "exact": exact, **kept}


def _state(source: Source | None, read: Read | None) -> dict[str, Any]:
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
