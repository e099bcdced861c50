"""What a reader is told of a quote: what was compared with what, and where its words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote as percent

from briefgen.evidence.copies import Copy, copy_of
from briefgen.evidence.counting import state_of
from briefgen.evidence.gather import TRUE, ComparedQuote, Evidence, Read, State, Voice
from briefgen.evidence.tally import Tally, without_a_copy
from briefgen.evidence.verify import CONTEXT
from briefgen.markdown.links import encoded
from briefgen.model import Brief, Source
from briefgen.model.permitted import may_show_around
from briefgen.naming import named_in, unnamed_of
from briefgen.view.data import Proof, ProofNote
from briefgen.view.printed import language_of_labels
from briefgen.view.words import day

# A sign is put together of what is said of the words, of the copy and of the speaker, each with
# what it means.
WORDS: dict[State, tuple[str, str]] = {
    "verbatim": ("Words found", "The copy has the words as they are quoted."),
    "edited": (
        "Words found",
        "The copy has the words, but for what is marked in the quote.",
    ),
    "original": (
        "Original words found",
        "The copy has the words in their own language; the quote is a translation.",
    ),
    "unchecked": ("Not checked", "No copy of the source was kept to compare the words with."),
    "failed": ("Words not found", "The copy does not have the words like this."),
}
VOICES: dict[Voice, tuple[str, str]] = {
    "speaker": ("speaker shown", "The copy gives the words to the one who is quoted."),
    "open": ("speaker not shown", "The copy does not show for certain whose words they are."),
    "another": ("another speaker shown", "The copy gives the words to somebody else."),
}
# Said behind the copy, so that it isn't taken for something that is in it.
EDITED = ", edits marked"
SEVERAL = "Words found more than once", "The copy has the words in several places."
# How it is known what a copy is: shown by its file, typed by hand for all we know, or said to be.
TYPED = "a text typed or pasted by hand"
COPIES = {
    "shown": "",
    "typed": "The copy does not show what it was taken from.",
    "said": "The writer says what the copy is; the copy does not show it.",
}
# A text fragment names a long passage by its first and its last words.
LONG = 120
EDGE = 5
NEAR = 3
MARKS = "\"'“”„‘’‚«»‹›「」『』 "


def proof_of(found: ComparedQuote, brief: Brief) -> Proof:
    """What is known of a quote, in the words of a reader."""
    state, copy = state_of(found), _copy_of(found, brief)
    is_twice = state == "failed" and found.verdict and found.verdict.fault == "ambiguous"
    sign, meaning = SEVERAL if is_twice else WORDS[state]
    meanings = [meaning]
    if copy:
        sign += f" in {_where(copy, brief.language)}"
        meanings.append(COPIES[_origin(copy)])
    if state == "edited":
        sign += EDITED
    if state in TRUE:
        sign += f", {VOICES[found.voice][0]}"
        meanings.append(VOICES[found.voice][1])
    return Proof(
        state,
        sign,
        " ".join(filter(None, meanings)),
        found.voice if state in TRUE else "",
        _origin(copy) if copy else "",
        **_place(found, brief),
    )


def said_once(proofs: Sequence[Proof]) -> Proof | None:
    """The sign of several quotes that all have the same; None where each has to say its own.

    Words that aren't there, or that are somebody else's, are said at the quote.
    """
    if len(proofs) < 2 or len({(each.sign, each.meaning) for each in proofs}) > 1:
        return None
    one = proofs[0]
    if not one.sign or one.state == "failed" or one.voice == "another":
        return None
    sign = f"For each: {one.sign[0].lower()}{one.sign[1:]}"
    return Proof(one.state, sign, one.meaning, one.voice, one.copy)


def _place(found: ComparedQuote, brief: Brief) -> dict[str, str]:
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
        "page": f"page {page}" if page else "",
        "link": encoded(url) + passage if url else "",
        "prefix": " ".join(prefix.split()),
        "exact": " ".join(exact.split()),
        "suffix": " ".join(suffix.split()),
        "before": before,
        "after": " ".join(_words(suffix)[:NEAR]),
    }


def _copy_of(found: ComparedQuote, brief: Brief) -> Copy | None:
    """What the words were compared with; None where there is no copy."""
    source = brief.sources.get(found.source_id)
    return copy_of(source, found.read.capture) if source and found.read else None


def _origin(copy: Copy) -> str:
    return "shown" if copy.is_shown else "typed" if copy.kind == "typed" else "said"


def _where(copy: Copy, language: str) -> str:
    """The copy in a sign: when it was kept, or why it is less than a copy."""
    if not copy.is_shown:
        return TYPED if copy.kind == "typed" else f"what is said to be a {copy.kind}"
    return f"the copy{_kept(copy, language)}"


def _kept(copy: Copy, language: str) -> str:
    return (
        f" kept on {day(copy.kept_on, language_of_labels(language)).text}" if copy.kept_on else ""
    )


def described(source: Source, read: Read | None, language: str) -> str:
    """The copy of a source in the annex: what it is, and when it was kept."""
    if read is None:
        return ""
    copy = copy_of(source, read.capture)
    names = {"shown": copy.kind, "typed": TYPED, "said": f"said to be a {copy.kind}"}
    kept = _kept(copy, language)
    return f"{names[_origin(copy)]}{',' if kept else ''}{kept}"


def selector_of(found: ComparedQuote, brief: Brief) -> tuple[str, str, str]:
    """Prefix, exact and suffix of a Text Quote Selector (W3C Web Annotation Data Model, 4.2.4).

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
    """The text fragment that opens a page at a passage (WICG, URL Fragment Text Directives).

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
    """What each part of a sign means, of those that there are, with how many quotes carry it."""
    proofs = [proof_of(found, brief) for found in evidence.quotes]
    drawn = {"typed": "verbatim copy-typed", "said": "verbatim copy-said"}
    copies = {
        "typed": (f"In {TYPED}", COPIES["typed"]),
        "said": ("In what is said to be …", COPIES["said"]),
    }
    return (
        *_explained(WORDS, [proof.state for proof in proofs], {state: state for state in WORDS}),
        *_explained(copies, [proof.copy for proof in proofs], drawn),
        *_explained(VOICES, [proof.voice for proof in proofs], {}),
    )


def _explained(
    parts: Mapping[Any, tuple[str, str]], found: Sequence[str], drawn: Mapping[Any, str]
) -> Iterator[ProofNote]:
    counts = Counter(found)
    for part, (said, meaning) in parts.items():
        if counts[part]:
            sign = said[0].upper() + said[1:] + (EDITED if part == "edited" else "")
            yield ProofNote(drawn.get(part, ""), sign, meaning, counts[part])


def unchecked(tally: Tally) -> str:
    """What was not compared with anything, for the reader of the packet."""
    said = "Only the words of quotes were compared with copies, not figures or other statements."
    without = without_a_copy(tally)
    return f"{said} Without a copy of the source: {without}." if without else said
