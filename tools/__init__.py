"""What `make` needs and a running site does not."""
