"""Formats of pictures of pixels: one module for each, which `kinds` finds in this folder."""
