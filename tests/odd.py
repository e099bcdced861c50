"""Briefs that lack what most have, or have one of what most have several of."""

START = """\
briefgen: 1
title: Harbour council
as_of: 2026-11-01
principal: chair
"""
ONE = """\
people: {chair: Ann Ames}
bottom_line: Say yes to the quay.
agenda: {title: The quay, objective: A date for the works by Friday.}
"""
TITLES = ("Call to order", "Roll call", "Minutes", "Consent", "Hearings", "Business", "Reports")


def with_people(count):
    """A brief with so many people, and one more in a party of her own."""
    people = "".join(
        f"  p{at}: {{name: Pat P{at}., role: Ward {at}, party: north, note: Asks of the quay.}}\n"
        for at in range(count)
    )
    return (
        f"{START}parties: {{north: North, south: South}}\npeople:\n  chair: Ann Ames\n{people}"
        "  clerk: {name: Zoe Zand, role: Clerk, party: south}\n"
        "bottom_line: Say yes.\nagenda: {title: The quay, objective: A date by Friday.}\n"
    )


ODD = {
    "one item": START + ONE,
    "one person": START + ONE.replace("Ann Ames}", "Ann Ames, b: {name: Bo Brook, role: Mayor}}"),
    "one line for the press": START
    + ONE
    + "press: {lines: [{use: before, text: Wait and see.}]}\n",
    "only sources": START + ONE.replace("the quay.", "the quay[^x].") + "sources: {x: A report}\n",
    "one position": START
    + ONE.replace("Friday.}", "Friday., positions: {x: No.}}").replace(
        "bottom_line", "parties: {x: Harbour}\nbottom_line"
    ),
    "a table at each end": START + ONE + "background: |\n  | A | B |\n  |---|---|\n  | x | 1 |\n"
    "programme: {date: 2026-11-02, start: 10:00, title: Council, place: Hall}\n",
    "titles alone": START + ONE.split("agenda", maxsplit=1)[0] + f"agenda: [{', '.join(TITLES)}]\n"
    "programme: {date: 2026-11-02, start: 10:00, title: Council, place: Hall}\n",
    "titles among items": START
    + ONE.split("agenda", maxsplit=1)[0]
    + "agenda:\n  - Call to order\n  - Prayers\n"
    "  - {title: The quay, objective: A date by Friday., points: Say it.}\n  - Roll call\n"
    "  - {title: The mole, objective: A price by Friday.}\n  - Closing\n",
    "no words in the first row": START
    + ONE.split("agenda", maxsplit=1)[0]
    + "agenda:\n  title: The quay\n"
    "  objective: A date by Friday.\n  background: |\n    | | |\n    |---|---|\n    | x | 1 |\n\n"
    "    | A | |\n    |---|---|\n    | x | 1 |\n",
    "people": with_people(5),
}
