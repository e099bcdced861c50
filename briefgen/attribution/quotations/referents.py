"""Who says a quotation: as one sentence names them, and as the whole text does.

Apart from the readings that find it, because all of them answer with the same two things: first
what the sentence says (`SentenceSpeaker`, with the words that it uses), then whom those words refer
to, in view of the rest of the text (`Attribution` to a `Referent`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

NOWHERE = "no verb of speech near"
MentionT = TypeVar("MentionT")


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention refers to, named as fully as the text does anywhere.

    In “Foreign Minister Lavrov … the minister said”, the words `the minister` have the referent
    `Foreign Minister Lavrov`. `gender` is m, f, `?` (not known) or empty; `why` says why it may be
    somebody else, and is empty where nothing speaks against it. `role` is the office, where `who`
    doesn't hold it already. `is_described` where `who` is a description and no name.
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
    """The speaker of a quotation, or None; and `how` that is known, in words for the reader.

    `certain` where a reader wouldn't doubt it.
    """

    who: Referent | None
    how: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class SentenceSpeaker(Generic[MentionT]):
    """Whom one sentence names as the speaker of a quotation: `he`, in “No,” he said.

    `mention` is None where the sentence shows that the marks hold no speech: the film “Solaris”.
    `why` is a reason for doubt, or empty.
    """

    mention: MentionT | None
    how: str
    why: str = ""
