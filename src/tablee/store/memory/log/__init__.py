"""Logs in memory."""
