"""Find where a line may start with a speaker's label, in each of the usual styles.

A candidate has only the shape of a label. Whether the text is a transcript, so that its candidates
are labels, is decided in `turns`, from all of them together. A style is a function in `SHAPES`; the
first one that finds a label in a line wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from briefgen.attribution.transcripts.label_words import label_words, unaccented
from briefgen.attribution.transcripts.labels import (
    NAMED,
    SHAPE,
    SURE,
    Label,
    is_eastern,
    is_known,
    label_of,
)
from briefgen.evidence.folding import Place
from briefgen.ground.records import record
from briefgen.ground.regexes import regex

# A label starts and ends within so many code points of a line.
REACH = 150
# 0:04, 00:00:04 and 00:00:04,120 as subtitles have it.
CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
# What may stand before a label: marks of captions, lists and quoted mail, a time, a number. Up to
# four of them, since a copied caption may have a bullet, a time and `>>` together.
LEAD = regex(
    r"[ \t\u3000]*(?:>{1,3}[ \t]*|[-–—•·*○◯◎●■◆]{1,2}[ \t\u3000]?(?=\S)|\#{1,6}[ \t]+|__(?=\w)"
    rf"|\[{CLOCK}\][ \t]*|\({CLOCK}\)[ \t]*"
    rf"|{CLOCK}(?:[ \t]*(?:-->|[-–])[ \t]*(?:{CLOCK})?)?[ \t]+"
    r"|Q\d{1,4}\.?[ \t]+(?=[*A-Z])|Anf\.[ \t]*\d{1,4}[ \t]+){0,4}",
)
# A voice as WebVTT has it, with classes: <v.loud Anna Berg>.
VOICE = regex(r"<v(?:\.[\w.]*)?[ \t]+([^>\n]{1,80})>", needs="<")
# `>>` of American captions, which marks a change of speaker.
CAPTION = regex(r"[ \t]*>{2,3}[ \t]*", needs=">")
# 【記者】 and （大臣）.
ENCLOSED = regex(r"[【（〔［\[(]([^】）〕］\])\n]{1,40})[】）〕］\])][：:]?")
# 記者) and 앵커>, with what is said behind it or on the next line.
CLOSED = regex(
    r"([^\s()（）<>＞:：、。][^()（）<>＞:：、。\n]{0,18})(?:[)）]|[>＞][ \t]*$)[ \t\u3000]*"
)
# ○山田君 in the minutes of the Diet.
CIRCLED = regex(r"[ \t\u3000]*[○◯◎]", needs="○◯◎")
# Speaker 1  0:04, as transcription programs export it; Anna Berg (0:04): and Anna Berg: [0:04].
TIMED = regex(
    r"([^\n\d:]{2,80}?(?:[ \t]\d{1,2}(?=[ \t]))?)"
    rf"(?:[ \t]*[(\[]?{CLOCK}[)\]]?:?|:[ \t]*[(\[]{CLOCK}[)\]])[ \t]*$"
)
# Anna Berg [00:04] We will; and [00:04] Anna Berg We will.
TIMED_INLINE = regex(rf"([^\n\d:()\[\]]{{2,80}}?)[ \t]+[(\[]{CLOCK}[)\]]:?[ \t]+(?=\S)")
# Forename and surname, then a sentence.
NAME_INLINE = regex(r"([A-ZÀ-Ý][\w'’-]+[ \t]+[A-ZÀ-Ý][\w'’-]+)[ \t]+(?=[\"“«„‘]?[A-ZÀ-Ý])")
# A time alone: behind a label, and as the whole of the next line.
ONLY_TIME = regex(rf"[ \t*_]*\\?[(\[]?{CLOCK}\\?[)\]]?[ \t]*")
# A line of times alone, also a span as in subtitles: 00:00:04,120 --> 00:00:07,000.
TIME_LINE = regex(r"[ \t(\[]{0,4}\d[\d:.,]{0,11}:\d[\d:., \t>–)\]-]{0,40}")
HAS_TIME = regex(CLOCK)
# Mr. Berg. – We will, as in the minutes of several parliaments.
DASHES = r"[–—−-]{1,2}(?=[ \t\u00a0])"
DASHED = regex(rf"([^\n]{{1,130}}?)(?:(\.|\)|)[ \t\u00a0]{DASHES}|(\.){DASHES})")
# The same behind brackets that hold a dash themselves: O SR. PRESIDENTE (Jonas Falk. ABC – DE) –
# Está…
DASHED_BEHIND = regex(r"([^\n()]{1,60}\([^()\n]{1,90}\))[ \t\u00a0]" + DASHES, needs="(")
# 問 and 답 (question and answer), with a number or without.
BARE_EASTERN = regex(r"([問问答문답])\d{0,3}[ \t\u3000]+(?=\S)", needs="問问答문답")
# `Q` and `A` before a capital. `A` is an article too: it needs a tab or two spaces behind it.
BARE = regex(r"(?:(Q|F)[ \t\u00a0]+|(A|R)(?:[ \t\u00a0]{2,}|\t))(?=[A-ZÀ-Ý\"“‘(\[…—])")
# A full stop that may end a label: the words behind it start a sentence.
STOPPED = regex(r"\.(?=[ \t\u00a0]+[\"“«‘(\[A-ZÀ-Ý0-9…—–¿¡])")
# Titles that start a label with a full stop: Mr. SMITH of Texas. M. le président.
TITLED = regex(
    r"(?:M|Mme|MM|Mlle|Mr|Mrs|Ms|Dr|The|Senator|Chairman|Chairwoman|Chair|Secretary|Representative"
    r"|President|Speaker|El señor|La señora|Sr|Sra)\.?[ \u00a0]"
)
# A label ends with a whole word, so that `Joseph R.` is none; brackets behind it don't count.
LAST_WORD = regex(r"(?<![^\W_])[^\W\d_]{3,}$")
BEHIND = regex(r"\s?\([^()]*\)$")
# MR. PRICE, or up to seven words in capitals, before the words that are said.
CAPITALS = regex(r"((?:[A-ZÀ-Ý][A-ZÀ-Ý.'’-]*[ \t]+){1,6}?[A-ZÀ-Ý]{2}[A-ZÀ-Ý.'’-]*)[ \t]+(?=\S)")
# A line in brackets with so many words or more is a remark, not a name.
IN_BRACKETS = 5
# Behind ○ a longer word is no label: minutes in Japanese also mark headings with it.
LONGEST_CIRCLED = 30
# The label of words that subtitles give to nobody, behind the words of a voice.
NOBODY = Label("", "person", SHAPE)
# The start of a sentence behind a label: opening marks, then a capital or a digit.
OPENS_SENTENCE = regex(r"[\"“«„‘'¿¡(\[…]{0,3}[A-ZÀ-ÝΑ-ΩА-ЯЁ0-9]")
# An office behind one of these is spoken to: Mr Speaker, Madam President.
ADDRESSED = ("mr", "madam", "mrs", "ms")
# A line without a full stop is a headline, unless it has more code points than this.
LONG = 140
ENDED = regex(r"[.!?…:;\"”’»)\]】。！？」』—–*-]\s*$")
# A space, a mark or nothing stands behind the colon of a label: neither 10:30 nor http:// is one.
AFTER_COLON = regex(r"$|[\s*_\"“”„«‘'(\[<—–…]")


@record
class Candidate:
    """Hold what may be a label: its offsets, the offset of the words behind it, and its style.

    `line` is the number of its line among those that aren't empty, from 0. `shape` names the style.
    `strength` is SHAPE, NAMED or SURE, for the label as it is written here.
    """

    line: int
    start: int
    end: int
    words: int
    label: Label
    shape: str
    strength: int


@record
class FilledLine:
    """Hold a line that isn't empty: its number among those, from 0, and its offsets.

    `goes_on` is true where a sentence of the line before continues in it, so that no turn starts
    here. `is_apart` is true where an empty line stands before it, or nothing.
    """

    number: int
    start: int
    end: int
    goes_on: bool
    is_apart: bool


# The offsets of a label's start, its end, and the words behind it; the least strength that the
# label needs in this style, and the greatest that it can have.
LabelPlaces = tuple[int, int, int, int, int]


def filled_lines(text: str) -> list[FilledLine]:
    """List the lines of a text that aren't empty."""
    lines: list[FilledLine] = []
    last_start = last_end = 0
    for found in re.finditer(r"[^\n]+", text):
        if found[0].isspace():
            continue
        is_apart = not lines or text.count("\n", last_end, found.start()) > 1
        before = text[max(0, last_end - 3) : last_end]
        goes_on = bool(lines) and not is_apart and not ENDED.search(before)
        # A line that is only a time is no sentence, and ends with no mark.
        goes_on = goes_on and not TIME_LINE.fullmatch(text, last_start, last_end)
        lines.append(FilledLine(len(lines), found.start(), found.end(), goes_on, is_apart))
        last_start, last_end = found.span()
    return lines


