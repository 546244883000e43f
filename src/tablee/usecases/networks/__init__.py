"""What is done about posts on networks."""
