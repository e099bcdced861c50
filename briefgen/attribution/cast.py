"""Decide whether a label in a transcript stands for a given person of the brief.

The answer is `speaker`, `another` (it stands for somebody else) or `open`. A label alone doesn't
show it, because it depends on everybody who could be meant: `MR KING` is the person where the
brief has one King, and open where it has two. Every doubt makes it open,
because a wrong `another` accuses a true quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import islice

from briefgen.attribution.name_fit import ORDER, Fit, fit, parts_of
from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.attribution.transcripts.labels import WORD, Label, is_eastern
from briefgen.evidence.gather import Voice
from briefgen.ground.records import record
from briefgen.model import Brief, Person
from briefgen.model.permitted import may_be_named

# What the fit of two names tells about the speaker. A surname or forename alone counts only if it
# can mean nobody else.
VOICES: dict[Fit, Voice] = {
    "same": "speaker",
    "surname": "speaker",
    "forename": "speaker",
    "near": "open",
    "unknown": "open",
    "other": "another",
}
# At most so many labels of one text are compared with each other, later ones are ignored. A
# parliament has fewer speakers in a day.
MOST_LABELS = 500
# An office in fewer letters than this may be the initials of a longer one: PM, CEO.
LONGEST_SHORT = 5
# Words that most labels share, so that having one in common says nothing.
ARTICLES = frozenset(
    """
    the of for de la le les du des der die das el los il lo i o a an and und et y e mr mrs ms madam
    madame m mme herr frau sr sra senor senora don hon honourable right sir
    """.split()  # noqa: SIM905 - it reads as a list
)


@record
class Cast:
    """Hold everybody who can be meant: the people of the brief, the labels of the transcript.

    `parties` are the names of the brief's parties by their ids. `text` is the whole transcript,
    which is searched for people who have no label.
    """

    people: tuple[Person, ...]
    parties: dict[str, str]
    labels: tuple[Label, ...] = ()
    text: str = field(default="", repr=False)


def cast_of(brief: Brief, labels: Iterable[Label] = (), text: str = "") -> Cast:
    """Gather the people of a brief and the labels of a text, each label once."""
    parties = {key: party.name for key, party in brief.parties.items()}
    named = tuple(islice(dict.fromkeys(labels), MOST_LABELS))
    return Cast(tuple(brief.people.values()), parties, named, text)


def voice_of(person: Person, label: Label, cast: Cast) -> Voice:
    """Tell whether a label stands for the person (`speaker`), another, or is `open`."""
    own = _directly(person, label, cast)
    if own != "open":
        return own
    held = holder_of(label, cast.labels)
    if held:
        own = _directly(person, held, cast)
        if own != "open":
            return own
    return "another" if _is_told_apart(person, label, cast) else "open"


def holder_of(label: Label, labels: Sequence[Label]) -> Label | None:
    """Find the one label that names the holder of the office in a label, or None.

    For `THE MINISTER` that is `THE MINISTER (IDA HOLM)`. It is None where the transcript names two
    holders.
    """
    if label.kind != "office":
        return None
    wanted = _content(label.office)
    held = [
        other
        for other in labels
        if other.kind == "person" and other.office and wanted and _content(other.office) == wanted
    ]
    # Where two people chaired in turn, `THE CHAIR` can be either.
    names = {other.name for other in held}
    return held[0] if len(names) == 1 else None


def _directly(person: Person, label: Label, cast: Cast) -> Voice:
    """Compare a label with the fields of one person alone, without the rest of the transcript."""
    if is_called(person, label):
        return "speaker"
    if not may_be_named(person):
        return "open"
    if party := _party_of(label, cast):
        if person.party != party:
            return "another" if person.party else "open"
        return "speaker" if sum(other.party == party for other in cast.people) == 1 else "open"
    if label.kind != "person":
        return _by_kind(person, label, cast)
    found = _best(person, label)
    is_part = found in ("surname", "forename")
    return "open" if is_part and _is_shared(person, label, cast) else VOICES[found]


def _by_kind(person: Person, label: Label, cast: Cast) -> Voice:
    """Compare a label without a name: an office, whoever asks or answers, or a group."""
    if label.kind == "office":
        # A word for an office may be a surname as well: MR KING, MR SPEAKER.
        surname = tuple(unaccented(word) for word in WORD.findall(person.name or "")[-1:])
        return "speaker" if surname and label.office[-1:] == surname else "open"
    # A label of one letter may be the first of a name: J for Jonas, and no journalist.
    is_initial = len(label.key) == 1 and label.key in {part[0] for part in _name_parts(person)}
    if is_initial or _is_unknown(label):
        return "open"
    if label.kind == "answering":
        is_another = _is_questioner(person) and not _is_named_in(person, cast)
    else:
        is_another = label.kind == "group" or not _asks(person)
    return "another" if is_another else "open"


def _party_of(label: Label, cast: Cast) -> str:
    """Find the id of the party that a label names instead of a person (`Norway:`), or empty."""
    own = set(label.key.split())
    for key, name in cast.parties.items():
        named = {unaccented(word) for word in WORD.findall(name)}
        if named and (unaccented(name) == label.key or (label.kind == "office" and named <= own)):
            return key
    return ""


def is_called(person: Person, label: Label) -> bool:
    """Tell whether a label is what the brief calls a person, or their office in the brief."""
    keys = {label.key, unaccented(label.text), *(unaccented(part) for part in label.affiliation)}
    # What the brief itself says counts most: a label may stand there in `also_called`.
    if keys & {unaccented(text) for text in person.called}:
        return True
    offices = [text for text in (person.role, person.described_as) if text]
    if not any(_holds(text, label) for text in (*offices, *person.also_called)):
        return False
    # MINISTER HOLM isn't Minister Berg, though both are ministers.
    return label.kind != "person" or not label.office or _best(person, label) != "other"


def described(person: Person) -> str:
    """Join the fields of a brief that describe a person beside the name."""
    texts = (person.role, person.described_as, *person.also_called)
    return " ".join(filter(None, texts))


def _holds(described: str, label: Label) -> bool:
    """Tell whether an office that a person holds is the one that the label names.

    One may be the start of the other, as `Minister` of `Minister for Ports`, or its initials, as
    `PM`. A number, as in `Witness 2`, tells one witness from another, so it has to be the same.
    """
    low = [unaccented(word) for word in WORD.findall(described)]
    own = _content(low)
    if label.kind == "person":
        return own == _content((*label.office, *label.name))
    named = _content(label.office)
    if not own or not named or named[-1].isdigit():
        return False
    if label.kind == "office" and len("".join(named)) < 2:
        return False
    if own == named:
        return True
    is_short = len(named) > 1
    if len(named) == 1:
        word = named[0]
        if 1 < len(word) < LONGEST_SHORT and "".join(each[0] for each in own).startswith(word):
            return True
        is_short = len(low) > 1 and low[0] == word and low[1] in label_words().small
    return (is_short and own[: len(named)] == named) or (len(own) > 1 and named[: len(own)] == own)


def _content(office: Iterable[str]) -> list[str]:
    """List the words of an office, without articles, titles and the like (`ARTICLES`)."""
    return [word for word in office if word not in ARTICLES]


def _asks(person: Person) -> bool:
    """Tell whether a person may be one of those who ask: a journalist, a member, counsel."""
    told = unaccented(f"{person.role or ''} {person.described_as or ''} {person.note or ''}")
    found = {unaccented(word) for word in WORD.findall(told)}
    askers = label_words().askers
    return bool(found & askers) or any(word in told for word in askers if not word.isascii())


def _is_unknown(label: Label) -> bool:
    """Tell whether the transcript says that it doesn't know who speaks."""
    return "unknown" in label.office


