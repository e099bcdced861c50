"""Quotes against sources: cases from tests/verification, and what holds for any text.

A case is a source, and quotes with what has to be said of them: `verbatim`, `edited`, or `fault`
with the name of the fault. `drops`, `foldings` and `differs` are compared where a case has them.
"""

from pathlib import Path

import pytest
import yaml

from briefgen.evidence.nearest import nearest
from briefgen.evidence.verify import searchable, verify

FOLDER = Path(__file__).parent / "verification"
KEYS = {"verbatim", "edited", "quote", "fault", "prefix", "suffix", "drops", "foldings", "differs"}


def cases():
    for path in sorted(FOLDER.glob("*.yaml")):
        for at, case in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            for quote in case["quotes"]:
                typed = next(quote[key] for key in ("verbatim", "edited", "quote") if key in quote)
                name = f"{path.stem}-{at}-{typed[:40]}"
                yield pytest.param(case["source"], typed, quote, id=name)


@pytest.mark.parametrize(("text", "typed", "expected"), [*cases()])
def test_a_quote_is_what_its_case_says(text, typed, expected):
    assert expected.keys() - {"text"} <= KEYS
    source = searchable(text)
    verdict = verify(typed, source, expected.get("prefix", ""), expected.get("suffix", ""))
    assert verdict.fault == expected.get("fault")
    if not verdict.fault:
        assert verdict.is_edited == ("edited" in expected)
    if "drops" in expected:
        assert [drop.word for drop in verdict.drops] == expected["drops"]
    if "foldings" in expected:
        assert list(verdict.foldings) == expected["foldings"]
    if "differs" in expected:
        found = nearest(typed, source)
        assert [[each.typed, each.read] for each in found.differences] == expected["differs"]
