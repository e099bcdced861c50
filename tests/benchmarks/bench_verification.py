"""What it costs to verify quotes, against reading the capture once for each: `make bench`."""

import random

import pytest
from measuring import rounds, seconds

from briefgen.evidence.nearest import nearest
from briefgen.evidence.verify import searchable, verify

PART = "Stages"
SIZE = 5_000_000
QUOTES = 200
SUBJECTS = ["The minister", "Our delegation", "The harbour master", "Ms. Lind", "The commission"]
VERBS = ["did not accept", "will review", "cannot support", "has never opposed", "agreed to fund"]
OBJECTS = ["the winter timetable", "a third terminal", "any cut in fares", "the islands{s} request"]
TAILS = ["before May", "because costs rose by {n} percent", "after {n} hours of talks"]


def capture(path, apostrophe):
    """A transcript of about 5 MB in lines of a page's width; its text, and its words."""
    chance = random.Random(5)
    lines, length = [], 0
    while length < SIZE:
        words = (
            f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} "
            f"{chance.choice(TAILS)}, paper {chance.randrange(10**6)}{chance.choice(['.', ';'])}"
        )
        line = words.format(s=apostrophe, n=chance.randrange(2, 90))
        lines.append(line)
        length += len(line) + 1
    path.write_text("\n".join(lines), "utf-8")
    return lines


def quotes_from(lines):
    """As many true quotes as false ones; every fourth has an omission."""
    chance = random.Random(6)
    made = []
    for number in range(QUOTES):
        at = chance.randrange(len(lines) - 3)
        words = " ".join(lines[at : at + 3]).split()
        if number % 4 > 1:
            words = [*words[:9], "…", *words[14:]]
        if number % 2:
            words[5] = "otherwise"
        made.append(" ".join(words))
    return made


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_verifying_200_quotes_against_reading_the_capture_200_times(tmp_path, apostrophe, figures):
    path = tmp_path / "capture.txt"
    quotes = quotes_from(capture(path, apostrophe))

    def verified():
        source = searchable(path.read_text("utf-8"))
        verdicts = [verify(quote, source) for quote in quotes]
        false = [q for q, verdict in zip(quotes, verdicts, strict=True) if verdict.fault]
        assert len(false) == QUOTES / 2
        assert all(nearest(quote, source) for quote in false)

    def read():
        for _ in range(QUOTES):
            path.read_text("utf-8")

    verified()
    pairs = [(seconds(verified), seconds(read)) for _ in range(rounds(5))]
    what = f"verifying {QUOTES} quotes on 5 MB ({apostrophe}), half of them false"
    figures.compare(what, "reading it as often", pairs)
