"""What is done about drawings."""
