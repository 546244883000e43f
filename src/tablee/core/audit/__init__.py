"""Audits by drawing lots: which acts are looked at again, and what is then known of the others."""
