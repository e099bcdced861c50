"""Whose words stand in a source: the people of a brief, held against what its captures say.

Two halves read texts and know nothing of briefs. `transcripts/` reads texts whose speakers are
labelled (`MS ROE: Good morning.`): `turns(text)` gives the stretches of each speaker with the
label, or nothing where a text is no transcript. `quotations/` reads running prose (“No,” he said):
`quotations(text)` gives the words between quotation marks, with whoever the text names as the
speaker.

The modules here bring both together with a brief. The way of a quote goes once: `evidence_of(brief,
folder)` has its words found in the captures (`evidence.gather`), and hands that to `voices.voiced`;
that asks for the turn that holds the words (`transcripts.turns`), or for the quotation around them
(`prose.quotation_around`), and then whether its label is the speaker's (`cast.voice_of`, which
compares names by `name_fit.fit`). What comes back is the evidence with a voice for each quote: the
speaker's, another's, or open. `quoting.quotes_in` goes the other way, from a text to quotes for a
new brief.
"""

from __future__ import annotations

from pathlib import Path

from briefgen.evidence.gather import Evidence, gather
from briefgen.model import Brief


def evidence_of(brief: Brief, folder: Path) -> Evidence:
    """Find the quotes of a brief in its captures, and whose words they are.

    Without captures no text is read or searched, and nothing is loaded for it: the check of a brief
    without any must stay quick.
    """
    evidence = gather(brief, folder)
    if not evidence.captures:
        return evidence
    from briefgen.attribution.voices import voiced

    return voiced(brief, evidence)
