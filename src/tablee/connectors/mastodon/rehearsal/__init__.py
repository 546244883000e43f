"""A Mastodon server of our own, with statuses nobody wrote."""
