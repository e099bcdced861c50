"""Read what a speaker's label says (a name, an office, somebody who asks), and how surely.

Where labels stand is the business of `shapes`: one label is written in many shapes, and names in
running text are read as labels too. Each word of a label gets one of eight classes: title (t),
office (o), group (g), small word (s), capital (c), initial (i), digits (d) or other (x). The row of
classes tells what the label says: `Mr SMITH of Texas` is `tcsc`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

Kind = Literal["asking", "answering", "group", "person", "office"]

# How surely words before a colon are a speaker's label. SHAPE: they have the form of one and no
# more. NAMED: they look like a name. SURE: they can hardly be anything else.
SHAPE, NAMED, SURE = 1, 2, 3

# A longer text is a sentence and no label (in code points). The longest labels are offices with a
# long list of responsibilities.
LONGEST = 130
# A label with more words than this, or more in its name, is none.
MOST_WORDS = 16
LONGEST_NAME = 6
# The same as LONGEST for Chinese, Japanese and Korean, which need fewer characters.
LONGEST_EASTERN = 40
# Round and square, and the wide ones of Japanese and Chinese.
BRACKETS = regex(r"[(\[（［〔]([^()\[\]（）［］〔〕]{0,90})[)\]）］〕]", needs="([（［〔")
# Punctuation of Chinese and Japanese sentences, which no label has.
PUNCTUATED = regex("[。、，；「」『』]")
# 0:04, 12.30, 00:00:04.120 and 9:30 a.m. are left out of a label.
TIME = regex(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,3})?(?:\s?[ap]\.?m\b\.?)?", re.I, ":.")
EMPTY = regex(r"[(\[（［]\s*[)\]）］]", needs="([（［")
# Apostrophes in all their forms, hyphens and the Hebrew geresh (ג'ורג') join the parts of a word.
WORD = regex(r"[^\W_]+(?:['’‘ʼ`\"״׳-][^\W_]+)*")
# Kana, Chinese characters and Hangul: names in these need a reading of their own.
EASTERN = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々〆]")
# Signs of sentences, addresses and code: a text that has one is no label.
NEVER = regex(r"[?!<>={}@&/“”„«»‘]|https?|www\.|['’]s\b|[^\W\d_]{5}\.\s|\.[-–—]|\s[-–—]\s")
# Markdown, bullets and marks that are stripped from both ends of a label.
DECORATION = " \t*_\\#>~\u3000.·•,;-–—:：/|"
# Words that mean whoever asks only where they are the whole label: a press secretary answers.
ALONE = frozenset(("press", "media", "redaktor", "redaktion", "v", "p", "d", "q", "j"))
# Small words inside of a name in brackets: (Rosique i Saltor).
JOINING = frozenset(("i", "y", "e", "de", "da", "do", "di", "von", "van", "der", "la", "del"))
# Portuguese articles before titles (O SR. PRESIDENTE), which would count as initials.
ARTICLES = ("O", "A", "Os", "As")


def is_eastern(text: str) -> bool:
    """Tell whether a text has kana, Chinese characters or Hangul."""
    # Where no sign is as high as the lowest of these, their pattern needn't be compiled.
    return max(text, default="") >= "\u3005" and EASTERN.search(text) is not None


@record
class Label:
    """Hold a label as the text has it, and what it says.

    `strength` is SHAPE, NAMED or SURE. `name` holds the folded words of a personal name, `office`
    those of an office or description, `affiliation` the texts in brackets or behind a comma.
    """

    text: str
    kind: Kind
    strength: int
    name: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    affiliation: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Fold the label, so that two places with the same key have the same label."""
        return unaccented(BRACKETS.sub(" ", self.text)) or unaccented(self.text)


@lru_cache(maxsize=8192)
def label_of(text: str) -> Label | None:
    """Read a text as the label of a speaker; None where it can't be one.

    `Dr. Ida Holm (ABC), Minister:` is a person with a name, an office and an affiliation. Times,
    Markdown and bullets are left out.
    """
    plain = EMPTY.sub(" ", TIME.sub(" ", text.replace("\\", "").replace("**", "")))
    shown = " ".join(plain.split()).strip(DECORATION)
    if not shown or len(shown) > LONGEST:
        return None
    inside = tuple(found[1].strip() for found in BRACKETS.finditer(shown) if found[1].strip())
    main = " ".join(BRACKETS.sub(" ", shown).split()).strip(DECORATION)
    if not main and inside:
        main, inside = inside[0], inside[1:]
    main = main.strip('"“”„«»‘ ')
    # A bracket that is left over was never closed: the label is cut.
    if not WORD.search(main) or NEVER.search(main) or set(main) & set("()[]（）［］"):
        return None
    shown = shown if BRACKETS.sub("", shown).strip() else main
    if is_eastern(main):
        return _eastern_label(shown, main, inside)
    return _western_label(shown, main, inside)


