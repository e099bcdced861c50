"""Compare the quotes of a brief with captures: copies of what its writer read."""
