"""The log, as files, as pages, and as what its readers take away."""
