"""The smallest brief there is, as values, for tests that need one and say what is in it."""

SMALLEST = {
    "briefgen": 1,
    "title": "Talks",
    "as_of": "2026-05-06",
    "principal": "n0",
    "people": {"n0": {"name": "Anna Berg"}},
    "bottom_line": "They meet.",
    "agenda": [{"title": "Fares"}],
}
