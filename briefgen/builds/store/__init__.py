"""Keep the outcomes of briefs with their outputs, so that what is unchanged isn't done again.

`recall` is asked by `run`; `shelf` holds what machines may share, by hashes of content; `home`,
`hashes`, `program` and `calls` hold what is only this user's, by sizes and times of files.
"""
