"""Audits by lot: their seeds, their sheet and their result."""
