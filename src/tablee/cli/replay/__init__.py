"""A past edition played again: its acts, its pace, a server of its own, and who sends."""