def _western_label(shown: str, main: str, inside: tuple[str, ...]) -> Label | None:
    """Read a label in a script with spaces between words, or None."""
    head, comma, rest = main.partition(",")
    typed = WORD.findall(head)
    if len(typed) > 1 and typed[0] in ARTICLES and unaccented(typed[1]) in label_words().titles:
        typed = typed[1:]
    is_counted = not typed or typed[0][0].isdigit() or len(typed) > MOST_WORDS
    if is_counted or (comma and not _describes(rest)):
        return None
    folded = [unaccented(word) for word in typed]
    classes = _classes(typed)
    # A chair is spoken to at the start of a speech: Madam President, I …
    is_addressed = classes[0] == "t" and "o" in classes and set(classes) <= set("tos")
    if comma and ((len(typed) == 1 and classes[0] not in "to") or is_addressed):
        return None  # Yeah, Theranos was… Mr Speaker, Norway has…
    beside = (*inside, *((rest.strip(),) if comma and rest.strip() else ()))
    kind = _asked(folded) if "x" not in classes else None
    if kind:
        return Label(shown, kind, SURE, affiliation=beside)
    told = inside
    if comma and not told and (first := WORD.search(rest)):
        told = (rest,) if unaccented(first[0]) in label_words().offices else ()
    strength = _strength(head, folded, classes, told)
    return _with_name(Label(shown, "person", strength), folded, classes, beside)


def _with_name(
    label: Label, folded: list[str], classes: list[str], beside: tuple[str, ...]
) -> Label | None:
    """Complete a label with its name and office; None where its words don't stand in labels."""
    known, (name, office) = label_words(), _name_and_office(folded, classes)
    if folded[0] == "the" and len(folded) > 1 and name == tuple(folded[1:]):
        # No name stands behind an article: The Convener.
        return replace(label, kind="office", office=tuple(folded), affiliation=beside)
    plain = known.headings | known.small
    if " ".join(folded) in known.headings or all(w in plain or w.isdigit() for w in folded):
        return None
    if "x" in classes or ("d" in classes and name and "o" not in classes):
        return None
    if not any(kind in "tocg" for kind in classes) or len(name) > LONGEST_NAME:
        return None
    if name:
        return replace(label, name=name, office=office, affiliation=beside)
    whole = replace(label, strength=SURE, office=tuple(folded), affiliation=beside)
    return replace(whole, kind="group") if "g" in classes else _office_label(whole, classes)


def _describes(rest: str) -> bool:
    """Tell whether words behind a comma say who somebody is.

    They do in `Holm, Minister for Ports`, but not in the sentence `Thank you, Mr President`.
    """
    found = WORD.findall(rest)
    first = found[0] if found else ""
    known, low = label_words(), unaccented(first)
    if low == "on":
        return True  # on behalf of a group
    if low in known.titles and low not in known.offices:
        return False  # Thank you, Mr President
    if low in known.offices or low in known.askers or rest.strip().isdecimal():
        return True
    return first[:1].isupper() and "x" not in _classes(found)


def _asked(folded: list[str]) -> Kind | None:
    """Tell whether a label stands for whoever asks or answers, without a name: Q, A12, Frage."""
    known, plain = label_words(), [word for word in folded if not word.isdigit()]
    whole = " ".join(plain)
    if whole in known.asking or re.fullmatch(r"[qf]\d+", whole):
        return "asking"
    if whole in known.answering or re.fullmatch(r"[ar]\d+", whole):
        return "answering"
    # The journalist stands at an edge: Journalist Berg, Frage von Falk.
    edges = {plain[0], plain[-1]} if 0 < len(plain) < 5 else set()
    return "asking" if edges & (known.asking - ALONE) else None


def _classes(typed: list[str]) -> list[str]:
    """Give the class of each word: one of the eight letters that the module's docstring lists."""
    return [_class_of(word, unaccented(word)) for word in typed]


def _class_of(word: str, low: str) -> str:
    """Give the class of one word, which is `word` as typed and `low` as folded."""
    known = label_words()
    first, _, rest = low.partition("-")
    for letter, held in (("t", known.titles), ("o", known.offices), ("g", known.groups)):
        if low in held or (first in held and rest in held):
            return letter
    # Some small words are forenames too (Van, Le). With a capital they count as names.
    is_name = word[0].isupper() and low in known.forenames
    if low in known.small and (word.islower() or len(word) > 1) and not is_name:
        return "s"
    if low.isdigit():
        return "d"
    return ("i" if len(low) == 1 else "c") if not word[0].islower() else "x"


