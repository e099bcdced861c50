"""Writes findings, runs and rule pages for people and for programs."""
