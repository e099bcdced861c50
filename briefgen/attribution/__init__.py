"""Whose words stand in a text: the turns of a transcript, and the people of a brief beside them."""

from __future__ import annotations

from pathlib import Path

from briefgen.evidence.gather import Evidence, gather
from briefgen.model import Brief


def evidence_of(brief: Brief, folder: Path) -> Evidence:
    """The captures of a brief, and its quotes: whether their words stand there, and whose they are.

    Without any capture no text is read, nothing is searched, and nothing is loaded for it.
    """
    evidence = gather(brief, folder)
    if not evidence.captures:
        return evidence
    from briefgen.attribution.voices import voiced

    return voiced(brief, evidence)
