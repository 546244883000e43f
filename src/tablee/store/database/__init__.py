"""Every port on tables, in plain SQL through Django's connection."""
