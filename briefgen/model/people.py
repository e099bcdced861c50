"""Define who takes part: parties, and people on the terms on which they spoke."""

from typing import ClassVar, Literal

from briefgen.model.entry import Entry, field
from briefgen.model.scalars import Date, Flag, Id, Language, Markdown, Text, Texts

Attribution = Literal["on record", "on background", "deep background", "off record"]


class Party(Entry):
    """A state, an organisation or a group that takes part."""

    short: ClassVar[str] = "name"

    name: Text = field(description="The name as it is printed: United States, Audit committee.")
    ours: Flag = field(
        default=False, description="Whether it is the principal's own side. Left out, `false`."
    )


class Person(Entry):
    """Somebody in the brief: named, or described on the terms agreed."""

    short: ClassVar[str] = "name"

    name: Text | None = field(
        None,
        description="The name as it is printed. Of a person who isn't on record it is kept only "
        "to check that it appears nowhere, in no spelling and with no ending.",
    )
    described_as: Text | None = field(
        None, description="How a person is described who is quoted unnamed, as was agreed."
    )
    role: Text | None = field(None, description="The office held: Foreign Minister.")
    party: Id | None = field(None, description="The id of the party that the person belongs to.")
    attribution: Attribution = field(
        "on record",
        description="`on record`: named. `on background`: quoted as described, never named. "
        "`deep background`: never quoted. `off record`: in no output. Left out, `on record`.",
    )
    also_called: Texts = field(
        (),
        description="What sources call the person beside the name and the role: Mr Lund, "
        "the Minister. It is compared with the labels of transcripts, and never printed; of a "
        "person who isn't on record, the names among it appear nowhere either.",
    )
    native_name: Text | None = field(None, description="The name in its own script.")
    native_language: Language | None = field(None, description="The language of `native_name`.")
    say: Text | None = field(None, description="How to say the name: LAHV-roff.")
    last_met: Date | None = field(None, description="When the principal last met this person.")
    note: Markdown | None = field(None, description="A line of life: what the reader should know.")
    group: Text | None = field(
        None, description="The panel or delegation that the person belongs to: Panel 1."
    )
    attendance: Literal["attending", "invited", "apologies"] | None = field(
        None, description="`attending`, `invited` (not yet confirmed) or `apologies` (can't come)."
    )
    staff_contact: Text | None = field(
        None, description="Whom to call there, and the number: Ana Bell, extension 12."
    )
    picture: Text | None = field(
        None,
        description="A picture (PNG, JPEG, SVG), beside the brief: pictures/lund.jpg.",
    )
    biography: Markdown | None = field(
        None, description="The person's life, in Markdown, of one paragraph or several."
    )

    @property
    def called(self) -> tuple[str, ...]:
        """List what sources may call the person: the names in both scripts, and others."""
        return tuple(filter(None, (self.name, self.native_name, *self.also_called)))
