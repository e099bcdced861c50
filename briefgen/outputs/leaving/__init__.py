"""Searches finished outputs for the names of people who must not be named, before they are written.

`search` is where it begins. `page`, `paper`, `carried` and `raw` read out everything in an output
that can carry a name. `own` and `allowed` tell which names may stand there, and `origin` finds out
where a name came from.
"""
