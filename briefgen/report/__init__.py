"""Findings, runs and rule pages as people and programs read them."""
