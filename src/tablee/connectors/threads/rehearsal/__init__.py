"""A Threads of our own, with posts nobody wrote."""
