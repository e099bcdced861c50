"""Makes the view of words to be read out, with the time that they take."""

from __future__ import annotations

from briefgen.ground.span import Path
from briefgen.markdown.counting import word_count
from briefgen.model import Remark
from briefgen.model.remarks import PACE
from briefgen.view import data
from briefgen.view.writer import Writer


def remarks_of(writer: Writer) -> tuple[data.RemarkView, ...]:
    """Make the view of each text that is read out, in the brief's order."""
    return writer.each(("remarks",), writer.brief.remarks, _remark)


def _remark(writer: Writer, path: Path, remark: Remark) -> data.RemarkView:
    count, pace = word_count(remark.text), remark.pace or PACE
    length = {"count": count, "minutes": remark.minutes_for(count), "pace": pace}
    return data.RemarkView(
        **writer.paragraphs(path, remark),
        title=writer.printed(remark.title),
        speaker=writer.person(remark.speaker or writer.brief.principal),
        minutes=writer.labels.counted("item.minutes", remark.minutes),
        length=writer.labels.say("remarks.length", **length),
    )
