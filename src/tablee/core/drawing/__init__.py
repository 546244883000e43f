"""Drawings: what is kept of a picture somebody made for a campaign, and when two are alike."""
