"""Mend a brief: its bytes, with a check of the whole brief in each round."""

from __future__ import annotations

from briefgen.builds.fixing.mending import Mend, mended
from briefgen.builds.fixing.reading import Reading
from briefgen.builds.job import Job
from briefgen.ground.decode import decoded
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


def _reading(text: str, job: Job) -> Reading:
    from briefgen.builds import pipeline
    from briefgen.builds.timings import Timings

    timings = Timings()
    document = pipeline.loaded(text.encode(), job.file, timings)
    case = pipeline.checked(document, job.folder, job.resolved, timings)
    return Reading(
        job.file,
        text,
        tuple(case.diagnostics),
        document.starts,
        is_read=document.data is not None,
        stops=bool(case.errors),
        path_at=document.path_at,
    )
