"""Decide whose words a quote is: compare the people of a brief with what its captures say.

Two halves read texts and know nothing of briefs. `transcripts/` reads texts whose speakers are
labelled (`MS ROE: Good morning.`): `turns(text)` gives the stretches of each speaker with the
label, or nothing where a text is no transcript. `quotations/` reads running prose (“No,” he said):
`quotations(text)` gives the words between quotation marks, with the speaker whom the text names.

The modules here compare both with a brief. `evidence_of(brief, folder)` is the way in. First
`evidence.gather` finds the words of each quote in the captures. Then `voices.voiced` looks for the
turn that holds those words (`transcripts.turns`), or else for the quotation around them
(`prose.quotation_around`), and asks whether its label is the speaker's (`cast.voice_of`, which
compares names by `name_fit.fit`). The result is the evidence with a voice for each quote: the
speaker's, another's, or open. `quoting.quotes_in` goes the other way, from a text to quotes for a
new brief.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.evidence.gather import Evidence, gather
from briefgen.model import Brief


def evidence_of(brief: Brief, folder: Path) -> Evidence:
    """Find the quotes of a brief in its captures, and who says them there.

    A brief without captures has no text to search. The modules that read texts are then not even
    imported, because checking such a brief must stay quick.
    """
    from briefgen.claims import claims_of

    evidence = gather(brief, folder)
    evidence = replace(evidence, claims=claims_of(brief, evidence))
    if not evidence.captures:
        return evidence
    from briefgen.attribution.voices import voiced

    return voiced(brief, evidence)
