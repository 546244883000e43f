"""What is done about posts on the web."""
