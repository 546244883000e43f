"""The campaign file: read with findings, described, compared, and simulated before launch."""
