"""Tells what a build would do, for `briefgen build --plan`: to a person, or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from briefgen.builds.store.reasons import Intended
from briefgen.ground.files import from_here
from briefgen.report.plain import dumped
from briefgen.report.terminal import visible

# The words for each step, of a brief and in the count of all.
SAID = {
    "build": ("to be built", "to be built"),
    "restore": ("to be taken from the cache", "to be taken from the cache"),
    "nothing": ("", "unchanged"),
    "stop": ("not to be built", "not to be built"),
}


def in_words(steps: Sequence[Intended]) -> str:
    """Write a line a brief, and a last one that counts them."""
    lines = []
    for each in steps:
        said = ": ".join(filter(None, (SAID[each.step][0], ", ".join(each.reasons))))
        lines.append(visible(f"{each.file}: {said}" if each.file else said))
    counts = _counts(steps)
    if total := sum(counts.values()):
        parts = [f"{count:,} {SAID[step][1]}" for step, count in counts.items() if count]
        lines.append(f"{total:,} brief{'' if total == 1 else 's'}: {', '.join(parts)}")
    return "".join(f"{line}\n" for line in lines)


def in_json(steps: Sequence[Intended]) -> str:
    """Write one JSON object, with a line a brief, as `docs/reference/reports.md` has it."""
    briefs = ",".join(f"\n{dumped(_described(each))}" for each in steps)
    counts = dumped(_counts(steps))
    return f'{{"version": 1, "done": "planned", "briefs": [{briefs}\n], "counts": {counts}}}\n'


def in_lines_of_json(steps: Sequence[Intended]) -> str:
    """Write the same as lines of JSON, each an object that says its kind."""
    objects = [
        {"kind": "start", "version": 1, "done": "planned"},
        *({"kind": "brief", **_described(each)} for each in steps),
        {"kind": "end", "counts": _counts(steps)},
    ]
    return "".join(f"{dumped(each)}\n" for each in objects)


def _counts(steps: Sequence[Intended]) -> dict[str, int]:
    """Count the briefs of each step, without the folders that have none."""
    return {step: sum(each.step == step and bool(each.file) for each in steps) for step in SAID}


def _described(each: Intended) -> dict[str, Any]:
    return {
        "file": visible(each.file),
        "step": each.step,
        "reasons": [visible(reason) for reason in each.reasons],
        "outputs": [visible(str(from_here(path))) for path in each.outputs],
    }


# How a plan is written in a format; the others hold findings, and a plan has none.
FORMATS: dict[str, Callable[[Sequence[Intended]], str]] = {
    "full": in_words,
    "concise": in_words,
    "json": in_json,
    "jsonl": in_lines_of_json,
}
