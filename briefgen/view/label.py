"""A label: words that briefgen prints, which know what language they are in.

Apart from the catalogues, so that the data of the view can name the type without reading a file.
"""

from __future__ import annotations


class Label(str):
    """Words of a catalogue. A text like any other, so that a template prints it as one.

    `language` is empty where the words are in the brief's own language, and needs marking where it
    isn't (WCAG 2.2, 3.1.2 Language of Parts).
    """

    language: str

    def __new__(cls, words: str = "", language: str = "") -> Label:
        """Make a label; one argument is enough, which is what copying and pickling give."""
        made = super().__new__(cls, words)
        made.language = language
        return made

    def capitalised(self) -> Label:
        """Begin the same label with a capital; what comes after stays as it is."""
        return Label(self[:1].upper() + self[1:], self.language)


# What stands where there is nothing to say.
NOTHING = Label()
