"""Turn the engine's PDF into one that archives and screen readers accept, by pikepdf.

WeasyPrint claims one standard a file, and writes a structure with known faults. `tree` reads that
structure into nodes and writes it back, `mend` corrects its order and types, and `claims` writes
the metadata and the attached files. `strings` reads all texts of a finished PDF outside its pages.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from briefgen.typeset.finish.attached import Attached, carried_by
from briefgen.typeset.finish.node import Origin

__all__ = ["Attached", "Origin", "carried_by", "finish"]


def finish(
    data: bytes,
    origins: Mapping[int, Origin],
    identifier: bytes,
    attached: tuple[Attached, ...] = (),
) -> bytes:
    """Make a PDF conform to PDF/UA-1 (ISO 14289-1) and PDF/A-2a, or 3a with files (ISO 19005).

    `data` is the PDF/A-2a that the engine wrote, and `origins` the HTML element behind each
    structure element, by its object number. The first half of the file's identifier will be
    `identifier`. The pages look as before. The same input gives the same bytes.
    """
    import pikepdf

    from briefgen.typeset.finish import claims, tree
    from briefgen.typeset.finish.mend import mend

    with pikepdf.open(io.BytesIO(data)) as pdf:
        document = tree.read(pdf, origins)
        mend(document)
        tree.write(pdf, document)
        claims.name_pages(pdf)
        claims.sharpen_pictures(pdf)
        claims.attach(pdf, attached)
        claims.turn_leftward(pdf)
        claims.claim(pdf, part=3 if attached else 2)
        # The second half becomes a hash of the content when the file is saved.
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(identifier)] * 2)
        finished = io.BytesIO()
        pdf.save(
            finished,
            # By default the clock is a part of the identifier.
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()
