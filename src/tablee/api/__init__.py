"""JSON for programs, and the one table that turns errors into answers."""
