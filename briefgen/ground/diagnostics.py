"""A finding about a brief, and the ordered list of all the rules that can make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from briefgen.ground.span import Span

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, with what it is."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: the rule it breaks, a plain sentence, its place, and a way out."""

    rule: str
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        """Whether a packet must not be built from a brief that has it."""
        return self.severity == "error"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, what it asks in one line, and how hard it is.

    A rule that is not `optional` guards what later stages rely on, and can't be turned off. One
    that `is_guard` keeps a name or a secret: it can be allowed at one place, with a reason, but not
    be turned off by settings, which may come with the brief.
    """

    name: str
    summary: str
    severity: Severity = "error"
    optional: bool = False
    is_guard: bool = False

    @property
    def may_be_off(self) -> bool:
        """Whether settings can turn it off."""
        return self.optional and not self.is_guard


def _needed(name: str, summary: str) -> Rule:
    return Rule(name, summary)


def _error(name: str, summary: str) -> Rule:
    return Rule(name, summary, optional=True)


def _guard(name: str, summary: str) -> Rule:
    return Rule(name, summary, optional=True, is_guard=True)


def _warning(name: str, summary: str) -> Rule:
    return Rule(name, summary, "warning", optional=True)


RULES: tuple[Rule, ...] = (
    # load
    _needed("encoding", "A brief is a UTF-8 text file."),
    _needed("yaml-syntax", "A brief is well-formed YAML."),
    _needed("tab-indent", "YAML is indented with spaces, never with tabs."),
    _needed("duplicate-key", "A key is given once."),
    _needed("yaml-tag", "YAML tags such as !!python are not part of a brief."),
    _needed("yaml-bounds", "A brief stays within bounds of size, depth and aliases."),
    # validate
    _needed("format-version", "The brief says which version of the format it is written in."),
    _needed("missing-field", "Every required field is there."),
    _needed("unknown-field", "Every field is one that the format knows."),
    _needed("unknown-value", "A field with a fixed set of values holds one of them."),
    _needed("wrong-type", "A field holds the kind of thing it is for."),
    _needed("bad-date", "A date is a real day, typed as 2019-05-13."),
    _needed("bad-time", "A time is on the 24-hour clock, typed as 09:30."),
    _needed("bad-zone", "A time zone is a name from the IANA list, such as Europe/Moscow."),
    _needed("bad-id", "An id is made of letters, digits, hyphens and underscores."),
    _needed("bad-link", "A link is http, https, mailto or a place in the brief."),
    # checks: comments, commas
    _warning("cut-by-comment", "A text isn't cut where a # starts a comment."),
    _warning("cut-by-comma", "A sentence in a list on one line isn't cut at its commas."),
    # checks: references
    _needed("unknown-person", "Every person that is named is one of `people`."),
    _needed("unknown-party", "Every party that is named is one of `parties`."),
    _needed("unknown-source", "Every source that is named is one of `sources`."),
    _needed("unknown-meeting", "Every meeting that is named is one of `programme`."),
    _needed("duplicate-id", "An id that is typed belongs to one thing only."),
    _needed("dead-anchor", "A link inside the brief leads somewhere."),
    _warning("unused-source", "A source that is listed is used."),
    # checks: agenda
    _error("items-overlap", "Two items of one meeting are not held at the same time."),
    _error("item-past-meeting", "Items start and end within their meeting."),
    _error("item-outside-programme", "An item is held on a day of the programme."),
    _warning("too-many-points", "An item has at most six points to make."),
    _warning("item-without-objective", "An item says what is wanted, or that it is procedural."),
    _warning("vague-objective", "An objective is specific enough to be met or missed."),
    _warning("point-without-context", "A defensive point says what it answers; one to avoid, why."),
    # checks: times
    _error("time-skipped", "A local time is one that the clocks there show."),
    _warning("time-twice", "A local time comes once, even in the night when clocks go back."),
    _warning("end-before-start", "A meeting ends after it starts, within half a day."),
    _error("minutes-against-end", "Where a meeting has minutes and an end, they agree."),
    _warning("fixed-zone", "A time zone is that of a place, with its summer time."),
    # checks: attribution
    _needed("person-without-name", "A person has a name or a description."),
    _warning("same-name", "Two people of one name are told apart by their roles."),
    _guard("vague-description", "A person quoted unnamed is described specifically."),
    _guard("name-on-background", "The name of a person on background appears nowhere."),
    Rule(
        "name-perhaps",
        "What can be the name of a person on background is looked at.",
        "warning",
        optional=True,
        is_guard=True,
    ),
    _warning("picture-tells", "The file of a picture tells no name, and not where it was taken."),
    _needed("quoted-off-record", "Deep background and off the record are never quoted."),
    # checks: sourcing
    _error("quote-without-source", "A quote says where it was read or heard."),
    _error("position-without-source", "A declared position says where it was declared."),
    _error("review-overdue", "No statement is past the date by which it had to be reviewed."),
    _error("accessed-before-published", "A source is read after it was published."),
    _warning("said-after-published", "A quote is said before its source is published."),
    # checks: sources
    _needed("capture-missing", "A capture is a readable file in the brief's folder."),
    _error("capture-changed", "A capture is what it was when it was pinned."),
    _error("capture-unpinned", "A capture is pinned by its SHA-256."),
    _error("source-withdrawn", "Nothing rests on a source that was withdrawn."),
    _warning("source-superseded", "What rests on a superseded source is looked at again."),
    _warning("source-gone", "A source that is gone has a capture of what was read."),
    # checks: quotes
    _error("quote-not-in-source", "A quote stands in its source, word for word."),
    _error("quote-capital-changed", "A changed capital is marked, as in [T]he."),
    _error("quote-out-of-order", "The parts of a quote stand in its source in this order."),
    _error("quote-parts-apart", "The parts of a quote come from one passage."),
    _error("quote-across-speakers", "A quote holds the words of one speaker."),
    _error("quote-of-another-speaker", "A quote's words are its speaker's in the source."),
    _warning("words-outside-quotation-marks", "A quote holds words that somebody said."),
    _warning("quote-reported-only", "A quote holds what its speaker says as their own."),
    _error("quote-ambiguous", "A quote that stands in its source twice says which it is."),
    _error("sic-not-in-source", "[sic] follows a word that is in the source."),
    _warning("omission-turns-sense", "An omission leaves out no negation, condition or number."),
    _guard("named-and-unnamed", "One person is not quoted by name and unnamed in one brief."),
    _warning(
        "anonymous-without-capture", "An unnamed person's words are checked against a capture."
    ),
    # checks: assessment
    _error("confidence-with-likelihood", "One sentence gives a confidence or a likelihood."),
    _error("likelihood-off-scale", "A likelihood is worded as on the scale of ICD 203."),
    # checks: text
    _error("heading-order", "Headings in a text keep the order of the page's headings."),
    _error("alt-missing", "A picture has a text that says what it shows."),
    _needed("picture-missing", "A picture is a PNG, JPEG or SVG file in the brief's folder."),
    _needed("missing-glyph", "Every character is one that the fonts can print."),
    # checks: printing
    _error("text-changed", "A text is printed as it was typed."),
    _error("cell-without-column", "A row has no more cells than its table has columns."),
    # typeset
    _warning("page-overrun", "The first page and the card are one page each."),
    _needed("outside-of-page", "All words and pictures stand inside the text area of the page."),
    # what leaves
    _needed("name-in-output", "No output holds the name of somebody who must not be named."),
    # allow comments
    _needed("allow-without-reason", "A comment that allows a finding says why."),
    _needed("unknown-rule", "A rule that a comment names exists, and can be allowed."),
    _warning("unused-allow", "A comment that allows a finding has one to allow."),
)

RULE: dict[str, Rule] = {rule.name: rule for rule in RULES}


def finding(
    rule: str,
    message: str,
    span: Span | None,
    hint: str = "",
    related: Iterable[Related] = (),
) -> Diagnostic:
    """A diagnostic with the severity that its rule has. A name that isn't a rule is a KeyError."""
    message = " ".join(message.split())  # words that are quoted may stand on two lines
    return Diagnostic(rule, message, span, hint, tuple(related), RULE[rule].severity)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics by place in the file, each once; those without a place come first."""

    def place(found: Diagnostic) -> tuple[str, int, int, str, str]:
        span = found.span
        at = (span.file, span.line, span.column) if span else ("", 0, 0)
        return (*at, found.rule, found.message)

    return sorted(dict.fromkeys(diagnostics), key=place)
