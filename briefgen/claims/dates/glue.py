"""What may stand between the parts of dates, and the numbers of months and weekdays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.claims.dates.words import Meaning, plain

# Pages in any language have dates in English; alone these words are no months there.
ENGLISH = {
    name: ("m", number)
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
DASHES = "-–—‒−‑"
# As they mostly are typed, so that they needn't be folded.
_TYPED = ("{} ", " {} ", "{}\n", "\n{} ")


def glue_of(of: Sequence[str], to: Sequence[str], and_: Sequence[str]) -> dict[str, str]:
    """List what may stand between the parts of dates, with its class in `units.py`."""
    found = {"": "_", ",": ",", "،": ",", "、": ",", ".": ".", ".,": ",", "/": "/", "./": "/"}
    found |= dict.fromkeys("'’‘", "'")
    found |= {form: "-" for mark in DASHES for form in (plain(mark), "." + plain(mark))}
    for sign, words in (("o", of), ("t", to), ("&", and_)):
        for word in words:
            for form in (word, f". {word}", f", {word}", f"., {word}"):
                found.setdefault(form.strip(), sign)
    folded = {plain(form): sign for form, sign in found.items()}
    ways = {way.format(form): sign for form, sign in folded.items() for way in _TYPED if form}
    return folded | ways | {" ": "_", "\n": "_"}


def numbered(
    sign: str, forms: Iterable[Iterable[str]], first: int
) -> Iterator[tuple[str, Meaning]]:
    """Give the forms of months, weekdays and the like their numbers."""
    for number, words in enumerate(forms, first):
        yield from ((word, (sign, number)) for word in words)
