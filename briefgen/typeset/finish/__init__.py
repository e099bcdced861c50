"""The engine's PDF becomes one that archives and screen readers accept. Alone in knowing pikepdf.

WeasyPrint writes one claim a file and a structure with known faults. `tree` reads that structure
into nodes and writes it back, `mend` puts its order and its names right, `claims` sets what the
file says of itself and what goes along in it. `strings` reads what a file says beside its pages.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from briefgen.typeset.finish.attached import Attached
from briefgen.typeset.finish.node import Origin

__all__ = ["Attached", "Origin", "finish"]


def finish(
    data: bytes, origins: Mapping[int, Origin], attached: tuple[Attached, ...] = ()
) -> bytes:
    """Make a PDF one of PDF/UA-1 (ISO 14289-1) and PDF/A-2a, or 3a with files (ISO 19005-2, -3).

    `data` is what the engine wrote as PDF/A-2a, `origins` the HTML element behind each structure
    element, by its object number. Same bytes for the same input; every page looks as before.
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
        claims.claim(pdf, part=3 if attached else 2)
        finished = io.BytesIO()
        pdf.save(
            finished,
            # The file identifier is a hash of the content: else it is one of the clock.
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()
