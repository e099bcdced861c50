"""Texts and copies made to keep the readers of figures, dates and names busy."""

from time import process_time

import pytest
from smallest import SMALLEST

from briefgen.claims.dates import dates_in
from briefgen.claims.figures import figures_in
from briefgen.claims.names import NameIndex, names_in
from briefgen.model import Brief

BRIEF = Brief.model_validate(SMALLEST)
PIECES = [
    "1",
    "1,",
    "1.234",
    "1 000 ",
    "-",
    "–3 ",
    "$",
    "€1 m",
    "1/2/",
    "14 May ",
    "12:",
    "2019-",
    "May ",
    "one hundred and ",
    "between 1 and ",
    "about ",
    "million ",
    "½",
    "A. ",
    "Mc",
    "de ",
    "Ministry of ",
    "The Bank of the ",
    "Анна ",
    "١",
    "\n1 –\n",
    "1%|",
    "(",
]
READERS = {
    "figures of a text": lambda text: figures_in(text, "en-GB"),
    "figures of a copy": lambda text: figures_in(text, "en-GB", is_source=True),
    "dates of a text": lambda text: dates_in(text, "en-GB"),
    "dates of a copy": lambda text: dates_in(text, "en-GB", is_source=True),
    "figures in another language": lambda text: figures_in(text, "hu", is_source=True),
    "dates in another language": lambda text: dates_in(text, "hu", is_source=True),
    "names of a text": lambda text: names_in(text, "en-GB", BRIEF),
    "names of a copy": NameIndex,
}


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_made_to_be_slow_is_read_in_time_linear_in_it(reader, piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        start = process_time()
        READERS[reader](text)
        return process_time() - start

    seconds(500)
    assert seconds(64_000) < 40 * max(seconds(8_000), 0.02)
