"""Find who says a quotation in an English text.

The steps, each a module: `sentences` cuts the text between its quotations into sentences;
`mentions` finds the people that one mentions; `subjects` finds the subject of a verb; `clauses`
finds whom the sentence names as the speaker of a quotation; `register` finds whom that mention
refers to; `speakers` goes through the text and answers for each quotation. The words are in
`words`.
"""
