"""Keep `manifest.json` beside outputs: what each brief was made from, with which versions.

Nothing is imported here: a check asks `journal` alone, and the others are slow to load.
"""

MANIFEST = "manifest.json"
