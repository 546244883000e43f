"""Posts on the real web: what is said of them, what is seen, and what follows from it."""