def _is_questioner(person: Person) -> bool:
    """Tell whether the person asks by trade, as a reporter does; members and hosts don't count."""
    trade = unaccented(f"{person.role or ''} {person.described_as or ''}")
    known, own = label_words(), {unaccented(word) for word in WORD.findall(trade)}
    asking = known.asking & known.askers
    if own & known.offices:
        return False  # a former reporter who is a minister
    return bool(asking & own) or any(word in trade and is_eastern(word) for word in asking)


def _is_named_in(person: Person, cast: Cast) -> bool:
    """Tell whether the text names the person.

    A reporter who is interviewed is named above the questions and answers, and then doesn't ask but
    answers.
    """
    text = unaccented(cast.text)
    return any(part in text for part in _name_parts(person) if len(part) > 1)


def _name_parts(person: Person) -> set[str]:
    """Collect the folded parts of all of a person's names, including initials."""
    names = (person.name, person.native_name, *person.also_called)
    return {part for name in names if name for part in parts_of(name)}


def _best(person: Person, label: Label) -> Fit:
    """Compare the label's name with all names of the person, and give the best fit."""
    fits = [fit(label.name, name) for name in person.called]
    own = [each for each in fits if each != "unknown"]
    return min(own, key=ORDER.index) if own else "unknown"


def _is_shared(person: Person, label: Label, cast: Cast) -> bool:
    """Tell whether somebody else, in the brief or the transcript, may have the name in a label."""
    others = [other for other in cast.people if other is not person and other.name]
    if any(_best(other, label) in ("same", "surname", "forename") for other in others):
        return True
    fuller = [
        other
        for other in cast.labels
        if other.kind == "person"
        and len(other.name) > len(label.name)
        and set(label.name) <= set(other.name)
    ]
    return any(_best(person, other) == "other" for other in fuller)


