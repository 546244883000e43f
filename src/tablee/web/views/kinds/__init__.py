"""Pages of single kinds of act."""
