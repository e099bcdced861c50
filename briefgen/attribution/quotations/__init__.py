"""Find the quotations in running text, and whom the text names as the speaker of each.

It works by rules, without a language model: the same text always has the same answer, and what the
text leaves open is said to be open. `marks.paragraphs` and `marks.quoted_spans` find the words
between quotation marks. `languages.language_of` tells the language. By the language, one of three
readings names the speakers: it gives an `Attribution` (`referents`) for each quotation.
`find.quotations` puts words and speakers together.

The readings are `english/`, `by_lexicon/` (languages that differ only in the words of their file in
`lexicons/`) and `east` (Chinese and Japanese, which have no spaces between words, and Korean). The
first two take the same steps: cut the text into sentences, find the people that a sentence
mentions, find which of them it names as the speaker, and find the person whom that mention means.
English has a reading of its own because it came first and knows more. A new language is a new file
for `by_lexicon/`.

These modules use the answer: `pieces` and `yaml` write quotations for a brief; `joined` tells
whether two stretches have two speakers; `reported` (with the patterns of `reporting`) tells whether
words are only reported.
"""
