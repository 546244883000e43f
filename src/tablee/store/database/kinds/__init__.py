"""What single kinds of act keep, in the database."""
