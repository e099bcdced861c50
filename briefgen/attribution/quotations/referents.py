"""Hold who says a quotation: as one sentence names them, and as the whole text does.

All readings answer in these terms: first with the words of the sentence (`SentenceSpeaker`), then
with the person whom those words refer to in view of the rest of the text (`Attribution` to a
`Referent`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

# The `how` of a quotation whose sentence names nobody. A writer reads it in `briefgen quotes`.
NOWHERE = "no verb of speech near"
MentionT = TypeVar("MentionT")


@dataclass(frozen=True, slots=True)
class Referent:
    """Hold whom a mention refers to, named as fully as the text does anywhere.

    In “Foreign Minister Lavrov … the minister said”, the words `the minister` have the referent
    `Foreign Minister Lavrov`. `gender` is m, f, `?` (not known) or empty. `why` says why it may be
    somebody else, and is empty without such a doubt. `role` is the office, unless `who` holds it
    already. `is_described` where `who` is a description and no name.
    """

    who: str
    gender: str = ""
    why: str = ""
    is_group: bool = False
    is_plural: bool = False
    role: str = ""
    is_described: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Hold the speaker of a quotation, or None, and `how` that is known, as a writer reads it.

    `certain` where no reader would doubt it.
    """

    who: Referent | None
    how: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class SentenceSpeaker(Generic[MentionT]):
    """Hold whom one sentence names as the speaker of a quotation: `he`, in “No,” he said.

    `mention` is None where the sentence shows that the marks hold no speech: the film “Solaris”.
    `why` is a reason for doubt, or empty.
    """

    mention: MentionT | None
    how: str
    why: str = ""
