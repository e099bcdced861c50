"""Diagnostics, progress and rule pages as people and programs read them."""