def candidates(text: str, labels: Iterable[Place] = ()) -> list[Candidate]:
    """List everything in a text that has the shape of a label, in order.

    `labels` are the offsets that the file itself marks as speakers: a voice in subtitles, a name in
    bold.
    """
    lines, set_apart = filled_lines(text), dict(labels)
    found = []
    for line in lines:
        after = lines[line.number + 1] if line.number + 1 < len(lines) else None
        at = line.end - len(text[line.start : line.end].lstrip())
        own = _set_apart(text, line, at, set_apart[at]) if at in set_apart else None
        if one := own or _candidate(text, line, after):
            found.append(one)
    return found


def _set_apart(text: str, line: FilledLine, start: int, end: int) -> Candidate | None:
    """Read a label that the file itself marks, as a voice or in bold; None where it is none.

    A voice without a name gives an empty label: what follows isn't said by the speaker before.
    """
    if start == end:
        return Candidate(line.number, start, end, end, NOBODY, "voice", SHAPE)
    label = label_of(text[start:end])
    behind = text[end : line.end].lstrip()
    if label is None or end > line.end:
        return None
    if text[end : end + 2] == ": ":
        return Candidate(line.number, start, end, end + 2, label, "voice", SURE)
    # `**Anna Berg** is the minister` is a sentence that starts with a name in bold.
    if not behind or not OPENS_SENTENCE.match(behind):
        return None
    is_full = label.kind != "person" or label.strength == SURE or len(label.name) > 1
    strength = label.strength if is_full else SHAPE
    return Candidate(line.number, start, end, end, label, "bold", strength)


