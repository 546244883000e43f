"""Logs in the database: what happened, what was staged, where each act lies."""
