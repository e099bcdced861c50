"""Finds what the labels of kinds of paper are in other languages, in the catalogues of labels.

The catalogues stand with the labels of pages, in `view/labels`: `LANG.po`, as translators' programs
write it, and `LANG.mo`, which `make labels` compiles from that. What is here is the part that a
check needs: the tags of the languages, and gettext. In a catalogue, the context of a message is
the key of its label, `programme.title`, or for a label of a kind `uk-submission:bottom_line`.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from functools import cache

from briefgen.kinds.labelled import ENGLISH, FOLDER
from briefgen.kinds.paper_kind import OwnLabel, PaperKind
from briefgen.kinds.parts import FACTS
from briefgen.model.languages import MEANT, is_same, script_of


class _Untranslated(gettext.NullTranslations):
    """Says nothing for a message without a translation, where gettext would give the English."""

    def pgettext(self, context: str, message: str) -> str:
        return ""

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return ""


@cache
def languages() -> tuple[str, ...]:
    """List the tags of the languages that have a catalogue, sorted."""
    return tuple(sorted((ENGLISH, *(path.stem for path in FOLDER.glob("*.mo")))))


@cache
def catalogues_for(language: str) -> tuple[str, ...]:
    """List the catalogues that fit a language, the nearest first: of `pt-BR` `pt-BR` and `pt`."""
    there = {each.lower(): each for each in languages()}
    return tuple(there[name] for name in dict.fromkeys(_wanted(language)) if name in there)


def _wanted(language: str) -> Iterator[str]:
    first, *rest = language.lower().split("-")
    parts = (MEANT.get(first, first), *rest)
    script = script_of(language).lower()
    for length in range(len(parts), 0, -1):
        # Of Chinese there is one catalogue for each of its two scripts: `zh-TW` has `zh-Hant`.
        if length == 1 and script:
            yield f"{parts[0]}-{script}"
        yield "-".join(parts[:length])


@cache
def translations(language: str) -> gettext.GNUTranslations:
    """Load the catalogue of a language, which says nothing for what it doesn't translate."""
    with (FOLDER / f"{language}.mo").open("rb") as file:
        found = gettext.GNUTranslations(file)
    found.add_fallback(_Untranslated())
    return found


def own_labels(language: str, kind: PaperKind) -> tuple[OwnLabel, ...]:
    """List what a house calls parts, fields and facts, each once, in a language if that is known.

    What is said for the very language comes first, `fr-CA` before `fr`; then what the kind's own
    catalogue has; then the words that are there in another language.
    """
    found = {}
    facts = (OwnLabel(f"{FACTS}{name}", name, kind.language) for name in kind.facts)
    by_name: dict[str, list[OwnLabel]] = {}
    for each in (*kind.labels, *facts):
        by_name.setdefault(each.typed, []).append(each)
    for typed, there in by_name.items():
        exact = [each for each in there if each.language.lower() in ("", language.lower())]
        near = [each for each in there if is_same(each.language, language)]
        best = (exact or near or [_translated(there[0], kind, language)])[0]
        found[typed] = OwnLabel(typed, best.text, best.language or language, best.forms)
    return tuple(found.values())


def _translated(own: OwnLabel, kind: PaperKind, language: str) -> OwnLabel:
    """Translate a label of a kind, where its catalogue can; else give it as it is."""
    for catalogue in catalogues_for(language):
        for folder in kind.folders if catalogue != ENGLISH else ():
            if said := translations(catalogue).pgettext(f"{folder.name}:{own.typed}", own.text):
                return OwnLabel(own.typed, said, language)
    return own