def _candidate(text: str, line: FilledLine, after: FilledLine | None) -> Candidate | None:
    """Find the label that a line starts with, in the first style that has one."""
    head = text[line.start : min(line.end, line.start + REACH)]
    lead = LEAD.match(head)
    at = lead.end() if lead else 0
    for shape, look in SHAPES:
        for start, end, behind, least, most in look(head, at, line):
            label = label_of(head[start:end])
            if label and label.strength >= least:
                made = _made_candidate(line, label, shape, (start, end, behind), head)
                return replace(made, strength=min(made.strength, most))
    is_whole = line.end - line.start < REACH
    return _heading(text, line, head, at, after) if is_whole and after else None


def _made_candidate(
    line: FilledLine, label: Label, shape: str, places: tuple[int, int, int], head: str
) -> Candidate:
    """Make a candidate of a label at some places of a line, and rate how surely it is one."""
    start, end, words = (line.start + place for place in places)
    strength = label.strength
    if shape == "dashed" and strength < SURE:
        # A dash is a common mark in prose. Only a known name stands before one, or an office in
        # capitals: O SR. PRESIDENTE – …
        is_office = label.kind == "office" and label.text.isupper()
        if not (is_known(label.name) if label.name else is_office):
            strength = SHAPE
    if shape in ("voice", "timed") or CAPTION.match(head):
        # Captions mark a change of speaker with >>, and nothing else has that mark.
        strength = max(strength, SURE if shape == "voice" or CAPTION.match(head) else NAMED)
    return Candidate(line.number, start, end, words, label, shape, strength)


