"""What leaves: the files of a build, what goes along inside them, and the search before they go."""
