"""Pages of shifts: which there are, signing up, one's own place, who came."""
