"""Mend briefs and settings by the edits of their findings: what `check --fix` and `--diff` do.

`changes` puts edits into a text, `judging` tells whether they did what they should, `mending` goes
on until no certain edit is left, `briefs` and `settings` say what a text's findings are, `writing`
puts a mended file in the place of the one that was read, and `fix` does all of it for a plan.
"""
