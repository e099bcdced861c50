"""All rules that a finding can be about, in the order of the stages that check them.

A new rule starts here, with a line in this list and a page in `docs/rules/`. Making a finding about
a rule that isn't in the list raises an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from briefgen.ground.records import record

Severity = Literal["error", "warning"]
Stage = Literal[
    "settings", "load", "validate", "check", "render", "typeset", "pack", "allow", "run"
]


@record
class Rule:
    """One rule: its name, its summary in a line, its severity, and the stage that checks it.

    A rule that isn't `optional` can't be turned off, because later stages rely on it. A rule with
    `is_guard` protects a name or a secret. A comment with a reason can allow a finding about it at
    one place, but settings can't turn it off, because they may come with the brief. A rule that is
    `asked_for` is off until settings turn it on.
    """

    name: str
    summary: str
    severity: Severity = "error"
    optional: bool = False
    is_guard: bool = False
    asked_for: bool = False
    stage: Stage = "check"

    @property
    def may_be_off(self) -> bool:
        """Whether settings can turn it off."""
        return self.optional and not self.is_guard


def _of(stage: Stage, *rules: Rule) -> Iterator[Rule]:
    """Assign rules to a stage."""
    for rule in rules:
        yield replace(rule, stage=stage)


def _needed(name: str, summary: str, severity: Severity = "error") -> Rule:
    """Make a rule that can't be turned off."""
    return Rule(name, summary, severity)


def _error(name: str, summary: str) -> Rule:
    """Make a rule whose findings stop a build; settings can turn it off."""
    return Rule(name, summary, optional=True)


def _warning(name: str, summary: str) -> Rule:
    """Make a rule whose findings stop no build; settings can turn it off."""
    return Rule(name, summary, "warning", optional=True)


def _asked_for(name: str, summary: str) -> Rule:
    """Make a rule whose findings are warnings, and which only settings turn on."""
    return Rule(name, summary, "warning", optional=True, asked_for=True)


def _guard(name: str, summary: str, severity: Severity = "error") -> Rule:
    """Make a rule that protects a name: it can be allowed at one place, but not turned off."""
    return Rule(name, summary, severity, optional=True, is_guard=True)


