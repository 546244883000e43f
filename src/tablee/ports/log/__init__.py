"""What sealing needs of the world: files that last, a key that signs, witnesses that look."""
