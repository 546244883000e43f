"""A Facebook of our own, with figures nobody made."""
