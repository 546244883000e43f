"""Numbers, days and reasons in words, in each language."""
