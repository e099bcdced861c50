"""List the people of a brief who must not be named, and how telling each part of a name is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.model import Attribution, Brief, Person
from briefgen.model.permitted import may_be_named, withheld
from briefgen.naming.fold import in_letters, plain, spelt_out
from briefgen.naming.words import words

# How a text is written: running text; or ids, addresses, names of files and metadata, where
# capitals mean nothing.
Written = Literal["prose", "code"]
Role = Literal["given", "middle", "family", "whole"]
# Why a part alone isn't surely the name: it is short; a word of the brief's language or of English;
# a word of another language; or a word that always has a capital, as May has.
Doubt = Literal["", "short", "word", "foreign", "capital"]

WORD = regex(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# Brackets in a name hold no part of it: Una Flett (ABC).
ASIDE = regex(r"\([^()]*\)|\[[^\[\]]*\]")
# Scripts that put no spaces between words, or put endings behind names without one.
UNSPACED = regex(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# A name of fewer letters stands in many texts by chance.
SHORTEST = 4
# Languages that put endings of one letter on names, so that such an ending doesn't show another
# word.
DECLINING = frozenset(
    [
        "be",
        "bg",
        "bs",
        "cs",
        "el",
        "et",
        "fi",
        "hr",
        "hu",
        "la",
        "lt",
        "lv",
        "mk",
        "pl",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "tr",
        "uk",
        "az",
    ]
)
# Titles that are more likely a given name before one word alone: Don Flett, Prince Moar.
GIVEN_TITLES = frozenset({"don", "prince", "king", "dean", "duke", "general"})
# Titles that addresses put before a surname: dr.hajkovic, mrhajkovic.
BEFORE = ("mr", "mrs", "ms", "dr", "prof", "herr", "frau", "pan", "pani")


@record
class Part:
    """Hold a part of a name in folded letters, or the whole name as one word.

    `shared`: somebody who may be named has it too. `is_rare`: no other word is likely to look like
    it. `spelt`: it counts only where an umlaut was typed. `is_fixed`: it has no ending but `s`,
    since with others it is most likely another word.
    """

    word: str
    role: Role
    doubt: Doubt = ""
    shared: bool = False
    is_rare: bool = False
    spelt: bool = False
    is_fixed: bool = False


@record
class Named:
    """Hold the parts of the names of people who may be named, one set for each person."""

    people: tuple[frozenset[str], ...]

    @property
    def parts(self) -> frozenset[str]:
        """Collect the parts of the names of all these people."""
        return frozenset().union(*self.people)


@record
class UnnamedPerson:
    """Hold somebody who must not be named: the id, the terms, and what gives them away.

    `unspaced` are names in scripts without spaces; `initials` those of the given names, and
    `particles` what stands before the surname, as van der.
    """

    key: str
    terms: Attribution
    parts: tuple[Part, ...]
    unspaced: tuple[str, ...]
    initials: frozenset[str]
    particles: frozenset[str]
    named: Named
    language: str = "en"


def unnamed_people(brief: Brief) -> tuple[UnnamedPerson, ...]:
    """List everybody in a brief who must not be named, with the parts of the names."""
    hidden = list(withheld(brief))
    if not hidden:
        return ()
    known = filter(may_be_named, brief.people.values())
    named = Named(
        tuple(
            frozenset(
                form
                for name in person.called
                for word in spoken(name)
                for form in (_compact(word), *_halves(word))
            )
            for person in known
        )
    )
    parts = named.parts
    language = brief.language.partition("-")[0].lower()
    return tuple(_unnamed(key, person, named, parts, language) for key, person in hidden)


def _unnamed(
    key: str, person: Person, named: Named, shared: frozenset[str], language: str
) -> UnnamedPerson:
    """Collect what gives one person away: parts of all their names, initials and particles."""
    parts: dict[tuple[str, Role], Part] = {}
    initials: set[str] = set()
    particles: set[str] = set()
    for name in _all_names(person):
        said, small = spoken(name), spoken(name, small=True)
        initials.update(plain(word)[0] for word in said[:-1])
        particles.update(plain(word) for word in small[1:-1] if word not in said and len(word) > 1)
        for part in _parts_of_name(said, small, shared, language):
            parts.setdefault((part.word, part.role), part)
    unspaced = dict.fromkeys(each for name in person.called for each in _unspaced_forms(name))
    return UnnamedPerson(
        key,
        person.attribution,
        tuple(parts.values()),
        tuple(unspaced),
        frozenset(initials),
        frozenset(particles),
        named,
        language,
    )


def _all_names(person: Person) -> Iterator[str]:
    """Yield a person's names, and of `also_called` those that aren't only an office."""
    yield from filter(None, (person.name, person.native_name))
    for called in person.also_called:
        if _is_name(called, person.role or ""):
            # Words in small letters are a description (the aide of the Convener), except particles.
            kept = (word for word in called.split() if not word[0].islower() or _is_small(word))
            yield " ".join(kept)


def _is_name(called: str, role: str) -> bool:
    """Tell whether what somebody is called holds a name: Mr Lund, but not the Minister."""
    known = words()
    found = [word for word in WORD.findall(_straight(called)) if not _is_small(word)]
    low = [plain(word).removesuffix("'s") for word in found if not word[0].islower()]
    told = [word for word in low if word not in known.titles | known.offices]
    offices = plain(role).split()
    is_office = len(told) < len(found) and any(
        word.islower() and plain(word) in ("of", "for", "fur", "pour", "para", "per")
        for word in called.split()
    )
    ends = tuple(title for title in known.titles if len(title) > 5)
    is_compound = any(word.endswith(ends) for word in told)  # Handelsminister
    is_office = is_office or set(offices).issuperset(told) or is_compound
    return any(not word[0].islower() for word in found) and not is_office


def spoken(name: str, *, small: bool = False) -> list[str]:
    """List the words of a name in spoken order, without titles and honours.

    With `small`, particles and initials are listed too. `Flett, Una` gives Una and Flett.
    """
    known = words()
    plainly = ASIDE.sub(" ", name)
    last, comma, first = plainly.partition(",")
    behind = [word for word in WORD.findall(_straight(first)) if not _is_small(word)]
    plainly = f"{first} {last}" if comma and behind else last
    said = WORD.findall(_straight(plainly))
    while len(said) > 1 and plain(said[0]) in known.titles:
        if len(said) == 2 and plain(said[0]) in GIVEN_TITLES:
            break
        said = said[1:]
    # At an end of a name a small word can be a name of its own: Ben Moar, Linh Le.
    ends = {
        at
        for at in (0, len(said) - 1)
        if said and len(said[at]) > 1 and said[at].istitle() and plain(said[at]) in known.small
    }
    kept = [word for at, word in enumerate(said) if not _is_small(word) or at in ends]
    return said if small or not kept else kept


def _is_small(word: str) -> bool:
    """Tell whether a word is a particle, an honour or an initial, which is no name by itself."""
    known = words()
    return (len(word) == 1 and word.isascii()) or plain(word) in known.particles | known.joining


def _straight(text: str) -> str:
    """Write a text with one kind of apostrophe and of hyphen, and without signs beside letters."""
    text = re.sub("[’‘ʼʹʻ´`′＇]", "'", text).replace("\u2010", "-").replace("\u2011", "-")
    # An accent that is one with its letter stays: ü is also spelled ue.
    return text if text.isascii() else in_letters(unicodedata.normalize("NFC", text))


def _parts_of_name(
    said: list[str], small: list[str], shared: frozenset[str], language: str
) -> Iterator[Part]:
    """Yield all parts of one name, in all their spellings."""
    latin = [word for word in said if not UNSPACED.search(word)]
    for at, word in enumerate(latin):
        role: Role = "family"
        if len(latin) > 1 and at < len(latin) - 1:
            role = "middle" if at else "given"
        for form in dict.fromkeys((word, *_halves(word))):
            yield from _spellings(form, role, shared, language)
    if len(latin) > 1:
        yield from _wholes(latin, small, shared)
    elif latin:
        yield from _with_titles(latin[0], shared)


def _spellings(word: str, role: Role, shared: frozenset[str], language: str) -> Iterator[Part]:
    """Yield a part in all its spellings: without accents, and with or without e for an umlaut."""
    compact = _compact(word)
    doubt = _doubt(compact, language)
    is_rare = not word.isascii() or len(compact) > 6
    is_fixed = doubt not in ("", "foreign") and language not in DECLINING
    for form in dict.fromkeys((compact, _compact(spelt_out(word)))):
        if len(form) > 1:
            yield Part(form, role, doubt, form in shared, is_rare, is_fixed=is_fixed)
    short = re.sub("([aou])e", r"\1", compact)
    if short != compact and len(short) >= SHORTEST:
        yield Part(short, role, doubt, shared=short in shared, is_rare=is_rare, spelt=True)


def _doubt(word: str, language: str = "en") -> Doubt:
    """Tell why a word alone isn't surely a name; empty where nothing speaks against it."""
    known = words()
    if word in known.capital:
        return "capital"
    if known.are_common(word, "en") or known.are_common(word, language):
        return "word"
    if len(word) < SHORTEST:
        return "short"
    return "foreign" if known.are_common(word) else ""


