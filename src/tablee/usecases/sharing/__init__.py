"""Sharing: who came by whose link, and what that brought."""
