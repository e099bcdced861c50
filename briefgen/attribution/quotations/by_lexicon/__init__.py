"""Find who says a quotation in a language that has a lexicon: one reading for all of them.

The steps, each a module: `lexicon` reads the words of the language; `dashes` adds speech that
starts with a dash to the spans between marks; `mentions` finds the people that a sentence mentions;
`phrases` finds its verbs of speech; `tags` finds whom it names as the speaker of a quotation;
`people` finds to whom that name or office refers; `speakers` goes through the text and answers for
each quotation.
"""