def _wholes(said: list[str], small: list[str], shared: frozenset[str]) -> Iterator[Part]:
    """Yield a name written as one word, as in addresses: petrahajkovic, phajkovic."""
    last, known = said[-1], words()
    at = small.index(said[0]) + 1 if said[0] in small else 1
    for spell in (_compact, lambda word: _compact(spelt_out(word))):
        first, family, behind = spell(said[0]), spell(last), "".join(map(spell, small[at:]))
        forms = {first + family, "".join(map(spell, said)), first + behind}
        if not (_doubt(first) and _doubt(family)):
            forms.add(family + first)
        if _doubt(family) in ("", "foreign"):
            forms |= {first[0] + family, family + first[0]}
        if behind != family and len(small) - at < 4:
            short = "".join(plain(word)[0] for word in small[at:-1]) + family
            forms |= {behind, first[0] + behind, short, first[0] + short}
        for form in sorted(forms):
            if len(form) > SHORTEST and form not in shared and not known.are_common(form):
                yield Part(form, "whole", is_rare=True)
    yield from _with_titles(last, shared)


def _with_titles(word: str, shared: frozenset[str]) -> Iterator[Part]:
    """Yield a surname joined to each of the titles that addresses use: mrhajkovic."""
    compact = _compact(word)
    if _doubt(compact) in ("", "foreign") and compact not in shared:
        yield from (Part(title + compact, "whole", is_rare=True) for title in BEFORE)


def _compact(word: str) -> str:
    """Fold a word of a name to its letters alone: O'Brien is obrien."""
    return plain(word).replace("'", "").replace("-", "")


def _halves(word: str) -> Iterable[str]:
    """List the parts of a double name that have three letters or more."""
    pieces = re.split(r"['-]", plain(word))
    return [piece for piece in pieces if len(piece) > 2] if len(pieces) > 1 else ()


def _unspaced_forms(name: str) -> Iterator[str]:
    """Yield the forms of a name in a script without spaces: whole, in parts, and with a title.

    Where nothing separates surname and given name, they are parted by the lengths that are usual
    in Chinese, Japanese and Korean.
    """
    found = UNSPACED.findall(plain(name))
    whole = "".join(found)
    if len(whole) < 2:
        return
    yield whole
    if len(whole) <= 3 or len(found[0]) == 1:
        yield from (whole[0] + title for title in sorted(words().behind))
    if len(found) > 1:
        yield from (each for each in found if len(each) > 1)
        yield "".join(reversed(found))
    elif len(whole) == 4 and not "\uac00" <= whole[0] <= "\ud7a3":
        yield whole[:2]
    elif len(whole) == 3 and "\uac00" <= whole[0] <= "\ud7a3":
        yield whole[1:]
