"""Read dates and times of day out of a text, and tell whether a source's is the typed one.

`tokens` cuts the text into numbers and words, `units` puts those of a date together, `stretches`
fills in what the dates of a list share, `relative` works out yesterday and last year. The words of
a language are a file in `languages/`; other languages have those of Babel (`locales`).
"""

from __future__ import annotations

from briefgen.claims.dates.agreement import Key, agreement, can_tell, read_keys, typed_keys
from briefgen.claims.dates.reading import dates_in

__all__ = ["Key", "agreement", "can_tell", "dates_in", "read_keys", "typed_keys"]
