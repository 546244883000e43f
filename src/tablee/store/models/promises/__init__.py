"""Tables of who gives their word, and of what they signed."""
