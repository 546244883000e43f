"""Measures the door against what it could be compared with; `make bench` runs it."""
