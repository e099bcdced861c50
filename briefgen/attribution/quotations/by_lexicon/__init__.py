"""Who says a quotation in a language that has a lexicon, which is all that differs."""
