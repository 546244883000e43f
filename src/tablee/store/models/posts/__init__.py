"""The tables of posts on the web, and of the work they make."""
