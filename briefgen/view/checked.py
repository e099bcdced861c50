"""Writes for the packet's reader what was compared with copies of sources, and what was not."""

from __future__ import annotations

from briefgen.evidence.tally import Sentence, Tally, sentences_of
from briefgen.view.label import Label
from briefgen.view.labels import Labels
from briefgen.view.words import listed


def summed(tally: Tally, labels: Labels) -> Label:
    """Write in one line what was found of quotes and figures; empty if the brief has neither.

    For example: `8 quotes checked. Of 17 figures 14 found in their sources, 3 without a copy.`
    """
    labels = labels.together("checked")
    return labels.sentences([_sentence(each, labels) for each in sentences_of(tally)])


def _sentence(sentence: Sentence, labels: Labels) -> Label:
    if not sentence.parts:
        return labels.say(sentence.key, count=sentence.count)
    parts = [labels.say(key, count=count) for key, count in sentence.parts]
    joined = labels.say("checked.between").join(parts)
    return labels.say(sentence.key, count=sentence.count, parts=joined)


def unchecked(tally: Tally, labels: Labels) -> Label:
    """Write what was not compared with a copy."""
    labels = labels.together("unchecked")
    compared = labels.say("unchecked.figures" if tally.compares_figures else "unchecked.compared")
    counts = {"quotes": tally.states.get("unchecked", 0), "citations": tally.uncopied}
    things = [labels.say(f"unchecked.{name}", count=n) for name, n in counts.items() if n]
    if not things:
        return compared
    listing = listed(things, labels.language_of("unchecked.without-copy"))
    without = labels.say("unchecked.without-copy", things=listing)
    return labels.sentences((compared, without))
