"""What figures add to the time of a check, as a share of what as many quotes take: `make bench`."""

import random
from hashlib import sha256

import pytest
from figures import Cost
from measuring import rounds, seconds

from briefgen import api

PART = "Stages"
SIZE, COUNT = 5_000_000, 1_000
# How many figures a line of the report has, dates among them.
A_LINE = 2
BRIEF = """briefgen: 1
title: Many
as_of: 2026-03-02
principal: chair
people:
  chair: {{name: Anna Berg}}
  minister: {{name: Rufus Sample}}
bottom_line: A date is wanted.
agenda:
  - title: The date
    objective: A date agreed.
{entries}
sources:
  paper: {{title: Minutes, capture: minutes.txt, sha256: {digest}}}
"""
WHO = ["The harbour office", "The council of the islands", "The ministry", "Ms Lind", "Mr Holm"]
DID = ["paid for", "counted", "closed", "promised", "asked for", "put off", "inspected"]
WHAT = ["berths", "boats", "crossings", "repairs", "crates of nets", "crowns", "passengers"]
WHERE = ["at the north mole", "off Norwick", "in the old harbour", "on the winter line"]
WHEN = ["on {day} May {year}", "in {year}", "within {day} days", "for {day} per cent of the cost"]


def lines_of_report(size, seed):
    """Sentences of a report that has `size` characters, with about two figures each."""
    chance = random.Random(seed)
    lines, length = [], 0
    while length < size:
        when = chance.choice(WHEN).format(
            day=chance.randrange(1, 29), year=chance.randrange(1990, 2026)
        )
        words = [chance.choice(each) for each in (WHO, DID, WHAT, WHERE)]
        line = f"{words[0]} {words[1]} {chance.randrange(10**6):,} {words[2]} {words[3]} {when}."
        lines.append(line)
        length += len(line) + 1
    return lines


def took(folder, lines, quotes, figures, *, is_true):
    """How long a check takes; the sentences of a brief are those of its source, in other words."""
    text = "\n".join(lines)
    (folder / "minutes.txt").write_text(text, "utf-8")
    chance = random.Random(6)
    said = [chance.choice(lines) for _ in range(max(quotes, figures))]
    # One quote in a hundred has a slip, as in a draft: so the index of words, which quotes that
    # aren't found and figures share, is made in either case.
    quoted = [
        words if at % 100 else words.replace(" in ", " into ")
        for at, words in enumerate(said[:quotes])
    ]
    entries = "    quotes:\n" + "".join(
        f"      - {{speaker: minister, source: paper, text: '{words}'}}\n" for words in quoted
    )
    claims = ""
    for words in said[:figures]:
        first, _, rest = words.rstrip(".").partition(" ")
        changed = rest if is_true else rest.replace("1", "7").replace("2", "9")
        claims += f"      - Of {changed} we know from {first.lower()} rows.[^paper]\n"
    if claims:
        entries += f"    points:\n{claims}"
    digest = sha256(text.encode()).hexdigest()
    (folder / "brief.yaml").write_text(BRIEF.format(entries=entries, digest=digest), "utf-8")
    document = api.load(folder / "brief.yaml")
    return seconds(lambda: api.check(document))


@pytest.mark.parametrize("is_true", [True, False], ids=["true", "changed"])
def test_a_thousand_figures_against_a_thousand_quotes(tmp_path, is_true, figures):
    took(tmp_path, lines_of_report(10_000, 1), 5, 5, is_true=is_true)
    pairs = []
    for number in range(rounds(3)):
        # Other lines each time, so that nothing of the round before is remembered.
        alone, with_figures = (lines_of_report(SIZE, f"{number} {is_true} {n}") for n in (1, 2))
        quotes = took(tmp_path, alone, COUNT, 0, is_true=is_true)
        both = took(tmp_path, with_figures, COUNT, COUNT // A_LINE, is_true=is_true)
        pairs.append((Cost(both.clock - quotes.clock), quotes))
    kind = "true" if is_true else "changed"
    figures.compare(f"what {COUNT:,} {kind} figures add on 5 MB", "as many quotes", pairs)


def test_twice_the_text_and_twice_the_figures_take_twice_as_long(tmp_path, figures):
    took(tmp_path, lines_of_report(10_000, 1), 5, 5, is_true=True)
    once = took(tmp_path, lines_of_report(SIZE // 4, 30), 0, COUNT // 4, is_true=True)
    twice = took(tmp_path, lines_of_report(SIZE // 2, 31), 0, COUNT // 2, is_true=True)
    figures.compare("check of 2.5 MB with 500 figures", "of half of both", [(twice, once)])
