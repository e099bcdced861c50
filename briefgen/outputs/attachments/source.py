"""Attaches the brief itself to its PDFs, so that a packet carries its own source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.errors import BriefError
from briefgen.outputs.attachments import Attachment
from briefgen.outputs.kinds.evidence import OUTPUT as EVIDENCE

if TYPE_CHECKING:
    from briefgen.evidence.gather import Evidence
    from briefgen.load.document import Document
    from briefgen.model import Brief
    from briefgen.typeset.finish import Attached

HINT = "Build without `--attach source`, or take the person or the terms out of the brief."


def source_of(
    document: Document, brief: Brief, evidence: Evidence | None, name: str
) -> tuple[Attached, ...]:
    """Make the files: the YAML as it was typed, and what was found of its quotes and figures.

    The second is left out where nothing is quoted, and no figure compared with a copy.

    Raises BriefError if the YAML tells more about somebody who isn't on the record than the agreed
    description, such as a name that the brief only has so that it can be searched for.
    """
    from briefgen.outputs.annotations import annotations_of, web_annotations
    from briefgen.typeset.finish import Attached
    from briefgen.view.labels import labels_of

    faults = list(_unnamed(document, brief))
    if faults:
        raise BriefError(f"The source of {document.file} can't be attached.", faults)
    yaml = document.text.encode()
    labels = labels_of(brief.language)
    about = labels.say("attached.brief")
    files = [Attached(f"{name}.yaml", yaml, "application/yaml", "Source", about, brief.as_of)]
    if evidence and annotations_of(brief, evidence):
        found = web_annotations(brief, evidence).encode()
        file, about = EVIDENCE.file(name), labels.say("attached.quotes")
        files.append(Attached(file, found, EVIDENCE.media_type, "Data", about, brief.as_of))
    return tuple(files)


def _unnamed(document: Document, brief: Brief) -> Iterator[Diagnostic]:
    """Make a finding for each person, and for each quote, if the YAML tells more than was agreed.

    These are people who aren't on the record, and quotes with such terms of their own. The YAML
    tells more if it says more about the person than the agreed description.
    """
    from briefgen.model.permitted import is_on_record, keeps_name_back, tells_more

    for key, person in brief.people.items():
        if not is_on_record(person) and tells_more(person):
            message = f"This person is {person.attribution}, and the source shows who it is."
            span = document.key_span(("people", key))
            yield finding("attachment-tells", message, span, HINT)
    for at, item in enumerate(brief.agenda):
        for number, quote in enumerate(item.quotes):
            speaker = brief.people[quote.speaker]
            if keeps_name_back(quote) and tells_more(speaker):
                message = f"This quote is {quote.attribution}, and the source shows whose it is."
                span = document.key_span(("agenda", at, "quotes", number, "attribution"))
                yield finding("attachment-tells", message, span, HINT)


ATTACHMENT = Attachment("source", "each PDF carries the brief's YAML", source_of)
