"""Transcripts: where the turns of each speaker are, and what the labels before them say.

The way of a text through the modules: `shapes.candidates` lists what has the shape of a label at
the start of a line, each read by `labels.label_of`, whose words are in `words/` (`label_words`).
`turns.turns` weighs them against each other, decides whether the text is a transcript at all, and
gives the turns. Two things stand inside of turns: calls in brackets (`interjections`) and labels in
the midst of a line (`run_on`). `missed` is asked last, before a quote is said to be another's:
whether a label was overlooked.
"""
