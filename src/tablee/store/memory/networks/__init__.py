"""What networks keep, in memory."""
