"""Posts on the web, and the work they make, in memory."""
