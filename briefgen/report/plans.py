"""Tells what a build would do, for `briefgen build --plan`: to a person, or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TextIO

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


def tell(intended: Iterable[Intended], out: TextIO) -> None:
    """Write a line a brief, and a last one that counts them."""
    counts = dict.fromkeys(SAID, 0)
    for each in intended:
        counts[each.step] += bool(each.file)  # not a folder without a brief
        said = ": ".join(filter(None, (SAID[each.step][0], ", ".join(each.reasons))))
        file = f"{each.file}: " if each.file else ""
        out.write(f"{visible(file + said)}\n")
    if total := sum(counts.values()):
        parts = [f"{count:,} {SAID[step][1]}" for step, count in counts.items() if count]
        out.write(f"{total:,} brief{'' if total == 1 else 's'}: {', '.join(parts)}\n")
    out.flush()


def tell_program(intended: Iterable[Intended], out: TextIO) -> None:
    """Write one JSON object, with a line a brief, as `docs/reference/reports.md` has it."""
    counts = dict.fromkeys(SAID, 0)
    out.write('{"version": 1, "done": "planned", "briefs": [')
    for number, each in enumerate(intended):
        counts[each.step] += bool(each.file)
        out.write((",\n" if number else "\n") + dumped(_described(each)))
    out.write(f'\n], "counts": {dumped(counts)}}}\n')
    out.flush()


def tell_in_lines(intended: Iterable[Intended], out: TextIO) -> None:
    """Write the same as lines of JSON, each an object that says its kind."""
    counts = dict.fromkeys(SAID, 0)
    out.write(f"{dumped({'kind': 'start', 'version': 1, 'done': 'planned'})}\n")
    for each in intended:
        counts[each.step] += bool(each.file)
        out.write(f"{dumped({'kind': 'brief', **_described(each)})}\n")
    out.write(f"{dumped({'kind': 'end', 'counts': counts})}\n")
    out.flush()


def _described(each: Intended) -> dict[str, Any]:
    return {
        "file": visible(each.file),
        "step": each.step,
        "reasons": [visible(reason) for reason in each.reasons],
        "outputs": [visible(str(from_here(path))) for path in each.outputs],
    }


# How a plan is told in a format; the others hold findings, and a plan has none.
FORMATS: dict[str, Callable[[Iterable[Intended], TextIO], None]] = {
    "full": tell,
    "concise": tell,
    "json": tell_program,
    "jsonl": tell_in_lines,
}
