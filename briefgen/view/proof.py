"""What a reader is told of a quote: what was compared with what, and where its words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote as percent

from briefgen.evidence.copies import Copy, copy_of
from briefgen.evidence.counting import state_of
from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, Read, State, Voice
from briefgen.evidence.tally import Tally
from briefgen.evidence.verify import CONTEXT
from briefgen.markdown.links import encoded
from briefgen.model import Brief, Source
from briefgen.model.permitted import may_show_around
from briefgen.naming import named_in, unnamed_of
from briefgen.view.data import Proof, ProofNote
from briefgen.view.label import NOTHING, Label
from briefgen.view.labels import ENGLISH, Labels, labels_of
from briefgen.view.words import day, listed

# The parts of a sign in the order in which the legend explains them.
STATES: tuple[State, ...] = ("verbatim", "edited", "original", "unchecked", "failed")
VOICES: tuple[Voice, ...] = ("speaker", "open", "another")
# How it is known what a copy is, where its file doesn't show it, and how the legend draws that.
UNSHOWN = {"typed": "verbatim copy-typed", "said": "verbatim copy-said"}
# A text fragment names a long passage by its first and its last words.
LONG = 120
EDGE = 5
NEAR = 3
MARKS = "\"'“”„‘’‚«»‹›「」『』 "


def proof_of(found: ComparedQuote, brief: Brief) -> Proof:
    """Say what is known of a quote, in the words of a reader."""
    labels = labels_of(brief.language).together("proof")
    state, source = state_of(found), brief.sources.get(found.source_id)
    copy = copy_of(source, found.read.capture) if source and found.read else None
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
        Label(" ".join(meanings), sign.language),
        found.voice if state in TRUE else "",
        _origin(copy) if copy else "",
        **_place(found, brief),
    )


def said_once(proofs: Sequence[Proof], language: str = ENGLISH) -> Proof | None:
    """Put the sign of several quotes into one; None where each has to say its own.

    That words weren't found, or are somebody else's, is always said at the quote itself.
    """
    if len(proofs) < 2 or len({(each.sign, each.meaning) for each in proofs}) > 1:
        return None
    one = proofs[0]
    if not one.sign or one.state == "failed" or one.voice == "another":
        return None
    said = labels_of(language).together("proof").say("proof.each", sign=one.sign)
    return Proof(one.state, said, one.meaning, one.voice, one.copy)


def _place(found: ComparedQuote, brief: Brief) -> dict[str, Any]:
    """Where the words stand in their source, of those that were found."""
    match = found.verdict.match if found.verdict and state_of(found) != "failed" else None
    if match is None or found.read is None:
        return {}
    text = found.read.capture.text
    page = found.read.capture.page_of(match.start)
    url = brief.sources[found.source_id].url
    parts = [text[start:end] for start, end in match.parts]
    passage = "" if _names_somebody(" ".join(parts), brief) else fragment(parts)
    prefix, exact, suffix = selector_of(found, brief)
    # Read from the quote outwards, so that what is cut off comes last.
    before = " ".join(_words(prefix[::-1])[:NEAR])[::-1]
    return {
        "page": labels_of(brief.language).say("evidence.page", page=str(page)) if page else "",
        "link": encoded(url) + passage if url else "",
        "prefix": " ".join(prefix.split()),
        "exact": " ".join(exact.split()),
        "suffix": " ".join(suffix.split()),
        "before": before,
        "after": " ".join(_words(suffix)[:NEAR]),
    }


def _origin(copy: Copy) -> str:
    return "shown" if copy.is_shown else "typed" if copy.kind == "typed" else "said"


def _where(copy: Copy, labels: Labels) -> Label:
    """The copy in a sign: when it was kept, or why it is less than a copy."""
    if not copy.is_shown:
        said = labels.of("proof", copy.kind)
        return said if copy.kind == "typed" else labels.say("proof.said", kind=said)
    if copy.kept_on is None:
        return labels.say("proof.copy")
    return labels.say("proof.copy-kept", date=_kept(copy.kept_on, labels))


def _kept(kept_on: date, labels: Labels) -> str:
    return day(kept_on, labels.language_of("proof.kept")).text


def described(source: Source, read: Read | None, language: str) -> Label:
    """Name the copy of a source for the annex: what it is, and when it was kept."""
    if read is None:
        return NOTHING
    labels = labels_of(language).together("proof")
    copy = copy_of(source, read.capture)
    said = labels.of("proof", copy.kind)
    if _origin(copy) == "said":
        said = labels.say("proof.said-to-be", kind=said)
    if copy.kept_on is None:
        return said
    return labels.say("proof.kept", copy=said, date=_kept(copy.kept_on, labels))


def selector_of(found: ComparedQuote, brief: Brief) -> tuple[str, str, str]:
    """Make prefix, exact, suffix of a Text Quote Selector (W3C Web Annotation Data Model, 4.2.4).

    A source names people whom a brief must not: as long as anybody in it isn't on the record, no
    words of the source leave but those that were quoted; and where a quote stands for a name in the
    source, as [the adviser] does, it leaves as it was typed.
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
    """Whether words of a source name somebody whom the brief must not."""
    return bool(named_in(words, unnamed_of(brief), "prose"))


