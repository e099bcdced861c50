"""Words that turn the sense of what is said: one file of words a language, and where they apply."""
