"""Mend a brief: its bytes, with a check of the whole brief in each round."""

from __future__ import annotations

from pathlib import Path

from briefgen.builds.fixing.mending import Mend, mended
from briefgen.builds.fixing.reading import Reading
from briefgen.builds.job import Job
from briefgen.builds.second_name import second_typed
from briefgen.ground.decode import decoded
from briefgen.ground.files import read as read_file
from briefgen.ground.folder import FileFault, read_inside
from briefgen.ground.records import record

MARK = b"\xef\xbb\xbf"


@record
class MendedFile:
    """A file before and after its certain edits, and these edits in its order.

    `file` is its name in messages.
    """

    file: str
    before: bytes
    after: bytes
    mends: tuple[Mend, ...] = ()


def mended_brief(data: bytes, job: Job) -> MendedFile:
    """Make the certain edits of a brief, checked with the settings of its job.

    Nothing is written. All other bytes stay, such as line ends and a byte order mark. Raises
    BriefgenError where the brief can't be checked.
    """
    text, problem = decoded(data, job.file)
    if problem:  # what isn't UTF-8 would have to be written in another encoding
        return MendedFile(job.file, data, data)

    def read(text: str) -> Reading:
        return _reading(text, job)

    result = mended(read(text), read)
    mark = MARK if data.startswith(MARK) else b""
    return MendedFile(job.file, data, mark + result.reading.text.encode(), result.mends)


def mended_second(job: Job) -> tuple[Path, MendedFile] | None:
    """Make the certain edits of a brief's text in a second language; None where it has none.

    One that can't be read has a finding already. Raises BriefgenError where the brief can't be read
    or checked.
    """
    if job.data is not None:
        return None
    data = read_file(job.path)
    name = second_typed(data, job.path.name)
    try:
        before = read_inside(job.folder, name, "text", FileFault) if name else None
    except FileFault:
        return None
    if before is None:
        return None
    file = str(Path(job.file).with_name(name))
    text, problem = decoded(before, file)
    if problem:
        return None
    brief, _ = decoded(data, job.file)

    def read(text: str) -> Reading:
        return _reading(brief, job, text)

    result = mended(read(text), read)
    mark = MARK if before.startswith(MARK) else b""
    return job.folder / name, MendedFile(
        file, before, mark + result.reading.text.encode(), result.mends
    )


def _reading(text: str, job: Job, second: str | None = None) -> Reading:
    """Check a brief of that text; with `second`, read that: its text in a second language."""
    from briefgen.builds import pipeline
    from briefgen.builds.timings import Timings

    timings = Timings()
    document = pipeline.loaded(text.encode(), job.file, timings)
    data = None if second is None else second.encode()
    case = pipeline.checked(document, job.folder, job.resolved, timings, data)
    if second is not None:
        file = str(Path(job.file).with_name(second_typed(text.encode(), job.path.name)))
        text, document = second, pipeline.loaded(second.encode(), file, timings)
        if case.second:
            document = case.second.document
    return Reading(
        document.file,
        text,
        tuple(case.diagnostics),
        document.starts,
        is_read=document.data is not None,
        stops=bool(case.errors),
        path_at=document.path_at,
    )
