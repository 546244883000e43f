"""Campaigns as actors of the fediverse: followed, mentioned, and heard."""
