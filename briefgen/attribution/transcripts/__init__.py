"""Transcripts: where their turns are, and what the labels of the speakers say."""
