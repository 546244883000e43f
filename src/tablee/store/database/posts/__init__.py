"""Posts on the web, and the work they make, on tables."""
