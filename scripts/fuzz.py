"""Look for bytes that briefgen doesn't stand: `python scripts/fuzz.py load|quotes [seconds]`.

Atheris (libFuzzer) follows which lines of briefgen an input reaches, and varies those that reach
new ones. What it finds is written to `build/fuzz/`, with the traceback on standard error.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["briefgen"]):
    from briefgen.builds import pipeline
    from briefgen.builds.timings import Timings
    from briefgen.evidence.nearest import nearest
    from briefgen.evidence.verify import searchable, verify
    from briefgen.report.terminal import report

ROOT = Path(__file__).parent.parent
SEEDS = {
    "load": ("briefs/*.yaml", "tests/diagnostics/*.yaml"),
    "quotes": ("tests/quotations/*.txt",),
}


def load(data: bytes) -> None:
    """Load, validate and check; every finding has a place in the file, and can be printed."""
    document = pipeline.loaded(data, "brief.yaml", Timings())
    case = pipeline.checked(document, ROOT / "build" / "fuzz" / "nowhere")
    for found in case.diagnostics:
        assert found.span is not None, found
        assert 1 <= found.span.line <= len(document.lines) + 1, found
    report(case.diagnostics, {"brief.yaml": document.lines})
    if not case.errors:
        pipeline.viewed(case)


def quotes(data: bytes) -> None:
    """Look for a quote in a text; where it was found lies in the text."""
    given = atheris.FuzzedDataProvider(data)
    text = given.ConsumeUnicodeNoSurrogates(600)
    quote = text[10:60] if given.ConsumeBool() else given.ConsumeUnicodeNoSurrogates(200)
    source = searchable(text)
    found = verify(quote, source)
    for start, end in found.match.parts if found.match else ():
        assert 0 <= start <= end <= len(text), (start, end)
    close = nearest(quote, source)
    assert close is None or 0 <= close.start <= close.end <= len(text)


def main() -> None:
    """Run one target for as many seconds."""
    name, seconds = sys.argv[1], int([*sys.argv, "60"][2])
    at = ROOT / "build" / "fuzz"
    corpus = at / name
    corpus.mkdir(parents=True, exist_ok=True)
    for pattern in SEEDS[name]:
        for seed in ROOT.glob(pattern):
            shutil.copy(seed, corpus)
    options = [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={at}/",
        "-timeout=60",
        "-rss_limit_mb=4096",
    ]
    targets = {"load": load, "quotes": quotes}
    atheris.Setup(
        [sys.argv[0], *options, "-max_len=4096", "-verbosity=0", str(corpus)], targets[name]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
