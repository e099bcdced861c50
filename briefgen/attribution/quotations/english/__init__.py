"""Who says a quotation in an English text.

The steps, each a module: `sentences` cuts the text between its quotations into sentences;
`mentions` finds the people that one mentions; `subjects` finds of whom a verb is said; `clauses`
says whom the sentence names as the speaker of a quotation; `register` says whom that mention refers
to; `speakers` goes through the text once and answers for each quotation. The words are in `words`.
"""
