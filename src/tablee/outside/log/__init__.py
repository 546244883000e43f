"""Logs outside of the database: their files, and the keys that sign them."""
