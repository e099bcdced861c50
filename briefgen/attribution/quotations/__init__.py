"""The quotations in a running text, and who says each of them, language by language."""