def _voice(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read WebVTT: <v Anna Berg>We will."""
    if found := VOICE.match(head.lstrip(), 0):
        shift = len(head) - len(head.lstrip())
        yield found.start(1) + shift, found.end(1) + shift, found.end() + shift, SHAPE, SURE


def _enclosed(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read 【記者】, （大臣）, the same words in Latin brackets, ○山田君 and 記者)."""
    has_eastern = is_eastern(head)
    found = ENCLOSED.match(head, at) if has_eastern else None
    if found and is_eastern(found[1]):
        yield found.start(1), found.end(1), found.end(), SHAPE, SURE
    if CIRCLED.match(head):
        gap = re.search(r"[\s\u3000]+|$", head[at:])
        if gap and gap.start() < LONGEST_CIRCLED:
            yield at, at + gap.start(), at + gap.end(), SHAPE, SURE
    found = CLOSED.match(head, at) if has_eastern else None
    if found and is_eastern(found[1]):
        yield found.start(1), found.end(1), found.end(), NAMED, SURE


def _colon(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read `Anna Berg: We will`. The colon inside of a time is passed over."""
    for found in re.finditer("[:：]", head[at:]):
        colon = at + found.start()
        if head[colon - 1 : colon].isdigit() and head[colon + 1 : colon + 2].isdigit():
            continue
        tail = head[colon + 1 :]
        if found[0] == ":" and not AFTER_COLON.match(tail) and not is_eastern(tail[:1]):
            return
        words = colon + 1 + len(tail) - len(tail.lstrip(" \t*_"))
        if ONLY_TIME.fullmatch(tail):
            words = len(head)
        # Where a sentence goes on from the line before, a name before a colon belongs to it.
        least = SURE if line.goes_on and not head[at:colon].isupper() else SHAPE
        yield at, colon, words, least, SURE
        return


def _timed(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read `Anna Berg  0:04` on a line of its own; the time may stand before the name."""
    if ":" not in head:  # as in most lines: there is no time in it
        return
    if found := TIMED.match(head, at):
        yield at, found.end(1), len(head), SHAPE, SURE
    elif HAS_TIME.search(head[:at]) and len(head) < 80 and not ENDED.search(head):
        yield at, len(head.rstrip()), len(head), NAMED, SURE


def _inline(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read a name and a time before words on one line: Anna Berg [00:04] We will; or time first."""
    if ":" not in head:
        return
    if found := TIMED_INLINE.match(head, at):
        yield at, found.end(1), found.end(), SHAPE, SURE
    elif HAS_TIME.search(head[:at]) and (found := NAME_INLINE.match(head, at)):
        yield at, found.end(1), found.end(), NAMED, SURE


def _dashed(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read `Anna Berg. – We will`, `Sra. Berg – We will`, `Anna Berg (ABC) – We will`."""
    found = DASHED.match(head, at)
    if found and not line.goes_on:
        yield at, found.end(1) + (found[2] == ")"), found.end(), SHAPE, SURE
    found = DASHED_BEHIND.match(head, at)
    if found and not line.goes_on:
        yield at, found.end(1), found.end(), SHAPE, SURE


def _bare(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read `Q We will` and `A  We won't`: a letter without a colon."""
    if found := BARE.match(head, at) or BARE_EASTERN.match(head, at):
        yield at, at + 1, found.end(), SHAPE, SURE


def _stopped(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read a label that a full stop ends: Mr. SMITH of Texas. M. le président. PRESIDENTE. Q."""
    if line.goes_on:
        return
    for found in STOPPED.finditer(head, at):
        typed = head[at : found.start()]
        if _is_stopped_label(typed):
            least = NAMED if BEHIND.sub("", typed).partition(",")[0].isupper() else SURE
            yield at, found.start(), found.end(), least, SURE
            return


def _is_stopped_label(typed: str) -> bool:
    """Tell whether a full stop ends a label in capitals or with a title: not Sen. or Joseph R."""
    if len(typed) == 1:
        return typed in "QAFRDP"
    plain = BEHIND.sub("", typed)
    if unaccented(plain.rpartition(" ")[2]) in label_words().titles and " " in plain:
        return False  # O SR. JONAS FALK
    name, comma, _ = plain.partition(",")
    if comma and name.isupper() and " " in name:
        return True  # ANNA BERG, Ministro per i porti.
    return bool((plain.isupper() or TITLED.match(typed)) and LAST_WORD.search(plain[-40:]))


def _capitals(head: str, at: int, line: FilledLine) -> Iterator[LabelPlaces]:
    """Read `MR. PRICE We have…`: a title and a name in capitals, before words in small letters."""
    if found := CAPITALS.match(head, at):
        # Where the next word is in capitals too, the name may go on, so that its end isn't certain.
        following = re.match(r"\S+", head[found.end() :])
        is_open = following and len(following[0]) > 1 and following[0].isupper()
        yield at, found.end(1), found.end(), SURE, SHAPE if is_open else SURE


def _heading(
    text: str, line: FilledLine, head: str, at: int, after: FilledLine | None
) -> Candidate | None:
    """Read a name on a line of its own, above a line with what that person says."""
    typed = head[at:].rstrip()
    if line.goes_on or after is None or not typed or typed[-1] in ".!?,;。！？…":
        return None
    label = label_of(typed)
    if label and TIME_LINE.fullmatch(text, after.start, after.end):
        places = at, at + len(typed), after.end - line.start
        return _made_candidate(line, label, "timed", places, head)
    # A name above words that aren't spoken is a heading, or in a list of those present.
    if label is None or not is_speech(text[after.start : after.end]):
        return None
    if typed[0] in "([":
        found = typed.strip("()[] ").split()
        is_capital = all(word[0].isupper() for word in found)
        if label.kind != "person" or not is_capital or not 1 < len(found) < IN_BRACKETS:
            return None  # (Applause on the left)
    # An office alone on a line may be a heading (`The Minister`), but `Mr Speaker` isn't.
    is_chair = label.kind == "office" and label.office[0] not in ADDRESSED
    strength = SHAPE if is_chair else label.strength
    if strength < SURE and not (len(label.name) > 1 and is_known(label.name)):
        strength = SHAPE
    # `Answers` or `Applause` on a line of its own is a heading or a remark.
    if label.kind in ("answering", "group"):
        strength = SHAPE
    start = line.start + at
    return Candidate(line.number, start, start + len(typed), line.end, label, "heading", strength)


def is_speech(text: str) -> bool:
    """Tell whether a line may be what somebody says: some words, ended as a sentence, or long.

    A headline has no full stop, and no headline has more than 140 characters.
    """
    text = text.strip()
    count = len(text) if is_eastern(text) else 3 * len(text.split())
    return count >= 6 and (len(text) > LONG or bool(ENDED.search(text)))


# The order matters: the first style that finds a label wins, so the more specific ones come first.
SHAPES: tuple[tuple[str, Callable[[str, int, FilledLine], Iterator[LabelPlaces]]], ...] = (
    ("voice", _voice),
    ("enclosed", _enclosed),
    ("timed", _timed),
    ("inline", _inline),
    ("colon", _colon),
    ("bare", _bare),
    ("stopped", _stopped),
    ("capitals", _capitals),
    ("dashed", _dashed),
)
