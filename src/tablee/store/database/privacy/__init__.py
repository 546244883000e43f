"""Erasing what is known of people."""
