"""Writes what was found of quotes and of cited sentences as W3C Web Annotations, for other tools.

The format is JSON-LD as in the Web Annotation Data Model (W3C Recommendation, 23 February 2017).
The target of an annotation is the source, with a Text Quote Selector (4.2.4) and a Time State
(4.3.1); its body says what was found. There is one for each quote, and behind those one for each
sentence whose figures or names were looked for.
"""

from __future__ import annotations

import json
from typing import Any

from briefgen.evidence.gather import ComparedQuote, Evidence
from briefgen.model import Brief, anchors
from briefgen.outputs.annotated import SCHEME, body, iri_of, of_claims, state_of_copy
from briefgen.view.labels import labels_of
from briefgen.view.proof import proof_of, selector_of

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(
    brief: Brief, evidence: Evidence, second: tuple[Brief, Evidence | None] | None = None
) -> str:
    """Write the annotations of a brief as JSON-LD: the same text for the same brief and captures.

    Each annotation has the id of its quote, or of what holds its sentence, by which other tools
    recognise it in a later version. Behind them stand those of the text in a second language.
    """
    items = annotations_of(brief, evidence)
    if second and second[1]:
        named = f"{SCHEME}:{second[0].language}:"
        items += [
            {**each, "id": each["id"].replace(f"{SCHEME}:", named, 1)}
            for each in annotations_of(second[0], second[1])
        ]
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


def annotations_of(brief: Brief, evidence: Evidence) -> list[dict[str, Any]]:
    """Make an annotation for each quote, and behind those for each sentence that was compared."""
    ids = {place.path: place.id for place in anchors(brief)}
    of_quotes = (_annotation(brief, found, ids[found.path]) for found in evidence.quotes)
    return [*of_quotes, *of_claims(brief, evidence, ids)]


def _annotation(brief: Brief, found: ComparedQuote, name: str) -> dict[str, Any]:
    """Make the annotation of one quote; `name` is the quote's id."""
    source = brief.sources.get(found.source_id)
    proof = proof_of(found, brief, labels_of(brief.language))
    return {
        "id": f"{SCHEME}:quote:{name}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            body("assessing", proof.state),
            body("describing", found.quote.text),
            body("commenting", " ".join(f"{proof.sign}. {proof.meaning}".split())),
            # Tags for programs: whose words they are, and how it is known what the copy is.
            *(body("tagging", f"voice: {each}") for each in (proof.voice,) if each),
            *(body("tagging", f"copy: {each}") for each in (proof.copy,) if each),
        ],
        "target": {
            "source": iri_of(source, found.source_id),
            "selector": _selector(found, brief),
            **state_of_copy(source, found.read),
        },
    }


def _selector(found: ComparedQuote, brief: Brief) -> dict[str, Any]:
    """Make the selector: the words as the capture has them, or without a capture as typed.

    The words before and behind them are left out if the brief has anybody who must not be named,
    because they may name that person.
    """
    prefix, exact, suffix = selector_of(found, brief)
    around = {"prefix": prefix, "suffix": suffix}
    kept = {name: words for name, words in around.items() if words}
    return {"type": "TextQuoteSelector", "exact": exact, **kept}
