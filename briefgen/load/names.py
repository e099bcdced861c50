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
            "briefgen kind title number handling serial language as_of received considered"
            " principal to from through copy clearances owner zone parties people facts"
            " bottom_line decision objectives programme agenda remarks questions sections"
            " background press actions contacts annexes sources"
        ),
        "text draft embargo zone",
        "body on outcome",
        "name",
        "office person state on note",
        "office contact cleared_by",
        "name ours",
        (
            "name described_as role party attribution also_called native_name"
            " native_language say last_met note group attendance staff_contact picture"
            " biography"
        ),
        f"{_STATEMENT} text",
        f"{_STATEMENT} text ask by otherwise options offices outcome",
        "id title recommended text for against cost risk",
        "option answer on note",
        f"{_STATEMENT} text party",
        (
            "id date start minutes end place zone title with press requested_by"
            " interpretation contact note"
        ),
        (
            "id title number group meeting date start minutes lead with purpose paper"
            " likely objective procedural positions points quotes background figures"
        ),
        f"{_STATEMENT} text basis confidence",
        f"{_STATEMENT} text kind likely they_say why",
        (
            f"{_STATEMENT} text speaker said_on source prefix suffix carried_by"
            " translated_from attribution"
        ),
        "language text",
        "id file alt caption sources",
        f"{_STATEMENT} text title speaker minutes pace",
        f"{_STATEMENT} answer group question if_pressed likely for redirect",
        f"{_STATEMENT} say ask",
        f"{_STATEMENT} text title",
        "lines questions notes",
        f"{_STATEMENT} text use",
        f"{_STATEMENT} text number owner due state agreed_on closed_on note",
        "name role phone email hours",
        "id tab title file note",
        (
            "title author publisher language published url accessed state capture sha256 kept_as"
            " kept_on"
        ),
    )
)
FIELDS = frozenset().union(*GROUPS)


def are_of_one_group(names: Iterable[str]) -> bool:
    """Tell whether fields of these names can stand in one group of the format."""
    asked = frozenset(names)
    return any(asked <= group for group in GROUPS)
