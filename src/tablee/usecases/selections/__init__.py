"""The organiser chooses acts of others, and says why."""
