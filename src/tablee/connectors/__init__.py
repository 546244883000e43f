"""Ways to find posts by ourselves: one folder each; adding one edits no other file."""
