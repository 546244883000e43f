"""Pages about posts on the web: one page, one file."""