def _name_and_office(
    folded: list[str], classes: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a label into the words of the name, and those of the office before it."""
    start = next((at for at, kind in enumerate(classes) if kind in "ci"), len(classes))
    before = classes[:start]
    if "o" in before and before and before[-1] == "s":
        # In `The Minister for Ports` all words belong to the office, up to a known forename.
        known = label_words().forenames
        start = next(
            (at for at in range(start + 1, len(classes)) if folded[at] in known), len(classes)
        )
    end = start
    while end < len(classes) and (classes[end] in "cito" or _is_particle(classes, folded, end)):
        end += 1
    name = [part for word in folded[start:end] for part in word.split("-")]
    return tuple(name), tuple(folded[:start])


def _is_particle(classes: list[str], folded: list[str], at: int) -> bool:
    """Tell whether a small word belongs to a name: Ursula von der Leyen, but not SMITH of Texas."""
    if folded[at] in ("of", "for", "and", "on", "und", "et", "y", "from", "behalf", "i", "и"):
        return False
    return classes[at] == "s" and any(kind == "c" for kind in classes[at + 1 :])


def _office_label(label: Label, classes: list[str]) -> Label | None:
    """Read a label as an office; a name in brackets behind it makes it that person's label."""
    if not any(kind in "og" for kind in classes):
        return None
    for text in label.affiliation:
        held = WORD.findall(text)
        named = [unaccented(word) for word in held]
        kinds = [_class_of(word, low) for word, low in zip(held, named, strict=True)]
        name, _ = _name_and_office(named, kinds)
        is_name = len(name) > 1 or (name and "t" in kinds)
        small = {word for word, kind in zip(named, kinds, strict=True) if kind == "s"}
        is_joined = small and small <= JOINING and set(kinds) <= {"c", "s"}
        if is_joined and kinds[0] == "c" == kinds[-1]:
            # Small words join the parts of one name: Rosique i Saltor.
            name = tuple(word for word in named if word not in JOINING)
            is_name, kinds = True, ["c"]
        if is_name and not {"s", "x", "d"} & set(kinds):
            return replace(label, kind="person", name=name)
    is_formal = classes[0] in "ts" or len(classes) > 1
    return replace(label, kind="office", strength=SURE if is_formal else NAMED)


def _strength(head: str, folded: list[str], classes: list[str], inside: tuple[str, ...]) -> int:
    """Tell how surely words are a label, by what they are made of: SHAPE, NAMED or SURE."""
    known, (name, _) = label_words(), _name_and_office(folded, classes)
    if not name or next((kind for kind in classes if kind != "s"), "") in "to":
        return SURE
    full = [part for part in name if len(part) > 1]
    if len(inside) > 1 and len(full) > 1:
        return SURE
    if is_known(name):
        return NAMED
    if any(part in known.headings for part in full):
        return SHAPE
    is_capitals = head.isupper() and any(part in known.forenames for part in full)
    return NAMED if 1 < len(full) < LONGEST_NAME and (inside or is_capitals) else SHAPE


def is_known(name: tuple[str, ...]) -> bool:
    """Tell whether a name starts as people's names do: with a known given name, or initials."""
    full = [part for part in name if len(part) > 1]
    return name[0] in label_words().forenames or (len(name[0]) == 1 and len(full) == 1)


def _eastern_label(shown: str, main: str, inside: tuple[str, ...]) -> Label | None:
    """Read a label in Chinese, Japanese or Korean, or None."""
    known, folded = label_words(), _without_spaces(main)
    if len(folded) > LONGEST_EASTERN or folded in known.headings or PUNCTUATED.search(main):
        return None
    if any(folded.startswith(word) or folded.endswith(word) for word in known.asking):
        return Label(shown, "asking", SURE, affiliation=inside)
    if folded in known.answering:
        return Label(shown, "answering", SURE, affiliation=inside)
    if any(word in folded and is_eastern(word) for word in known.groups):
        return Label(shown, "group", SURE, office=(folded,), affiliation=inside)
    name, office = _eastern_parts(folded)
    held = _without_spaces(inside[0]) if inside else ""
    if not name and held and _is_surname(held):
        name = _eastern_parts(held)[0] or held
    if name:
        is_name = _is_surname(name) and len(name) < LONGEST_NAME
        strength = SURE if office else NAMED if is_name else SHAPE
        return Label(shown, "person", strength, (name,), (office,) if office else (), inside)
    return Label(shown, "office", SURE, (), (office,), inside) if office else None


def _without_spaces(text: str) -> str:
    """Fold a text, and remove spaces and dots, which may stand between the parts of a name."""
    return unaccented(re.sub(r"[\s\u3000・]", "", text))


def _eastern_parts(folded: str) -> tuple[str, str]:
    """Part a label into name and office: the office is last, or in Chinese also first."""
    # The longest first: 副大臣 before 大臣.
    suffixes = sorted(label_words().suffixes, key=len, reverse=True)
    behind = next((word for word in suffixes if folded.endswith(word)), "")
    name = folded.removesuffix(behind) if behind else folded
    # Without a known surname, and longer than names are, all of it is an office.
    if behind and name and not _is_surname(name) and len(name) > 4:
        return "", folded
    within = next((word for word in suffixes if word in name and len(word) > 1), "")
    if within:
        before, _, rest = name.partition(within)
        return (rest, before + within) if _is_surname(rest) else ("", folded)
    return name, behind


def _is_surname(text: str) -> bool:
    """Tell whether a text starts with a known surname."""
    known = label_words().surnames
    # Surnames have one character or two, in Japanese up to three.
    return any(text[:length] in known for length in (1, 2, 3) if len(text) >= length)
