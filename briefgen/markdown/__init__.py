"""The Markdown of a brief: what may be typed, how it becomes HTML, and that nothing is lost."""
