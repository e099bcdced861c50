"""How the time to find quotations grows with the length of a text: `make bench`."""

from __future__ import annotations

import pytest
from measuring import seconds

from briefgen.attribution.quotations.find import quotations

PART = "Stages"
NEWS = "“We will be ready,” the minister said. The works were late. He added: “It will hold.”\n\n"
GERMAN = (
    "„Wir sind bereit“, sagte die Ministerin. Die Arbeit ist spät. „Es hält“, fügte sie hinzu.\n\n"
)
RUSSIAN = "— Мы готовы, — сказал министр Иван Дорн. — Это не всё, но и не мало.\n\n"
TEXTS = {
    "in English": NEWS,
    "in German": GERMAN,
    "in Russian": RUSSIAN,
    "only marks": '"',
    "only other marks": "«",
    "only speakers": "the official, ",
    "only capitals": "A, ",
}


@pytest.mark.parametrize("text", TEXTS)
def test_four_times_the_text_takes_four_times_as_long(text, figures):
    def took(length):
        return seconds(lambda: quotations(TEXTS[text] * (length // len(TEXTS[text]))))

    took(1000)
    figures.compare(f"quotations of 400 KB, {text}", "of 100 KB", [(took(400_000), took(100_000))])
