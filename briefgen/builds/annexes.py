"""Put copies of a brief's annexes beside its pages, for the links of the HTML to lead to."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from briefgen.builds.job import Job
from briefgen.evidence.annexes import (
    PICTURES,
    AnnexFile,
    annex_bytes,
    copies_of,
    ending_of,
)
from briefgen.ground.copies import ANNEX
from briefgen.ground.errors import BriefError
from briefgen.ground.folder import FileFault
from briefgen.ground.pack import Artefact
from briefgen.outputs.leaving.carried import Carried, Leaving

if TYPE_CHECKING:
    from briefgen.builds.pipeline import Checked


def annexes_beside(case: Checked, job: Job) -> list[Artefact]:
    """Make the copies of the annexes of a brief; none where no HTML is asked for.

    Raises BriefError where a file isn't what it was when it was checked, and where its copy would
    be called as an output is.
    """
    if case.brief is None or case.evidence is None or "html" not in job.kinds:
        return []
    annexes = case.brief.annexes
    found: dict[str, Artefact] = {}
    for annex, name in zip(annexes, copies_of(annexes, job.name), strict=True):
        if annex.file:
            if name in job.names:
                said = f"The annex `{annex.file}` and an output would both be called {name}."
                raise BriefError(f"{said} Give the annex another `tab:`.")
            data, pages = _checked_bytes(case, annex.file)
            found[name] = Artefact(name, data, pages, ANNEX)
    return list(found.values())


def copy_named(case: Checked, brief: str, name: str) -> bytes | None:
    """Give the bytes of the copy of that name; None where the brief has no annex that is so named.

    `brief` is the first part of the names of outputs. Raises BriefError as `annexes_beside` does.
    """
    annexes = case.brief.annexes if case.brief else ()
    found = dict(zip(copies_of(annexes, brief), annexes, strict=True)).get(name)
    return _checked_bytes(case, found.file)[0] if found and found.file else None


def _checked_bytes(case: Checked, file: str) -> tuple[bytes, int]:
    """Read the file of an annex again, with its pages. Raises BriefError where it has changed."""
    found = case.evidence.annexes.get(file) if case.evidence else None
    try:
        data = annex_bytes(case.folder, file)
    except FileFault as fault:
        raise BriefError(str(fault)) from fault
    if not isinstance(found, AnnexFile) or sha256(data).hexdigest() != found.sha256:
        raise BriefError(f"The annex `{file}` was changed while the brief was built. Build again.")
    return data, found.pages


def leaving_annex(artefact: Artefact) -> Leaving:
    """Describe the copy of an annex for the search for names."""
    return Leaving(f"the annex {artefact.name}", lambda: _carried(artefact))


def _carried(artefact: Artefact) -> Iterator[Carried]:
    """Read out what a copy carries. `annex-unsearched` has refused what can't be read here."""
    ending = ending_of(artefact.name)
    if ending == ".pdf":
        from briefgen.outputs.leaving.paper import carried_by_pdf  # slow to load, and seldom needed

        yield from carried_by_pdf(artefact.data)
    elif ending in PICTURES:
        yield Carried("in a picture", "", data=artefact.data)
    else:
        for line in artefact.data.decode("utf-8", "replace").splitlines():
            yield Carried("in its text", line)
    yield Carried("in the name of a file", artefact.name, "code")
