"""Draws the curves of growth. The same points give the same bytes: no date, and names by a salt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from figures import Point

# Okabe and Ito's colours, told apart by those who see few; dark enough for lines on white.
COLOURS = ("#0072b2", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#000000")
MARKS = "osD^vP"
STYLE = {
    "svg.hashsalt": "briefgen",
    "svg.fonttype": "none",
    "svg.id": "growth",
    "font.family": "sans-serif",
    "font.size": 11,
    # White on its own, so that it can be read on a dark page too.
    "savefig.facecolor": "white",
}


def draw(path: Path, names: tuple[str, str], points: Sequence[Point]) -> None:
    """Draw the seconds of each line over the sizes, both axes logarithmic."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, NullLocator

    title, sizes_of = names
    with mpl.rc_context(STYLE):
        drawn = Figure(figsize=(8, 5), layout="constrained")
        axes = drawn.add_subplot()
        for at, line in enumerate(dict.fromkeys(point.line for point in points)):
            found = [point for point in points if point.line == line]
            found.sort(key=lambda point: point.size)
            draw_line(axes, line, found, COLOURS[at % 6], MARKS[at % 6])
        axes.set(xscale="log", yscale="log", title=title, xlabel=sizes_of, ylabel="seconds")
        plain = FuncFormatter(lambda value, _: f"{value:,.10g}")
        axes.set_xticks(sorted({point.size for point in points}))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(plain)
        axes.yaxis.set_major_formatter(plain)
        axes.grid(visible=True, alpha=0.3)
        axes.legend(frameon=False)
        path.parent.mkdir(exist_ok=True)
        drawn.savefig(path, metadata={"Date": None, "Creator": None, "Title": title})
    # No white space at the ends of lines, which the checks before a commit don't allow.
    path.write_text(re.sub(r"[ \t]+$", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


def draw_line(axes, line: str, points: Sequence[Point], colour: str, mark: str) -> None:
    """Draw what was measured as a line, and what was reckoned as hollow marks, dotted."""
    measured = [point for point in points if not point.reckoned]
    style = {"color": colour, "marker": mark, "markersize": 6}
    axes.plot([p.size for p in measured], [p.seconds for p in measured], label=line, **style)
    if len(measured) < len(points):
        rest = points[max(len(measured) - 1, 0) :]
        style |= {"linestyle": ":", "markerfacecolor": "white"}
        axes.plot([p.size for p in rest], [p.seconds for p in rest], zorder=1, **style)
