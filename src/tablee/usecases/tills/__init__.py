"""Take in partners' till data: each receipt once, and its returns."""
