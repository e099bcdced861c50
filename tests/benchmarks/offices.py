"""Make the briefs of an invented office, many short ones or one long one, for the benchmarks.

The same arguments give the same text. `python tests/benchmarks/offices.py FOLDER BRIEFS ITEMS`
writes BRIEFS briefs, with ITEMS items of the agenda each, and the captures that they name.
"""

from __future__ import annotations

import random
import sys
from hashlib import sha256
from pathlib import Path

WORDS = """
    harbour tariff ferry quota council ministry schedule corridor grain transit reserve border
    signal railway permit customs survey estuary pilot bridge subsidy export levy canal fleet
    inspection storage winter reactor pipeline treaty audit budget claim market vessel
"""
VERBS = "delays extends reviews signs rejects widens funds opens closes defers lowers raises"
HEAD = """\
briefgen: 1
title: {title}
serial: "{number:03d}/26"
as_of: 2026-03-02
principal: minister
owner: Desk {number}
parties:
  us: {{name: Arden, ours: true}}
  them: {{name: Zorya, ours: false}}
people:
  minister: {{name: Ada Fielding, role: Minister, party: us}}
  host: {{name: Oskar Brandt, role: Host, party: them}}
bottom_line: You are asked to agree {ask}, and to leave the rest to officials.
objectives:
  - "{objective}"
sources:
  report:
    title: Report of the commission on {title}
    published: 2026-02-20
    capture: captures/report-{number}.txt
    sha256: {sha256}
agenda:
"""
ITEM = """\
  - id: item-{at}
    title: {title}
    objective: "{objective}"
    background: |
      {first}

      {second}[^report]

      {third}
    positions:
      us: {us}
      them: {them}
    points:
      - "{say}"
      - "{say_next}"
    quotes:
      - speaker: host
        text: "{quote}"
        source: report
"""


def sentence(chance: random.Random, words: int = 14) -> str:
    """Make a sentence of that many words."""
    picked = [chance.choice(WORDS.split()) for _ in range(words)]
    picked[words // 3] = chance.choice(VERBS.split())
    picked[words // 2] = "the"
    return " ".join(["The", *picked]) + "."


def paragraph(chance: random.Random, sentences: int = 6) -> str:
    """Make a paragraph of that many sentences."""
    return " ".join(sentence(chance, chance.randint(9, 18)) for _ in range(sentences))


def brief(number: int, items: int) -> tuple[str, str]:
    """Make a brief with that many items, and the text of the capture that it names."""
    chance = random.Random(number)
    title = (
        f"{chance.choice(WORDS.split()).title()} and {chance.choice(WORDS.split())} talks {number}"
    )
    ask, objective = sentence(chance, 8).lower().rstrip("."), sentence(chance)
    agenda, quotes = "", []
    for at in range(items):
        quotes.append(sentence(chance, 16))
        agenda += ITEM.format(
            at=at,
            title=f"{chance.choice(WORDS.split()).title()} {chance.choice(WORDS.split())} {at + 1}",
            objective=sentence(chance),
            first=paragraph(chance),
            second=paragraph(chance, 3),
            third=paragraph(chance),
            us=sentence(chance),
            them=sentence(chance),
            say=sentence(chance),
            say_next=sentence(chance),
            quote=quotes[-1],
        )
    said = "\n\n".join(f"“{quote}” said Oskar Brandt." for quote in quotes)
    capture = f"{paragraph(chance)}\n\n{said}\n\n{paragraph(chance)}\n"
    digest = sha256(capture.encode()).hexdigest()
    head = HEAD.format(title=title, number=number, ask=ask, objective=objective, sha256=digest)
    return head + agenda, capture


def write_office(folder: Path, briefs: int, items: int, first: int = 0) -> list[Path]:
    """Write briefs, numbered from `first`, and their captures; give the paths of the briefs."""
    (folder / "captures").mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(first, first + briefs):
        text, capture = brief(number, items)
        paths.append(folder / f"brief-{number:04d}.yaml")
        paths[-1].write_text(text, "utf-8")
        (folder / "captures" / f"report-{number}.txt").write_text(capture, "utf-8")
    return paths


if __name__ == "__main__":
    write_office(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
