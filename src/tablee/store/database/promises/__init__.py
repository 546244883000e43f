"""Who gives their word, and what they signed, in the database."""