def _is_told_apart(person: Person, label: Label, cast: Cast) -> bool:
    """Tell whether the transcript shows that an office is held by somebody else.

    That is so where the person speaks under another label, or another person of the brief holds the
    office.
    """
    if label.kind != "office":
        return False
    own = {unaccented(word) for word in WORD.findall(described(person))}
    if any(word in own for word in _content(label.office)):
        return False  # the office shares a word with what the person is, and may be the same
    is_host = any(word in label_words().askers for word in label.office)
    others_ask = any(other.kind == "asking" for other in cast.labels)
    # Where others ask and the office answers, it is nobody who asks by trade.
    if not is_host and others_ask and _is_questioner(person) and not _is_named_in(person, cast):
        return True
    if any(other is not person and is_called(other, label) for other in cast.people):
        return True
    return any(
        _directly(person, other, cast) == "speaker" for other in cast.labels if other != label
    )


def are_labels_of_two(one: Label, other: Label, labels: Sequence[Label]) -> bool:
    """Tell whether two labels surely stand for two people.

    Two labels `QUESTION` may stand for one person. `QUESTION` and `ANNA BERG` stand for two.
    """
    is_same = one.key == other.key or "asking" == one.kind == other.kind
    if is_same or _is_unknown(one) or _is_unknown(other):
        return False
    one, other = holder_of(one, labels) or one, holder_of(other, labels) or other
    kinds = {one.kind, other.kind}
    # A transcript that names some of its speakers names all but those who ask from the audience.
    if kinds & {"asking", "group"}:
        return True
    if kinds == {"person"}:
        return fit(one.name, " ".join(other.name)) == "other"
    if "answering" in kinds:
        return False  # whoever answers may be any of those who are named
    words_of = [set(_content((*each.office, *each.name))) for each in (one, other)]
    if kinds == {"office"} and words_of[0] != words_of[1]:
        # `Witness 1` and `Witness 2` are two; `Minister` and `Minister for Ports` may be one.
        plain = [{word for word in each if not word.isdigit()} for each in words_of]
        return plain[0] == plain[1] or not plain[0] & plain[1]
    return not words_of[0] & words_of[1]
