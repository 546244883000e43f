"""What single kinds of act keep, in memory."""
