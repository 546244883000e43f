"""What networks keep, in the database."""
