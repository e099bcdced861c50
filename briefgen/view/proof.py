"""Writes what is known of a quote: what it was compared with, and where its words stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote as percent

from briefgen.evidence.copies import Copy, copy_of
from briefgen.evidence.counting import state_of
from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, Read, State, Voice
from briefgen.evidence.verify import CONTEXT
from briefgen.markdown.links import encoded
from briefgen.model import Brief, Source
from briefgen.model.permitted import may_show_around
from briefgen.naming import named_in, unnamed_of
from briefgen.view.data import Proof, ProofNote
from briefgen.view.label import NOTHING, Label
from briefgen.view.labels import Labels
from briefgen.view.words import day

# The two parts of a sign, in the order in which the legend explains them: whether the words were
# found, and whether the source gives them to their speaker.
STATES: tuple[State, ...] = ("verbatim", "edited", "original", "unchecked", "failed")
VOICES: tuple[Voice, ...] = ("speaker", "open", "another")
# Copies whose file doesn't show that they are copies: a text that may have been typed by hand, and
# one of which the brief only says what it is. The values are the CSS classes in the legend.
UNSHOWN = {"typed": "verbatim copy-typed", "said": "verbatim copy-said"}
# A text fragment holds a passage of up to LONG characters whole, and of a longer one only the first
# and the last EDGE words, so that the address stays short.
LONG = 120
EDGE = 5
# The number of words before and behind a quote that the annex prints, to find it on paper.
NEAR = 3
# The signs that are stripped from the words before and behind a quote.
MARKS = "\"'“”„‘’‚«»‹›「」『』 "


def proof_of(found: ComparedQuote, brief: Brief, every: Labels) -> Proof:
    """Make the sign of a quote, its meaning in sentences, and the place of its words.

    `every` are the labels of the page.
    """
    labels = every.together("proof")
    state, source = state_of(found), brief.sources.get(found.source_id)
    copy = copy_of(source, found.read.capture) if source and found.read else None
    # Words that stand in the source twice are not wrong, but it isn't known which ones are meant.
    is_twice = state == "failed" and found.verdict and found.verdict.fault == "ambiguous"
    words = "ambiguous" if is_twice else state
    sign, meanings = labels.say(f"proof.{words}"), [labels.say(f"proof.{words}-means")]
    if copy:
        sign = labels.say("proof.where", words=sign, copy=_where(copy, labels))
        if not copy.is_shown:
            meanings.append(labels.say(f"proof.{_origin(copy)}-means"))
    if state == "edited":
        sign = labels.say("proof.edits", sign=sign)
    if state in TRUE:
        sign = labels.say("proof.voice", sign=sign, voice=labels.say(f"proof.{found.voice}"))
        meanings.append(labels.say(f"proof.{found.voice}-means"))
    return Proof(
        state,
        sign,
        labels.sentences(meanings),
        found.voice if state in TRUE else "",
        _origin(copy) if copy else "",
        **_place(found, brief, every),
    )


def said_once(proofs: Sequence[Proof], labels: Labels) -> Proof | None:
    """Make the one sign that several quotes share; None if each has to carry its own.

    A sign that says that words weren't found, or are somebody else's, always stands at its quote.
    """
    if len(proofs) < 2 or len({(each.sign, each.meaning) for each in proofs}) > 1:
        return None
    one = proofs[0]
    if not one.sign or one.state == "failed" or one.voice == "another":
        return None
    said = labels.together("proof").say("proof.each", sign=one.sign)
    return Proof(one.state, said, one.meaning, one.voice, one.copy)


def _place(found: ComparedQuote, brief: Brief, labels: Labels) -> dict[str, Any]:
    """Find where the words stand in their source: the fields of `Proof` from `page` on.

    Empty if the words weren't found.
    """
    match = found.verdict.match if found.verdict and state_of(found) != "failed" else None
    if match is None or found.read is None:
        return {}
    text = found.read.capture.text
    page = found.read.capture.page_of(match.start)
    url = brief.sources[found.source_id].url
    parts = [text[start:end] for start, end in match.parts]
    # A source may name somebody inside the quoted words, where the quote has [the adviser]. A link
    # with those words would give the name away.
    passage = "" if _names_somebody(" ".join(parts), brief) else fragment(parts)
    prefix, exact, suffix = selector_of(found, brief)
    # `_words` drops a last word that is cut off. The text before the quote is cut at its start, so
    # it is read backwards.
    before = " ".join(_words(prefix[::-1])[:NEAR])[::-1]
    return {
        "page": labels.say("evidence.page", page=str(page)) if page else "",
        "link": encoded(url) + passage if url else "",
        "prefix": " ".join(prefix.split()),
        "exact": " ".join(exact.split()),
        "suffix": " ".join(suffix.split()),
        "before": before,
        "after": " ".join(_words(suffix)[:NEAR]),
    }


def _origin(copy: Copy) -> str:
    """Tell how it is known what a copy is: `shown` by its file, `typed` by hand, or only `said`."""
    return "shown" if copy.is_shown else "typed" if copy.kind == "typed" else "said"


def origin_of(source: Source, read: Read) -> str:
    """Tell how it is known what the copy of a source is: `shown`, `typed` or only `said`."""
    return _origin(copy_of(source, read.capture))


def _where(copy: Copy, labels: Labels) -> Label:
    """Name the copy in a sign: when it was kept, or why it counts for less than a copy."""
    if not copy.is_shown:
        said = labels.of("proof", copy.kind)
        return said if copy.kind == "typed" else labels.say("proof.said", kind=said)
    if copy.kept_on is None:
        return labels.say("proof.copy")
    return labels.say("proof.copy-kept", date=_kept(copy.kept_on, labels))


def _kept(kept_on: date, labels: Labels) -> str:
    """Write the day on which a copy was kept, in the language of the label around it."""
    return day(kept_on, labels.language_of("proof.kept")).text


def described(source: Source, read: Read | None, labels: Labels) -> Label:
    """Name the copy of a source for the annex: what it is, and when it was kept.

    Empty if the source has no copy that was read.
    """
    if read is None:
        return NOTHING
    labels = labels.together("proof")
    copy = copy_of(source, read.capture)
    said = labels.of("proof", copy.kind)
    if _origin(copy) == "said":
        said = labels.say("proof.said-to-be", kind=said)
    if copy.kept_on is None:
        return said
    return labels.say("proof.kept", copy=said, date=_kept(copy.kept_on, labels))


def selector_of(found: ComparedQuote, brief: Brief) -> tuple[str, str, str]:
    """Make prefix, exact, suffix of a Text Quote Selector (W3C Web Annotation Data Model, 4.2.4).

    `exact` has the words of the source, `prefix` and `suffix` those around them. The source may
    name people whom the brief must not name. So as long as anybody in the brief isn't on the
    record, prefix and suffix are empty. Then `exact` has the quote as it was typed if the quote
    leaves something out, or if the source's words hold such a name, for which the quote has [the
    adviser].
    """
    verdict, read = found.verdict, found.read
    if verdict is None or verdict.match is None or read is None:
        return "", found.quote.text, ""
    exact = read.capture.text[verdict.match.start : verdict.match.end]
    if may_show_around(brief, found.quote):
        return verdict.context[0], exact, verdict.context[1]
    is_whole = len(verdict.match.parts) == 1 and not _names_somebody(exact, brief)
    return "", exact if is_whole else found.quote.text, ""


def _names_somebody(words: str, brief: Brief) -> bool:
    """Tell whether words of a source name somebody whom the brief must not name."""
    return bool(named_in(words, unnamed_of(brief), "prose"))


def _words(text: str) -> list[str]:
    """List the words and figures of a text, without quotation marks.

    The last word is left out if the text was cut there.
    """
    stripped = (each.strip(MARKS) for each in text.split())
    words = [word for word in stripped if any(map(str.isalnum, word))]
    # A text of CONTEXT characters was cut there, most likely inside a word.
    return words[:-1] or words if len(text) >= CONTEXT else words


def fragment(parts: Sequence[str]) -> str:
    """Write the text fragment that opens a page at a passage (WICG, URL Fragment Text Directives).

    A short passage is given whole, a long one by its first and last words. A passage in several
    parts, between which the quote leaves words out, is also given by its first and last words.
    """
    first, last = parts[0].split(), parts[-1].split()
    if len(parts) == 1 and len(" ".join(first)) <= LONG:
        return f"#:~:text={_encoded(first)}"
    return f"#:~:text={_encoded(first[:EDGE])},{_encoded(last[-EDGE:])}"


def _encoded(words: Iterable[str]) -> str:
    """Encode words for a text directive."""
    # `&`, `,` and `-` separate the directive's parts. `quote` leaves the hyphen as it is.
    return percent(" ".join(words), safe="").replace("-", "%2D")


def legend(evidence: Evidence, brief: Brief, every: Labels) -> tuple[ProofNote, ...]:
    """Make the legend: each part of a sign that the packet has, with the number of its quotes."""
    labels = every.together("proof")
    proofs = [proof_of(found, brief, every) for found in evidence.quotes]
    counts = Counter(part for each in proofs for part in (each.state, each.copy, each.voice))
    edited = labels.say("proof.edits", sign=labels.say("proof.edited"))
    rows: dict[str, tuple[Label, str]] = {
        **{state: (labels.say(f"proof.{state}"), state) for state in STATES},
        "edited": (edited, "edited"),
        **{copy: (labels.say(f"proof.in-{copy}"), drawn) for copy, drawn in UNSHOWN.items()},
        **{
            voice: (labels.say(f"proof.{voice}").capitalised(brief.language), "")
            for voice in VOICES
        },
    }
    return tuple(
        ProofNote(drawn, sign, labels.say(f"proof.{part}-means"), counts[part])
        for part, (sign, drawn) in rows.items()
        if counts[part]
    )
