"""The verifier: what a stranger runs on a copy of a log, needing neither a site nor a database."""
