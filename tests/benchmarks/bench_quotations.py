"""How the time to find quotations grows with the length of a text: `make bench`."""

from __future__ import annotations

import time

import pytest

from briefgen.attribution.quotations.find import quotations

NEWS = "“We will be ready,” the minister said. The works were late. He added: “It will hold.”\n\n"

GERMAN = (
    "„Wir sind bereit“, sagte die Ministerin. Die Arbeit ist spät. „Es hält“, fügte sie hinzu.\n\n"
)
RUSSIAN = "— Мы готовы, — сказал министр Иван Дорн. — Это не всё, но и не мало.\n\n"


@pytest.mark.parametrize("piece", [NEWS, GERMAN, RUSSIAN, '"', "«", "the official, ", "A, "])
def test_four_times_the_text_takes_four_times_as_long(piece):
    def seconds(length):
        text = piece * (length // len(piece))
        start = time.process_time()
        quotations(text)
        return time.process_time() - start

    seconds(1000)
    print(f"\n{piece[:12]!r}: {seconds(400_000) / seconds(100_000):.1f} times for 4 times the text")
