"""What runs by the clock or from a queue."""
