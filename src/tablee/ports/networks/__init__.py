"""What networks keep beside the acts: our actors there, what they cost, what they estimate."""
