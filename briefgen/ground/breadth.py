"""Estimates how broad words are in print, where the layout depends on it."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

# What joins two letters of an Indic script to one (Unicode 16, 4.3: canonical combining class 9).
VIRAMA = 9


def breadth(text: str) -> int:
    """Tell about how many Latin letters are as broad as a text.

    Marks take no room, letters that are joined take that of one, and a sign of Chinese, Japanese or
    Korean that of two.
    """
    if text.isascii():
        return len(text)
    found, is_joined = 0, False
    for char in text:
        if category(char).startswith("M"):
            is_joined = combining(char) == VIRAMA
        else:
            found += 0 if is_joined else 2 if east_asian_width(char) in "WF" else 1
            is_joined = False
    return found
