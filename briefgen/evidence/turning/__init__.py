"""Words that turn the sense of what is said, and where they apply.

A language is one file in `words/`, found by being there: adding one changes nothing else. `lexicon`
tells what stands in such a file, `languages` picks the language of a sentence, and `qualifiers`
finds the words in it.
"""
