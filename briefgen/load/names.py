"""Lists the names of the format's fields, for slips that leave no document to look them up in.

The model has the same names, but comes after `load`. A test compares the two.
"""

from __future__ import annotations

FIELDS = frozenset(
    """
    accessed agenda also_called alt answer as_of attribution author background basis bottom_line
    briefgen caption capture carried_by cleared_by confidence contact date described_as end figures
    file id kept_as kept_on kind language last_met lead lines meeting minutes name native_language
    native_name note objective objectives office ours owner parties party people place points
    positions prefix press principal procedural programme published publisher question questions
    quotes review_by role said_on say serial sha256 source sources speaker start state suffix text
    they_say title translated_from url use why with zone
    """.split()  # noqa: SIM905 - it reads as a list
)
