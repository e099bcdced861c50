"""Lists the names of the format's fields, for slips that leave no document to look them up in.

The model has the same names, but comes after `load`. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable

_STATEMENT = "id sources as_of review_by"
# The fields of each kind of group, without those in which ids stand.
GROUPS = tuple(
    frozenset(names.split())
    for names in (
        (
            "briefgen title serial language as_of principal owner zone parties people bottom_line"
            " objectives programme agenda background press sources"
        ),
        "office contact cleared_by",
        "name ours",
        (
            "name described_as role party attribution also_called native_name native_language say"
            " last_met note"
        ),
        f"{_STATEMENT} text party",
        "id date start minutes end place zone title with press note",
        (
            "id title meeting date start minutes lead objective procedural positions points quotes"
            " background figures"
        ),
        f"{_STATEMENT} text kind they_say why",
        f"{_STATEMENT} text basis confidence",
        (
            f"{_STATEMENT} text speaker said_on source prefix suffix carried_by translated_from"
            " attribution"
        ),
        "language text",
        "id file alt caption sources",
        "lines questions",
        f"{_STATEMENT} text use",
        f"{_STATEMENT} answer question",
        "title author publisher published url accessed state capture sha256 kept_as kept_on",
    )
)
FIELDS = frozenset().union(*GROUPS)


def are_of_one_group(names: Iterable[str]) -> bool:
    """Tell whether fields of these names can stand in one group of the format."""
    asked = frozenset(names)
    return any(asked <= group for group in GROUPS)
