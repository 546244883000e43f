"""The web of a past edition, made up again on this machine: blogs, a network, people."""
