"""List the labels of a language for people, a line each, and for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from briefgen.ground.records import record
from briefgen.kinds import PaperKind
from briefgen.kinds.labelled import label_keys
from briefgen.kinds.translated import own_labels
from briefgen.model.languages import is_same
from briefgen.report.terminal import visible
from briefgen.view.labels import NUMBERS, labels_of
from briefgen.view.labels.catalogues import Words

# Behind a label that the language lacks, and behind one of a house.
MISSING = "(in English: there is none in this language)"
OWN = "(yours)"


@record
class Listed:
    """A label: its key, its text or its texts by plural form, and whether it is the language's."""

    key: str
    texts: tuple[str, ...]
    is_there: bool = True
    is_own: bool = False


def labels_in(language: str, kind: PaperKind) -> Iterator[Listed]:
    """Yield all labels of a page in a language, those of a kind and of the settings among them."""
    own = own_labels(language, kind)
    chain = labels_of(language, own).chain
    known = chain[-1].words
    ours = {key for each in own for key in label_keys(each.typed, known)}
    for key in (*known, *(each for each in ours if each not in known)):
        nearest = next(each for each in chain if key in each.words)
        is_there = is_same(nearest.language, language)
        yield Listed(key, _texts(nearest.words[key]), is_there, key in ours)


def _texts(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(dict.fromkeys(map(words, NUMBERS)))


def listing(found: list[Listed]) -> str:
    """Write a line for each label: its key and its text, or its texts by plural form."""
    width = max(len(each.key) for each in found)
    return "\n".join(visible(_line(each, width)) for each in found)


def _line(each: Listed, width: int) -> str:
    marks = [OWN] * each.is_own + [MISSING] * (not each.is_there)
    return "  ".join([each.key.ljust(width), " | ".join(each.texts), *marks])


def as_json(found: list[Listed]) -> str:
    """Write an object of the labels by key; a label with plural forms has a list of texts."""
    texts: Mapping[str, str | list[str]] = {
        each.key: each.texts[0] if len(each.texts) == 1 else list(each.texts) for each in found
    }
    return json.dumps(texts, ensure_ascii=False, indent=2)
