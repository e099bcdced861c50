"""Writes docs/explanation/performance.md: its tables and pictures from the figures; its prose stays.

What is made stands between two comments, the first of which names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from figures import Figure, Figures, Point

MADE = re.compile(r"(<!-- made by make bench: (\w+) -->\n).*?(<!-- until here -->)", re.DOTALL)
HEAD = ("", "against", "ratio", "from, to", "of the processors", "ours, theirs", "times", "asked")
# What the pictures say, for those who don't see them, and the heads of their tables.
PICTURES = {
    "pages": ("How the time grows with the pages of a packet", "pages"),
    "briefs": ("How the time grows with the number of briefs", "briefs"),
}


def write_page(path: Path, figures: Figures) -> None:
    """Put what was measured into the page, and draw its pictures beside it."""
    from plots import draw

    path.write_text(filled(path.read_text("utf-8"), figures), "utf-8")
    for curve, names in PICTURES.items():
        if points := [each for each in figures.points.values() if each.curve == curve]:
            draw(path.parent.parent / "pictures" / f"{curve}.svg", names, points)


def filled(text: str, figures: Figures) -> str:
    """Replace what is made in the text of the page."""
    made = {"machine": machine(figures), "ratios": ratios(figures)}
    for curve in PICTURES:
        made[curve] = growth(curve, figures.points.values())
    return MADE.sub(lambda found: f"{found[1]}{made[found[2]]}{found[3]}", text)


def line_of(figure: Figure) -> str:
    """Say a figure in a line."""
    spread = f"from {number(figure.ratio.least)} to {number(figure.ratio.most)}"
    by_processor = "" if figure.processors is None else f", processors {number(figure.processors)}"
    return (
        f"{figure.part}: {figure.what}, against {figure.peer}: {number(figure.ratio.median)} "
        f"({spread}){by_processor}{'' if figure.is_met else f' [asked {asked(figure)}]'}"
    )


def machine(figures: Figures) -> str:
    """Write the table of the machine and the versions."""
    days = sorted({each.day for each in figures.measured.values()}) or [figures.day]
    measured = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return table(("", ""), [("measured", measured), *figures.around.items()])


def ratios(figures: Figures) -> str:
    """Write a table of ratios for each part."""
    by_part = sorted(figures.measured.values(), key=lambda figure: figure.part)
    parts = groupby(by_part, key=lambda figure: figure.part)
    return "\n".join(f"### {part}\n\n{table(HEAD, map(row, each))}" for part, each in parts)


def row(figure: Figure) -> tuple[str, ...]:
    """Write the cells of a figure."""
    processors = "" if figure.processors is None else number(figure.processors)
    return (
        figure.what,
        figure.peer,
        f"**{number(figure.ratio.median)}**",
        f"{number(figure.ratio.least)}, {number(figure.ratio.most)}",
        processors,
        f"{number(figure.own)} {figure.unit}, {number(figure.other)} {figure.unit}",
        str(figure.rounds),
        asked(figure),
    )


def asked(figure: Figure) -> str:
    """Say what the ratio should be, where that is said."""
    if figure.target is None:
        return ""
    return f"at {'least' if figure.at_least else 'most'} {figure.target:g}"


def growth(curve: str, points: Iterable[Point]) -> str:
    """Write the picture of a curve of growth, and its points as a table."""
    said, sizes_of = PICTURES[curve]
    found = {(each.size, each.line): each for each in points if each.curve == curve}
    if not found:
        return ""
    lines = list(dict.fromkeys(line for _, line in found))
    rows = [
        (f"{size:,}", *(seconds(found.get((size, line))) for line in lines))
        for size in sorted({size for size, _ in found})
    ]
    return f"![{said}](../pictures/{curve}.svg)\n\n{table((sizes_of, *lines), rows)}"


def seconds(point: Point | None) -> str:
    """Write the seconds of a point, with the ratio."""
    if point is None:
        return ""
    ratio = "" if point.ratio is None else f" ({number(point.ratio)})"
    return f"{number(point.seconds)} s{ratio}{', reckoned' if point.reckoned else ''}"


def number(value: float) -> str:
    """Write a number with three digits that matter, and at least whole."""
    if 0 < value < 0.001:
        return f"{value:.5f}"
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:,.{decimals}f}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table in Markdown."""
    cells = list(head)
    lines = [cells, ["---"] * len(cells), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
