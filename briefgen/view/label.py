"""A label: words that briefgen itself prints, with the language that they are in.

Apart from the catalogues, so that `data` can import the type without loading Babel.
"""

from __future__ import annotations

from briefgen.view.casing import with_capital


class Label(str):
    """Words of a catalogue. It is a `str`, so that a template can print it like any text.

    `language` is empty if the words are in the brief's language. Otherwise it is the tag of theirs,
    and the page has to mark them with it (WCAG 2.2, 3.1.2 Language of Parts).
    """

    language: str

    def __new__(cls, words: str = "", language: str = "") -> Label:
        """Make a label."""
        # Copying and pickling call this with the words alone, and set the language afterwards.
        made = super().__new__(cls, words)
        made.language = language
        return made

    def capitalised(self, language: str) -> Label:
        """Return the label of a brief in a language with a capital, and the rest as it is."""
        return Label(with_capital(self, self.language or language), self.language)


# The label of a value that the brief doesn't give.
NOTHING = Label()
