"""Know the findings of an old repository, so that a run tells of those alone that are new."""
