"""Tables of what networks keep beside the acts."""
