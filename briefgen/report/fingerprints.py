"""Gives each finding of a report a fingerprint, by which a service knows it again.

A service tells with it which findings are new and which are mended. So it stays the same when lines
are added above the finding, and no two findings of a report have the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256

from briefgen.ground.diagnostics import Diagnostic
from briefgen.ground.span import Span


class Fingerprints:
    """The fingerprints that a report has given so far."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def of(self, found: Diagnostic, path: str, lines: Mapping[str, Sequence[str]]) -> str:
        """Give a finding's fingerprint: 64 hexadecimal digits.

        It is made of the rule, the path of the file and the marked words, or of the message where
        there are none; of the second finding that is alike in these, also of the number 2.
        """
        words = marked(found.span, lines) if found.span else ""
        alike = json.dumps([found.rule, path, words or found.message])
        self._given[alike] += 1
        return sha256(f"{alike}{self._given[alike]}".encode()).hexdigest()


def marked(span: Span, lines: Mapping[str, Sequence[str]]) -> str:
    """Give the marked words of a place's first line; empty where the line isn't known.

    White space is folded: a list that is indented once more has the same words.
    """
    known = lines.get(span.file, ())
    if not 0 < span.line <= len(known):
        return ""
    line = known[span.line - 1]
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    return " ".join(line[span.column - 1 : end].split())
