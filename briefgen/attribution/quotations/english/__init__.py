"""Who says a quotation in an English text: words, sentences, mentions, subjects, speakers."""
