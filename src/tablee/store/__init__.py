"""The database behind the ports, and its in-memory twins."""
