"""Hold one module for each format of pictures of pixels; `kinds` finds them in this folder."""
