"""Reads till files: one at a time, by a command or from the folder where partners drop them."""
