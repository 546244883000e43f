"""Share links, and whoever comes by them."""