def _words(text: str) -> list[str]:
    """Words and figures, without quotation marks around them and without a last one cut off."""
    stripped = (each.strip(MARKS) for each in text.split())
    words = [word for word in stripped if any(map(str.isalnum, word))]
    return words[:-1] or words if len(text) >= CONTEXT else words


def fragment(parts: Sequence[str]) -> str:
    """Write the text fragment that opens a page at a passage (WICG, URL Fragment Text Directives).

    A short passage is named whole, a long one or one with omissions by its first and last words.
    """
    first, last = parts[0].split(), parts[-1].split()
    if len(parts) == 1 and len(" ".join(first)) <= LONG:
        return f"#:~:text={_encoded(first)}"
    return f"#:~:text={_encoded(first[:EDGE])},{_encoded(last[-EDGE:])}"


def _encoded(words: Iterable[str]) -> str:
    """Words with what the directive's syntax would take for its own encoded as well."""
    return percent(" ".join(words), safe="").replace("-", "%2D")


def legend(evidence: Evidence, brief: Brief) -> tuple[ProofNote, ...]:
    """Explain each part of the signs that there are, with how many quotes carry it."""
    labels = labels_of(brief.language).together("proof")
    proofs = [proof_of(found, brief) for found in evidence.quotes]
    counts = Counter(part for each in proofs for part in (each.state, each.copy, each.voice))
    edited = labels.say("proof.edits", sign=labels.say("proof.edited"))
    rows: dict[str, tuple[Label, str]] = {
        **{state: (labels.say(f"proof.{state}"), state) for state in STATES},
        "edited": (edited, "edited"),
        **{copy: (labels.say(f"proof.in-{copy}"), drawn) for copy, drawn in UNSHOWN.items()},
        **{voice: (labels.say(f"proof.{voice}").capitalised(), "") for voice in VOICES},
    }
    return tuple(
        ProofNote(drawn, sign, labels.say(f"proof.{part}-means"), counts[part])
        for part, (sign, drawn) in rows.items()
        if counts[part]
    )


def unchecked(tally: Tally, language: str) -> Label:
    """Say what was not compared with anything, for the reader of the packet."""
    labels = labels_of(language).together("unchecked")
    compared = labels.say("unchecked.compared")
    counts = {"quotes": tally.states.get("unchecked", 0), "citations": tally.uncopied}
    things = [labels.say(f"unchecked.{name}", count=n) for name, n in counts.items() if n]
    if not things:
        return compared
    listing = listed(things, labels.language_of("unchecked.without-copy"))
    without = labels.say("unchecked.without-copy", things=listing)
    return Label(f"{compared} {without}", compared.language)
