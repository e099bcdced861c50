"""Read the settings in a file beside or above a brief, and merge them with options and defaults."""