RULES: tuple[Rule, ...] = (
    *_of(
        "settings",
        _needed("toml-syntax", "A file of settings is well-formed TOML."),
        _needed("unknown-setting", "Every setting is one that briefgen knows."),
        _needed("setting-type", "A setting holds the kind of value that it is for."),
        _needed("setting-value", "A setting with a fixed set of values holds one of them."),
        _needed("setting-folder", "A folder that settings name is there, below their own."),
        _needed("bad-kind", "A kind of paper is made of fields that briefgen knows."),
        _needed("setting-bounds", "Settings raise no bound above four times its default."),
    ),
    *_of(
        "load",
        _needed("encoding", "A brief is a UTF-8 text file."),
        _needed("yaml-syntax", "A brief is well-formed YAML."),
        _needed("tab-indent", "YAML is indented with spaces, never with tabs."),
        _needed("duplicate-key", "A key is given once."),
        _needed("yaml-tag", "YAML tags such as !!python are not part of a brief."),
        _needed("yaml-bounds", "A brief stays within bounds of size, depth and aliases."),
    ),
    *_of(
        "validate",
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
    ),
    *_of(
        "check",
        # kinds
        _needed("unknown-kind", "The kind of a paper is one that there is."),
        _error("needed-by-kind", "A paper has what its kind needs."),
        _warning("past-limit", "Texts and lists are no longer than the kind of paper has them."),
        # columns
        _needed("column-empty", "Every column that has to be filled is, where columns are made."),
        _needed("column-value", "A column has what its register takes."),
        # two languages
        _needed("second-text-missing", "A paper in two languages has its second text beside it."),
        _error("only-in-one-language", "What a paper in two languages says, it says in both."),
        _needed("differs-between-languages", "What isn't a text is the same in both languages."),
        # handling
        _error("embargo-without-zone", "An embargo says on which clocks it ends."),
        # clearances
        _warning("clearance-outdated", "A clearance is not older than what it cleared."),
        _warning("clearance-missing", "Where clearances are needed, every office has cleared."),
        # annexes
        _needed("annex-missing", "The file of an annex is there, and one that can be passed on."),
        _guard("annex-unsearched", "Names can be looked for in what is passed on."),
        _error("tab-taken", "A tab belongs to one annex only."),
        # comments, commas
        _warning("cut-by-comment", "A text isn't cut where a # starts a comment."),
        _warning("cut-by-comma", "A sentence in a list on one line isn't cut at its commas."),
        # references
        _needed("unknown-person", "Every person that is named is one of `people`."),
        _needed("unknown-party", "Every party that is named is one of `parties`."),
        _needed("unknown-source", "Every source that is named is one of `sources`."),
        _needed("unknown-meeting", "Every meeting that is named is one of `programme`."),
        _needed("duplicate-id", "An id that is typed belongs to one thing only."),
        _needed("dead-anchor", "A link inside the brief leads somewhere."),
        _warning("unused-source", "A source that is listed is used."),
        # agenda
        _error("items-overlap", "Two items of one meeting are not held at the same time."),
        _error("item-past-meeting", "Items start and end within their meeting."),
        _error("item-outside-programme", "An item is held on a day of the programme."),
        _warning("too-many-points", "An item has at most six points to make."),
        _warning(
            "item-without-objective", "An item says what is wanted, or that it is procedural."
        ),
        _warning("vague-objective", "An objective is specific enough to be met or missed."),
        _warning(
            "point-without-context", "A defensive point says what it answers; one to avoid, why."
        ),
        # decisions
        _error("several-recommended", "Of the options of a decision one is recommended."),
        _error("nothing-to-choose", "Who is asked to choose has two options at least."),
        _warning("decision-overdue", "A decision is due on a day that isn't past."),
        _needed("unknown-option", "An option that was chosen is one of its decision."),
        _error("ask-of-kind", "A paper asks for what papers of its kind ask for."),
        _warning("action-overdue", "What was due by the date of the brief is done."),
        _warning("done-later", "What is told as decided or done was so by the date of the brief."),
        _error("open-and-closed", "An action that is open has no day on which it was closed."),
        # remarks
        _warning("remarks-over-time", "Words to be read out fit into their minutes."),
        # questions
        _warning("question-without-answer", "A question has an answer, or somebody who gives it."),
        # times
        _error("time-skipped", "A local time is one that the clocks there show."),
        _warning("time-twice", "A local time comes once, even in the night when clocks go back."),
        _warning("end-before-start", "A meeting ends after it starts, within half a day."),
        _error("minutes-against-end", "Where a meeting has minutes and an end, they agree."),
        _warning("fixed-zone", "A time zone is that of a place, with its summer time."),
        # attribution
        _needed("person-without-name", "A person has a name or a description."),
        _warning("same-name", "Two people of one name are told apart by their roles."),
        _guard("vague-description", "A person quoted unnamed is described specifically."),
        _guard("name-on-background", "The name of a person on background appears nowhere."),
        _guard(
            "name-perhaps",
            "What can be the name of a person on background is looked at.",
            "warning",
        ),
        _warning(
            "picture-tells", "The file of a picture tells no name, and not where it was taken."
        ),
        _needed("quoted-off-record", "Deep background and off the record are never quoted."),
        _needed("picture-of-unnamed", "Somebody who isn't named has no picture and no biography."),
        # sourcing
        _error("quote-without-source", "A quote says where it was read or heard."),
        _error("position-without-source", "A declared position says where it was declared."),
        _error("review-overdue", "No statement is past the date by which it had to be reviewed."),
        _error("accessed-before-published", "A source is read after it was published."),
        _warning("said-after-published", "A quote is said before its source is published."),
        # sources
        _needed("capture-missing", "A capture is a readable file in the brief's folder."),
        _error("capture-changed", "A capture is what it was when it was pinned."),
        _error("capture-unpinned", "A capture is pinned by its SHA-256."),
        _error("source-withdrawn", "Nothing rests on a source that was withdrawn."),
        _warning("source-superseded", "What rests on a superseded source is looked at again."),
        _warning("source-gone", "A source that is gone has a capture of what was read."),
        # quotes
        _error("quote-not-in-source", "A quote stands in its source, word for word."),
        _error("quote-capital-changed", "A changed capital is marked, as in [T]he."),
        _error("quote-out-of-order", "The parts of a quote stand in its source in this order."),
        _error("quote-parts-apart", "The parts of a quote come from one passage."),
        _error("quote-across-speakers", "A quote holds the words of one speaker."),
        _error("quote-of-another-speaker", "A quote's words are its speaker's in the source."),
        _warning("quote-in-marks", "A quote is typed without quotation marks around it."),
        _warning("words-outside-quotation-marks", "A quote holds words that somebody said."),
        _warning("quote-reported-only", "A quote holds what its speaker says as their own."),
        _error("quote-ambiguous", "A quote that stands in its source twice says which it is."),
        _error("sic-not-in-source", "[sic] follows a word that is in the source."),
        _warning(
            "omission-turns-sense", "An omission leaves out no negation, condition or number."
        ),
        _guard("named-and-unnamed", "One person is not quoted by name and unnamed in one brief."),
        _warning(
            "anonymous-without-capture", "An unnamed person's words are checked against a capture."
        ),
        # claims
        _warning("figure-not-in-source", "A figure, a date or a time stands in the source cited."),
        _warning("name-not-in-source", "A name stands in the source that its sentence cites."),
        _warning("figures-uncited", "No more figures cite nothing than the settings allow."),
        _asked_for("source-without-copy", "A source that is cited has a copy of what was read."),
        # assessment
        _error("confidence-with-likelihood", "One sentence gives a confidence or a likelihood."),
        _error("likelihood-off-scale", "A likelihood is worded as on the scale of ICD 203."),
        # text
        _error("empty-heading", "A heading has words."),
        _needed("empty-link", "A link has words, so that it can be seen."),
        _error("heading-order", "Headings in a text keep the order of the page's headings."),
        _error("alt-missing", "A picture has a text that says what it shows."),
        _needed("picture-missing", "A picture is a PNG, JPEG or SVG file in the brief's folder."),
        _needed("missing-glyph", "Every character is one that the fonts can print."),
        _warning("label-missing", "What a kind calls a part is known in the paper's language."),
        # printing
        _error("text-changed", "A text is printed as it was typed."),
        _warning("table-by-tabs", "The cells of a table stand between bars, not tabs."),
        _error("cell-without-column", "A row has no more cells than its table has columns."),
    ),
    *_of(
        "render",
        _needed("template-error", "A template is well-formed, and asks only for what is there."),
        _needed("external-resource", "A style loads nothing from elsewhere."),
    ),
    *_of(
        "typeset",
        _needed("font-missing", "Every family of fonts that a style names is there.", "warning"),
        _needed("font-unreadable", "Every file of a style's fonts is a font.", "warning"),
        _needed("style-ignored", "A style says nothing that the engine passes over.", "warning"),
        _warning("pages-past-limit", "A paper has no more pages than its kind allows."),
        _warning("page-overrun", "The first page and the card are one page each."),
        _needed(
            "outside-of-page", "All words and pictures stand inside the text area of the page."
        ),
    ),
    *_of(
        "pack",
        _needed("attachment-tells", "An attached source tells of nobody more than was agreed."),
        _needed("name-in-output", "No output holds the name of somebody who must not be named."),
        _needed("output-differs", "The outputs that are there are those that a build would write."),
    ),
    *_of(
        "allow",
        _needed("allow-without-reason", "A comment that allows a finding says why."),
        _needed(
            "unknown-rule", "A rule that is named exists, and can be allowed or turned off there."
        ),
        _warning("unused-allow", "A comment that allows a finding has one to allow."),
    ),
    *_of(
        "run",
        _needed("bounds", "No stage takes more time or memory than its bounds."),
        _needed("run-stopped", "All that a run needs is there, and can be read and written."),
        _needed("internal-error", "briefgen itself makes no mistake."),
    ),
)

RULE: dict[str, Rule] = {rule.name: rule for rule in RULES}
# The rules that are off until settings turn them on.
ASKED_FOR = tuple(rule.name for rule in RULES if rule.asked_for)
