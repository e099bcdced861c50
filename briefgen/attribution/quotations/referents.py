"""Hold who says a quotation: as one sentence names them, and as the whole text does.

All readings of a language use these classes: a `SentenceSpeaker` has the words of one sentence; an
`Attribution` has the `Referent`, the person whom those words mean in the whole text.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from briefgen.ground.records import record

# The `how` of a quotation whose sentence names nobody. A writer reads it in `briefgen quotes`.
NOWHERE = "no verb of speech near"
MentionT = TypeVar("MentionT")


@record
class Referent:
    """Hold whom a mention refers to, named as fully as the text does anywhere.

    In “Foreign Minister Lavrov … the minister said”, the words `the minister` have the referent
    `Foreign Minister Lavrov`. `gender` is m, f, `?` (not known) or empty. `why` says why it may be
    somebody else, and is empty without such a doubt. `role` is the office, unless `who` holds it
    already. `is_described`: `who` is a description and no name.
    """

    who: str
    gender: str = ""
    why: str = ""
    is_group: bool = False
    is_plural: bool = False
    role: str = ""
    is_described: bool = False


@record
class Attribution:
    """Hold the speaker of a quotation (`who`, or None), and in words how that is known (`how`).

    `certain` is true where no reader would doubt the speaker.
    """

    who: Referent | None
    how: str
    certain: bool = False


@record
class SentenceSpeaker(Generic[MentionT]):
    """Hold whom one sentence names as the speaker of a quotation: `he`, in “No,” he said.

    `mention` is None where the sentence shows that the marks hold no speech: the film “Solaris”.
    `why` is a reason for doubt, or empty.
    """

    mention: MentionT | None
    how: str
    why: str = ""
