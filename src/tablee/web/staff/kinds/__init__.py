"""Staff pages of single kinds of act."""
