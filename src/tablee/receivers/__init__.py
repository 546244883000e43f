"""Protocols by which strangers tell us of their posts: one folder each, found by the registry."""
