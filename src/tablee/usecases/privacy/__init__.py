"""What is erased because somebody asks, or because its time is over."""
