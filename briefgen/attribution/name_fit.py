"""Tell whether two names can be one person's, by parts, initials, short forms and spellings.

It knows nothing of labels, because people of a brief are compared with each other in the same way.
Names that may be the same (`near`) leave a quote open. Only names that can't both be one person's
(`other`) give the quote to somebody else.
"""

from __future__ import annotations

from typing import Literal

from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.attribution.transcripts.labels import BRACKETS, WORD, is_eastern
from briefgen.evidence.language import script_of

# `same`: the names fit, with more than a surname. `surname`, `forename`: they fit, but that is all
# they have in common. `near`: perhaps one name in two spellings. `other`: nobody is called both.
Fit = Literal["same", "surname", "forename", "near", "other", "unknown"]
ORDER: tuple[Fit, ...] = ("same", "surname", "forename", "near", "unknown", "other")

# Two spellings may be of one name from this similarity on (RapidFuzz's ratio, 0 to 100): Zelensky
# and Selenskyj have 82. Lawrow and Lavrov have 67, which is enough only where the forenames are
# alike.
ALIKE, FAIRLY_ALIKE = 72.0, 50.0
# Parts of so few letters are never compared by spelling: Lee and Lea are two names.
SHORTEST = 3
# Only so many code points of a part are compared: a pasted text may have a "word" of thousands.
COMPARED = 40
# Small words inside names, which one label has and another leaves out.
PARTICLES = frozenset(
    """
    von van der den de da di del della dos du la le el al bin ibn ben y zu zur af of the
    """.split()  # noqa: SIM905 - it reads as a list
)


def parts_of(name: str) -> tuple[str, ...]:
    """List the folded parts of a name, surname last, without titles and without brackets.

    `Holm, Dr. Ida (ABC)` gives ida and holm.
    """
    plain = BRACKETS.sub(" ", name)
    last, comma, first = plain.partition(",")
    # Berg, Anna: the surname may come first.
    plain = f"{first} {last}" if comma and first.strip() else plain
    known = label_words()
    low = [part for word in WORD.findall(plain) for part in unaccented(word).split("-") if part]
    while len(low) > 1 and (low[0] in known.titles or low[0] in known.offices):
        low = low[1:]
    return tuple(low)


def fit(label: tuple[str, ...], name: str) -> Fit:
    """Tell how the name in a label fits the name of a person.

    The answer is `unknown` where one of them is empty, or where they are in different scripts:
    nothing here transliterates.
    """
    if not label or not name.strip():
        return "unknown"
    typed = "".join(label)
    if is_eastern(typed) or is_eastern(name):
        return _fit_eastern(typed, unaccented(name))
    if script_of(typed) != script_of(name):
        return "unknown"
    return _fit_spaced(_without_particles(label), _without_particles(parts_of(name)))


def _without_particles(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Drop particles such as `von`, unless the name has nothing else."""
    kept = tuple(part for part in parts if part not in PARTICLES)
    return kept or parts


def _fit_spaced(label: tuple[str, ...], person: tuple[str, ...]) -> Fit:
    """Compare names with spaces between their parts, by the parts that they share."""
    full = [part for part in label if len(part) > 1]
    shared = [part for part in full if part in person]
    if not full or not person:
        return "unknown"
    if not shared:
        return _without_shared(full, person)
    rest = [part for part in label if part not in shared]
    left = [part for part in person if part not in shared]
    if not rest:
        if len(shared) > 1 or len(person) == 1:
            return "same"
        is_forename = shared[0] != person[-1] and shared[0] in label_words().forenames
        return "forename" if is_forename else "surname"
    if not left:
        return "same" if len(shared) > 1 else "surname"
    return _with_rest(shared, rest, left, person, label)


def _without_shared(label: list[str], person: tuple[str, ...]) -> Fit:
    """Compare names without a part in common: Sergej Lawrow may be Sergei Lavrov."""
    if min(len(label), len(person)) == 1:
        return "near" if _is_near(label, person) else "other"
    if _is_near(label[-1:], person) or _is_near(label, person[-1:]):
        return "near"
    # Similar forenames show nothing unless the surnames are fairly similar too.
    is_alike = _is_near(label, person) and _ratio(label[-1], person[-1]) >= FAIRLY_ALIKE
    return "near" if is_alike else "other"


def _with_rest(
    shared: list[str],
    rest: list[str],
    left: list[str],
    person: tuple[str, ...],
    label: tuple[str, ...],
) -> Fit:
    """Compare names that share a part and differ in others: Mike and Michael, Stephen and Ewen."""
    if any(_stand_for_each_other(one, other) for one in rest for other in left):
        return "same"
    if person[-1] in shared:
        # One surname, and given names of which none fits.
        return "other" if label[-1] in shared or label[0] in shared else "near"
    if all(len(one) == 1 for one in rest):
        return "near"
    is_near = _is_near([one for one in rest if len(one) > 1], tuple(left))
    # One given name, and another surname.
    return "near" if is_near or shared[0] not in label_words().forenames else "other"


def _stand_for_each_other(one: str, other: str) -> bool:
    """Tell whether two given names may be the same person's: by initial, nickname or spelling."""
    short, long = sorted((one, other), key=len)
    nicknames = label_words().nicknames.get(long, frozenset()) | label_words().nicknames.get(
        short, frozenset()
    )
    if len(short) == 1:
        return long.startswith(short) or any(name.startswith(short) for name in nicknames)
    if short in nicknames and long in nicknames:
        return True
    return long.startswith(short) or short[:3] == long[:3] or _ratio(short, long) >= ALIKE


def _is_near(label: list[str], person: tuple[str, ...]) -> bool:
    """Tell whether any part of one name is spelt nearly like a part of the other.

    Parts of up to `SHORTEST` letters don't count.
    """
    return any(
        _ratio(one, other) >= ALIKE
        for one in label
        for other in person
        if min(len(one), len(other)) > SHORTEST
    )


def _ratio(one: str, other: str) -> float:
    """Rate how similar two words are spelt, from 0 to 100."""
    from rapidfuzz.fuzz import ratio

    return ratio(one[:COMPARED], other[:COMPARED])


def _fit_eastern(label: str, name: str) -> Fit:
    """Compare names without spaces, surname first. Names in different scripts are `unknown`."""
    # A brief may have a space behind the surname, which no label has: 山田 太郎.
    surname, _, rest = name.partition(" ")
    person = name.replace(" ", "").replace("・", "").replace("·", "")
    if script_of(label) != script_of(person) or not is_eastern(label):
        return "unknown"
    if label == person or (len(label) > 1 and person.endswith(label) and not rest):
        return "same"
    if person.startswith(label):
        return "surname" if len(label) > 1 or not rest or label == surname else "near"
    if label.startswith(person):
        return "same"
    is_spelt_alike = len(label) == len(person) and any(
        one == other for one, other in zip(label, person, strict=True)
    )
    if label[0] == person[0] or is_spelt_alike:
        is_full = len(label) > 1 and len(label) != len(person)
        is_other = is_full and label[:2] != person[:2]
        # A Korean syllable has one spelling, so names that share the surname alone are two
        # people's. Chinese and Japanese names can be written with other characters (variants), and
        # stay `near`.
        has_same_length = len(label) == len(person) > SHORTEST - 1
        is_other_korean = (
            script_of(label) == "Hangul"
            and has_same_length
            and all(one != other for one, other in zip(label[1:], person[1:], strict=True))
        )
        return "other" if is_other or is_other_korean else "near"
    return "other"
