"""Find the briefs that a branch has touched, or that rest on a file that it has touched."""
