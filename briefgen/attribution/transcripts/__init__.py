"""Find the turns of each speaker in a transcript, by the labels before them.

A text passes the modules in this order. `shapes.candidates` lists everything at the start of a line
that has the shape of a label, each read by `labels.label_of` with the words in `words/`
(`label_words`). `turns.turns` weighs them against each other, decides whether the text is a
transcript at all, and makes the turns. Two things interrupt turns: calls in brackets
(`interjections`) and labels in the midst of a line (`run_on`). `missed` comes last, before a quote
is said to be another's: it looks for a label that was overlooked.
"""
