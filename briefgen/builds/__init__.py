"""Builds: what to make of which briefs, the stages in order, and what is kept about it."""
