"""Writes findings for a terminal: the line that was typed, with the fault in it underlined.

Apart from `formats/full`, which reports a whole run, because the preview and single commands
show findings, too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.errors import BriefgenError
from briefgen.ground.records import record
from briefgen.ground.regexes import regex
from briefgen.ground.span import Span

# The most columns of a brief's line that are shown; a longer line is cut around the place.
WIDTH = 100
# The most findings that are shown at once. The rest is counted: a writer who has more mends these
# first.
MOST = 100
# The most characters of a Python error's message. Some messages hold the whole value that they are
# about, such as a text of the brief.
LONGEST = 300
# Characters that change what a terminal shows: control characters, marks of direction (Unicode
# Annex 9, with which a line can be shown in another order), line ends, the byte order mark; and
# lone surrogates, which can't be encoded.
UNSEEN = regex(
    "[\\x00-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
COLOURS = {"error": "red", "warning": "yellow", "place": "blue", "added": "green"}
# The lines of each file, by its name in findings.
Lines = Mapping[str, Sequence[str]]


def report(found: Iterable[Diagnostic], lines: Lines, *, color: bool = False) -> str:
    """Write findings, one below the other, in their order.

    If there are more than `MOST`, errors are chosen before warnings, and the rest is counted.
    """
    listed = list(found)
    numbers = sorted(range(len(listed)), key=lambda at: (not listed[at].is_error, at))
    shown = [listed[at] for at in sorted(numbers[:MOST])]
    said = "\n".join(diagnostic(each, lines, color=color) for each in shown)
    left = len(listed) - len(shown)
    return f"{said}\n… and {left:,} more.\n" if left else said


def visible(text: str) -> str:
    """Replace the characters of a text that a terminal would obey, such as control characters.

    Otherwise a brief or a file's name from somebody else could hide or forge parts of a message.
    """
    return text if text.isprintable() else UNSEEN.sub("�", text)


def diagnostic(found: Diagnostic, lines: Lines, *, color: bool = False) -> str:
    """Write one finding: rule, sentence, place, the line underlined, a way out, related places."""
    paint = Painter(color=color)
    head = paint(f"{found.severity}[{found.rule}]", found.severity)
    out = [f"{head}: {visible(found.message)}"]
    spans = [found.span, *(related.span for related in found.related)]
    margin = " " * max((len(str(span.line)) for span in spans if span), default=1)
    page = _Page(lines, margin, paint)
    if found.span:
        out += page.snippet(found.span, found.hint, found.severity)
    elif found.hint:
        out.append(f"{margin} = help: {visible(found.hint)}")
    for related in found.related:
        out += page.snippet(related.span, related.message, "place")
    out.append(f"{margin} = see: briefgen explain {found.rule}")
    return "\n".join(out) + "\n"


def stopped(error: BriefgenError, lines: Lines, *, color: bool = False) -> str:
    """Write why a run can't go on: the findings of the error, or else its message."""
    if error.diagnostics:
        return report(error.diagnostics, lines, color=color)
    # A message may have several lines, and `visible` would replace their ends.
    return "\n".join(visible(line) for line in f"briefgen: {error}".split("\n"))


def fault_of_ours(what: str, left: str) -> str:
    """Write the message about a bug of briefgen: `what` happened, and what is `left` undone."""
    return (
        f"briefgen: this is a fault of briefgen, not of your brief ({visible(what[:LONGEST])}).\n"
        f"{visible(left)} BRIEFGEN_TRACEBACK=1 shows where it is."
    )


def summary(found: Sequence[Diagnostic], file: str, which: str = "") -> str:
    """Count errors and warnings of a file: `2 errors, 1 warning in brief.yaml`."""
    errors = sum(each.is_error for each in found)
    counts = {"error": errors, "warning": len(found) - errors}
    return f"{counted(counts, which)} in {visible(file)}"


def counted(counts: Mapping[str, int], which: str = "") -> str:
    """Write counts by severity: `2 errors, 1 warning`, or `no findings`.

    `which` stands before each kind: with `new `, it is `no new findings`.
    """
    words = [
        f"{count} {which}{word}{'s' if count > 1 else ''}"
        for word, count in counts.items()
        if count
    ]
    return ", ".join(words) or f"no {which}findings"


@record
class _Page:
    """What the snippets of one finding share: the files' lines, the margin, the colours.

    The margin is as wide as the widest line number, so that all bars are in one column.
    """

    lines: Lines
    margin: str
    paint: Painter

    def snippet(self, span: Span, note: str, colour: str) -> list[str]:
        """Write a place, its line, and a mark below it; the note stands beside the mark if it fits.

        The colour `place` is for a related place, which has other signs.
        """
        margin, paint = self.margin, self.paint
        related = colour == "place"
        arrow, mark, word = ("::: ", "-", "note") if related else ("--> ", "^", "help")
        note = visible(note)
        out = [f"{margin}{paint(arrow, 'place')}{visible(str(span))}"]
        known = self.lines.get(span.file, ())
        # The line may be unknown, of a file that couldn't be read: the place alone is shown.
        if not 0 < span.line <= len(known):
            return [*out, f"{margin} = {word}: {note}"] if note else out
        line, start, width = _window(known[span.line - 1], span)
        bar = paint("|", "place")
        # Of the 100 columns, margin, bar and two spaces take len(margin) + 3.
        beside = len(margin) + 3 + start + width + 1 + len(note) <= WIDTH
        under = f"{' ' * start}{paint(mark * width, colour)} {note if beside else ''}"
        number = paint(str(span.line).rjust(len(margin)), "place")
        out += [
            f"{margin} {bar}",
            f"{number} {bar} {line}".rstrip(),
            f"{margin} {bar} {under}".rstrip(),
        ]
        return out if beside else [*out, f"{margin} = {word}: {note}"]


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """Cut a line to what is shown; return that, the column where the mark starts, and its width.

    Both count the columns of a terminal, in which a character can take none, one or two.
    """
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    start, end = span.column - 1, max(end, span.column)
    # Of a long line, 40 characters before the place are shown.
    cut = max(0, start - 40) if len(line) > WIDTH else 0
    shown = line[cut : cut + WIDTH]
    before = "… " if cut else ""
    text = before + visible(shown.replace("\t", " ")) + ("…" if len(line) > cut + WIDTH else "")
    width = sum(map(_columns, line[start : min(end, cut + WIDTH)]))
    return text, len(before) + sum(map(_columns, line[cut:start])), max(1, width)


def _columns(char: str) -> int:
    """Count the columns of a terminal that a character takes (Unicode Annex 11)."""
    # What `visible` replaces is shown as one sign. A soft hyphen is a format character (Cf), but
    # terminals show it.
    if UNSEEN.match(char) or char == "\u00ad":
        return 1
    # Combining marks and format characters are drawn on the character before.
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Painter:
    """Paints texts in the colours of a terminal; without `color` it leaves them as they are."""

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, colour: str) -> str:
        """Paint a text in a colour of `COLOURS`, which is named after a severity."""
        if not self._color:
            return text
        # Imported here, because reports to a program or a file never need it.
        import click

        return click.style(text, fg=COLOURS[colour], bold=True)
