"""What a brief rests on, and how the words in it compare with what was read."""
