"""Find what the files of pictures hold unseen, where somebody must not be named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from briefgen.checks.case import Case, RuleFunction
from briefgen.ground.diagnostics import Diagnostic, finding
from briefgen.ground.folder import FileFault
from briefgen.model import pictures
from briefgen.naming import named_in

HINT = "The packet leaves it out. Save the file without metadata before you send it on."


def picture_tells(case: Case) -> Iterator[Diagnostic]:
    """Find pictures whose files hold a name that must not be told, or say where they were taken."""
    if not case.unnamed:
        return
    for path, file in pictures(case.brief):
        for message in _messages(case, file):
            yield finding("picture-tells", message, case.value(path), HINT)


def _messages(case: Case, file: str) -> Iterator[str]:
    """Write a message for each name in the metadata of a picture, and for a place."""
    from briefgen.pictures import read_picture
    from briefgen.pictures.hidden import hidden_in

    # The rule `picture-missing` says what is wrong with the file itself.
    with suppress(FileFault):
        hidden = hidden_in(read_picture(case.folder, file))
        named = (hit for text in hidden.texts for hit in named_in(text, case.unnamed, "code"))
        # Each person once, since programs write the author into several fields.
        for hit in {hit.key: hit for hit in named if hit.sure}.values():
            yield f"The file of this picture holds “{hit.words}”, the name of somebody {hit.terms}."
        if hidden.has_place:
            yield "The file of this picture says where it was taken."


RULES: tuple[RuleFunction, ...] = (picture_tells,)
