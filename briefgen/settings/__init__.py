"""Settings: what a file above the brief says, and what holds where nobody says anything."""
