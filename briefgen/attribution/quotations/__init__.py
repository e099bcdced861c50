"""The quotations in running text, and whom the text names as the speaker of each.

Rules alone, no model of language: the same text has the same answer, and what the text leaves open
is said to be open. The way of a text: `marks.paragraphs` and `marks.quoted_spans` find the words
between quotation marks; `languages.language_of` tells the language; and by the language one of
three readings names the speakers, each with an `Attribution` for each span (`referents`).
`find.quotations` makes the answer of both.

The readings are `english/`, `by_lexicon/` (languages that differ only in the words of their file in
`lexicons/`) and `east` (Chinese, Japanese, Korean, which set no words apart). The first two go the
same steps: sentences, the people that a sentence mentions, whom it names as the speaker, whom that
mention refers to. English has its own because it was first and knows more; a language that comes
new is a file for `by_lexicon/`.

What asks: `pieces` and `yaml` write what was found for a brief, `joined` tells whether two
stretches have two speakers, `reported` (with the patterns of `reporting`) whether words are only
reported.
"""
