"""Lines that stay open: servers that tell us things for as long as they like."""
